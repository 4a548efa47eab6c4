import JSON

/// Why a message with files is not taken, before anything is known of the files.
struct UploadError: Error, Sendable, Hashable {
    let status: Int
    /// What failed and what to do.
    let sentence: String

    static let noFile = UploadError(
        status: 400,
        sentence:
            "No file in the request. Send at least one part named 'file' that has a file name, or JSON with 'filename' and 'data'.")
    static let noBody = UploadError(
        status: 400, sentence: "The request has no body. Send the file, or a form with a part named 'file'.")
    static let noContact = UploadError(
        status: 400,
        sentence: "The contact is missing. Name the customer in the field 'contact_id' (in the query when the body is the file).")

    static let encoded = UploadError(
        status: 415, sentence: "The body is compressed or otherwise encoded (Content-Encoding). Send the file as it is.")
    static let partial = UploadError(
        status: 400, sentence: "The body is only a part of a file (Content-Range). Send the whole file in one request.")
    static let urlEncodedForm = UploadError(
        status: 415,
        sentence: "A URL-encoded form carries no files. Send multipart/form-data, or the file with its own Content-Type.")

    static let emptyMessage = UploadError(
        status: 400, sentence: "The message has neither text nor files. Send 'text', files, or both.")

    static func textTooLong(maximum: Int) -> UploadError {
        UploadError(
            status: 400,
            sentence:
                "The text has more than \(maximum) characters (UTF-16 units), which the platform would not take. Send it in parts.")
    }

    static let disposition = UploadError(
        status: 400,
        sentence: "The Content-Disposition cannot be read. Send one, such as: attachment; filename=\"photo.jpg\" (RFC 6266).")

    static let twoNames = UploadError(
        status: 415, sentence: "The file has two names with different extensions (filename and filename*). Send one name.")

    static let strayFile = UploadError(
        status: 400, sentence: "The form has a file in a field that holds none. Name the field of every file 'file' or 'files[]'.")

    static let idempotencyKey = UploadError(
        status: 400, sentence: "The Idempotency-Key is no key: one value of 1 to 255 visible ASCII characters. Send a UUID.")

    static func tokenUsedUp(files: Int) -> UploadError {
        UploadError(status: 403, sentence: "This upload token is for \(files) files, and they have come. Ask for a new token.")
    }

    static func tokenAllows(files: Int) -> UploadError {
        UploadError(
            status: 403, sentence: "This upload token has \(files) files left. Send no more in one message, or ask for a new token."
        )
    }

    static let tokenBusy = UploadError(
        status: 429, sentence: "As many requests are under way as this upload token has files left. Try again when they have ended."
    )

    static func notTheTokens(_ field: String) -> UploadError {
        UploadError(
            status: 403,
            sentence: "The field '\(field)' is not what the upload token says. Leave it out, or ask for a token of your own.")
    }

    static func repeated(_ field: String) -> UploadError {
        UploadError(status: 400, sentence: "The field '\(field)' is there more than once. Send it once.")
    }

    static func unreadable(_ field: String) -> UploadError {
        UploadError(status: 400, sentence: "The field '\(field)' is not UTF-8. Send it as UTF-8.")
    }

    static func notAnIdentifier(field: String, maximumBytes: Int) -> UploadError {
        UploadError(
            status: 400,
            sentence: "The field '\(field)' is no identifier: at most \(maximumBytes) bytes, without control characters.")
    }

    static func disguise(_ hidden: String) -> UploadError {
        UploadError(
            status: 415,
            sentence: "The file's name hides the extension .\(hidden), which is not accepted. Rename the file and send it again.")
    }

    static func tooManyFiles(maximum: Int) -> UploadError {
        UploadError(
            status: 400,
            sentence:
                "Too many files in one message. Send at most \(maximum), which is policy.maximumFilesPerMessage or what an upload "
                + "token has left."
        )
    }
}
