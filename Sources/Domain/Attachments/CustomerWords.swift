/// What customers read in the language of the configuration: notices, the answers of HTTP, and the upload page; Lazaret's own English
/// where nothing else is written.
public struct CustomerWords: Sendable, Hashable {
    /// The tag of the language (RFC 5646).
    public var language: String
    /// The sentences about files and requests.
    public var notices: [CustomerNotice: NoticeTemplate]
    /// The words of the upload page, by the names that its script has for them.
    public var page: [PageText: NoticeTemplate]

    /// A longer name is cut, so that it leaves room for the words around it.
    private static let longestName = 100

    /// Puts the words of a language together.
    public init(
        language: String = "en", notices: [CustomerNotice: NoticeTemplate] = [:], page: [PageText: NoticeTemplate] = [:]
    ) {
        self.language = language
        self.notices = notices
        self.page = page
    }

    /// A sentence that is written in the configuration; `nil` where Lazaret's own is to be used, or the sentence names the file and there
    /// is no name.
    ///
    /// - Parameter file: a clean name.
    public func written(_ notice: CustomerNotice, file: String? = nil) -> String? {
        notices[notice]?.filled(file.map { [NoticeTemplate.name: Self.shown($0)] } ?? [:])
    }

    /// The sentence about a file.
    public func sentence(_ notice: CustomerNotice, file: String? = nil) -> String { written(notice, file: file) ?? notice.sentence }

    private static func shown(_ name: String) -> String {
        name.count > longestName ? name.prefix(longestName - 1) + "…" : name
    }
}
