/// The words of the upload page that a configuration can replace, by the names that `lazaret-upload.js` and `upload-page.js` have for them;
/// the English ones stand there.
public enum PageText: String, Sendable, Hashable, CaseIterable {
    // The page
    case title, intro, token, contact, proceed, footer
    // The field for files
    case lead, or, choose, hint, list, cancel, dismiss, retry
    // How far a file has come
    case waiting, sending, checking, checkingLong, reconnecting, busy, released, held, cancelled
    // Why a file is not taken
    case empty, folder, tooLarge, wrongType, tooMany, mismatch, refused, unauthorized, forbidden, failed, noLimits

    /// What the words may have in braces.
    public var placeholders: [String] {
        switch self {
        case .hint: ["types", "size", "count"]
        case .sending: ["percent"]
        case .busy: ["seconds"]
        case .tooLarge: ["limit"]
        case .wrongType: ["types"]
        case .tooMany: ["count"]
        default: []
        }
    }
}
