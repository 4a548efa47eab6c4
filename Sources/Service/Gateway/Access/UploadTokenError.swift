/// An upload token that opens nothing, or cannot be made.
public struct UploadTokenError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Code: Sendable, Hashable {
        /// We did not make it, or something of it was changed.
        case forged
        /// We made it, and its time is over.
        case expired
        /// What it is to allow cannot be allowed.
        case unusableGrant
    }

    /// What is wrong.
    public let code: Code
    /// What failed and what to do.
    public let description: String

    static let forged = UploadTokenError(
        code: .forged, description: "This upload token is not valid. Use it exactly as it was given, or ask for a new one.")
    static let expired = UploadTokenError(code: .expired, description: "This upload token has run out. Ask for a new one.")

    static func unusable(_ description: String) -> UploadTokenError {
        UploadTokenError(code: .unusableGrant, description: description)
    }
}
