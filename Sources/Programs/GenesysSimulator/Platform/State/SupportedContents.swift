internal import Foundation

/// The profiles; one of them is for integrations that name none.
struct SupportedContents: Sendable {
    private(set) var defaultID: String
    private var byID = BoundedStore<SupportedContent>(capacity: 1000)
    private let stock: SupportedContent

    /// Begins with the platform's own profile: everything in, three kinds of images out.
    init(defaultID: String) {
        stock = SupportedContent(
            id: defaultID, name: "Default", inbound: ["*/*"], outbound: ["image/jpeg", "image/png", "image/gif"],
            created: Date(timeIntervalSince1970: 1_767_225_600))
        self.defaultID = defaultID
        byID.insert(stock, as: defaultID)
    }

    /// The oldest first.
    var all: [SupportedContent] { byID.all }

    /// The profile of an id; the default one for `nil` and for an id that is no longer there.
    subscript(id: String?) -> SupportedContent { id.flatMap { byID[$0] } ?? byID[defaultID] ?? stock }

    /// - Throws: ``Refusal`` 404 when there is none.
    func find(_ id: String) throws(Refusal) -> SupportedContent {
        guard let profile = byID[id] else { throw .notFound }
        return profile
    }

    mutating func insert(_ profile: SupportedContent) { byID.insert(profile, as: profile.id) }

    /// - Throws: ``Refusal`` 404 when there is none, 400 for the default one.
    mutating func remove(_ id: String) throws(Refusal) {
        _ = try find(id)
        guard id != defaultID else { throw .brokenRule("supportedContentId", "The default profile cannot be deleted.") }
        byID[id] = nil
    }

    /// - Throws: ``Refusal`` 404 when there is none.
    mutating func makeDefault(_ id: String) throws(Refusal) {
        _ = try find(id)
        defaultID = id
    }
}
