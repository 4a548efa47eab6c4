import Attachments

/// The policy's limits as chat windows take them, so that a customer is told before anything is sent.
///
/// `fileUpload` has the members of `window.purecloudWebMessaging.settings.fileUpload` and those of a Messenger deployment's
/// configuration (`enableAttachments`, `modes`), `fileAttachment` those of `genesysWebMessaging.init`; `lazaret` is for our own script.
struct WidgetConfiguration: Encodable, Sendable {
    struct FileUpload: Encodable, Sendable {
        let enabled = true
        /// Bytes of one file.
        let maxSize: Int64
        let allowedMimeTypes: [String]
        let maxFilesPerMessage: Int
        let enableAttachments = true
        let modes: [Mode]
    }

    /// A set of types with its limit.
    struct Mode: Encodable, Sendable {
        let fileTypes: [String]
        /// Units of 1024 bytes, rounded down: what the window lets through, the gateway takes.
        let maxFileSizeKB: Int64
    }

    struct FileAttachment: Encodable, Sendable {
        let allowedFileTypes: [String]
        let maxSize: Int64
    }

    struct Own: Encodable, Sendable {
        /// What names of acceptable files end in, by type. Among plain texts more than the listed types pass (a table is a text).
        let extensions: [String: [String]]
        /// The tag of the language of `texts`.
        let language: String
        /// Words of the upload page that replace the English ones, by name; placeholders stand in braces.
        let texts: [String: String]
    }

    let fileUpload: FileUpload
    let fileAttachment: FileAttachment
    let lazaret: Own

    init(_ policy: Policy, _ words: CustomerWords = CustomerWords()) {
        let types = policy.namedTypes
        fileUpload = FileUpload(
            maxSize: policy.maximumSize, allowedMimeTypes: types, maxFilesPerMessage: policy.maximumFilesPerMessage,
            modes: [Mode(fileTypes: types, maxFileSizeKB: policy.maximumSize / 1024)])
        fileAttachment = FileAttachment(allowedFileTypes: types, maxSize: policy.maximumSize)
        let passing = MediaTypes.all.filter { policy.allows($0.name) || $0.nature == .plainText && policy.allows("text/plain") }
        lazaret = Own(
            extensions: Dictionary(passing.map { ($0.name, $0.extensions) }, uniquingKeysWith: +)
                .merging(types.map { ($0, []) }) { known, _ in known },
            language: words.language,
            texts: Dictionary(uniqueKeysWithValues: words.page.map { ($0.key.rawValue, $0.value.description) }))
    }
}

extension Policy {
    /// The allowed types by name: a wildcard as the types that it lets through, each type once, in the order of the policy.
    fileprivate var namedTypes: [String] {
        var types: [String] = []
        for entry in allow {
            let family = entry.lowercased().dropLast()
            let named =
                entry.hasSuffix("/*")
                ? MediaTypes.all.map(\.name).filter { $0.hasPrefix(family) && allows($0) } : [MediaTypes.canonical(entry)]
            for type in named where !types.contains(type) { types.append(type) }
        }
        return types
    }
}
