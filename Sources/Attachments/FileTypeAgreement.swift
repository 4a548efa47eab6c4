/// Whether a file's name, what its sender claimed and what it really is say the same. Pure.
public struct FileTypeAgreement: Sendable, Hashable {
    /// What the file is.
    public let type: FileType
    /// What does not agree; empty when all does.
    public let objections: [Objection]

    /// One thing that does not agree.
    public struct Objection: Sendable, Hashable {
        /// What kind of finding it is.
        public let kind: Finding.Kind
        /// The same in words.
        public let sentence: String

        /// States an objection.
        public init(_ kind: Finding.Kind, _ sentence: String) {
            self.kind = kind
            self.sentence = sentence
        }
    }

    /// States a comparison's end.
    public init(type: FileType, objections: [Objection] = []) {
        self.type = type
        self.objections = objections
    }

    /// Compares the three.
    ///
    /// - Parameters:
    ///   - name: `nil` when the sender gave none, which is no fault.
    ///   - claimedType: as sent; `nil`, empty and `application/octet-stream` claim nothing.
    ///   - detectedType: what the bytes say.
    public static func of(name: FileName?, claimedType: String?, detectedType: String) -> FileTypeAgreement {
        let claimed = claimedType.flatMap { claimsNothing($0) ? nil : MediaTypes.canonical($0) }
        let detected = MediaTypes.canonical(detectedType)
        let type = refined(detected, name: name, claimed: claimed)
        let disguises = disguise(name).map { [Objection(.disguisedName, $0)] } ?? []
        let mismatches = [suffix(name, type), claim(claimed, type)].compactMap(\.self).map { Objection(.typeMismatch, $0) }
        return FileTypeAgreement(type: FileType(type, ofBytes: detected), objections: disguises + mismatches)
    }

    /// The bytes cannot tell a note from a table or a log: among plain texts the name says which it is, or else the sender.
    private static func refined(_ detected: String, name: FileName?, claimed: String?) -> String {
        guard isPlainText(detected) else { return detected }
        let named = name?.extension.map(MediaTypes.withExtension)?.first?.name
        return [named, claimed].compactMap(\.self).first(where: isPlainText) ?? detected
    }

    /// Whether a type that a sender gives says nothing of the file.
    public static func claimsNothing(_ type: String) -> Bool { empty.contains(MediaTypes.canonical(type)) }

    // MARK: Objections

    private static func disguise(_ name: FileName?) -> String? {
        name?.disguisedExtension.map { "The name hides the extension .\($0) beside another." }
    }

    private static func suffix(_ name: FileName?, _ type: String) -> String? {
        guard let suffix = name?.extension else { return nil }
        let owners = MediaTypes.withExtension(suffix)
        // A type outside the table has no extensions that we know: it may have any that is not another's.
        if owners.contains(where: { $0.name == type }) || owners.isEmpty && MediaTypes.named(type) == nil { return nil }
        return owners.isEmpty
            ? "The name has an extension that \(type) files do not have." : "The name ends in .\(suffix), but the file is \(type)."
    }

    private static func claim(_ claimed: String?, _ type: String) -> String? {
        guard let claimed, claimed != type, !(isPlainText(claimed) && isPlainText(type)) else { return nil }
        // A name that we do not know is the sender's own text, and is not repeated.
        let other = MediaTypes.named(claimed) == nil ? "the type that its sender claimed" : claimed
        return "The file is \(type), not \(other)."
    }

    private static func isPlainText(_ type: String) -> Bool {
        MediaTypes.named(type)?.nature == .plainText
    }

    private static let empty: Set<String> = [
        "", "application/octet-stream", "binary/octet-stream", "application/force-download", "application/x-download",
    ]
}
