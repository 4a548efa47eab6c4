/// The newest files, as many as there is room for.
struct MediaStore: Sendable {
    private let maximumBytes: Int
    private var files: BoundedStore<StoredMedia>
    private var bytes = 0

    init(capacity: Int, maximumBytes: Int) {
        files = BoundedStore(capacity: capacity)
        self.maximumBytes = maximumBytes
    }

    /// The oldest first.
    var all: [StoredMedia] { files.all }

    subscript(id: String) -> StoredMedia? { files[id] }

    mutating func add(_ media: StoredMedia) {
        bytes += media.bytes.count
        if let evicted = files.insert(media, as: media.id) { bytes -= evicted.bytes.count }
        while bytes > maximumBytes, let evicted = files.removeOldest() { bytes -= evicted.bytes.count }
    }

    /// - Throws: ``Refusal`` 404 when there is none of the id.
    mutating func remove(_ id: String) throws(Refusal) {
        guard let media = files[id] else { throw .notFound }
        bytes -= media.bytes.count
        files[id] = nil
    }

    mutating func removeAll() {
        files.removeAll()
        bytes = 0
    }
}
