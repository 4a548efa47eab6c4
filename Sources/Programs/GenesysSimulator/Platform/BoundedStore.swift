/// Values by their ids in the order in which they came; when there is no more room, the oldest goes.
struct BoundedStore<Value: Sendable>: Sendable {
    private let capacity: Int
    private var values: [Int: (id: String, value: Value)] = [:]
    private var numbers: [String: Int] = [:]
    private var next = 0
    /// No value has a smaller number.
    private var oldest = 0

    init(capacity: Int) { self.capacity = max(1, capacity) }

    /// The oldest first.
    var all: [Value] { values.sorted { $0.key < $1.key }.map(\.value.value) }

    var count: Int { values.count }

    /// Setting a value of a new id appends it; setting `nil` removes one.
    subscript(id: String) -> Value? {
        get { numbers[id].flatMap { values[$0]?.value } }
        set {
            if let newValue { insert(newValue, as: id) } else { remove(id) }
        }
    }

    /// - Returns: the value that had to go.
    @discardableResult
    mutating func insert(_ value: Value, as id: String) -> Value? {
        if let number = numbers[id] {
            values[number] = (id, value)
            return nil
        }
        let evicted = values.count == capacity ? removeOldest() : nil
        values[next] = (id, value)
        numbers[id] = next
        next += 1
        return evicted
    }

    @discardableResult
    mutating func removeOldest() -> Value? {
        guard !values.isEmpty else { return nil }
        while values[oldest] == nil { oldest += 1 }
        guard let (id, value) = values.removeValue(forKey: oldest) else { return nil }
        numbers[id] = nil
        return value
    }

    mutating func removeAll() { self = BoundedStore(capacity: capacity) }

    private mutating func remove(_ id: String) {
        if let number = numbers.removeValue(forKey: id) { values[number] = nil }
    }
}
