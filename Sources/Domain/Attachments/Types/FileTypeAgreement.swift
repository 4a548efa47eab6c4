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

    /// Compares the three. Of the types that the bytes confirm, those count that name and claim agree with; when there are none, the
    /// first of all counts, with what speaks against it.
    ///
    /// - Parameters:
    ///   - name: `nil` when the sender gave none, which is no fault.
    ///   - claimedType: as sent; what names no type claims nothing.
    ///   - detected: what the bytes say.
    public static func of(name: FileName?, claimedType: String?, detected: DetectedType) -> FileTypeAgreement {
        let claim = TypeClaim(claimedType)
        let disguises = disguise(name).map { [Objection(.disguisedName, $0)] } ?? []
        var fitting: [FileType] = []
        var mismatch: FileTypeAgreement?
        for bytes in detected.types.map(MediaTypes.canonical) {
            let refined = refined(bytes, name: name, claim: claim)
            let type = FileType(refined, ofBytes: bytes, isEncrypted: detected.isEncrypted)
            let mismatches = [suffix(name, refined), objection(claim, refined)].compactMap(\.self)
            if mismatches.isEmpty { fitting.append(type) }
            mismatch =
                mismatch
                ?? FileTypeAgreement(type: type, objections: disguises + mismatches.map { Objection(.typeMismatch, $0) })
        }
        guard let first = fitting.first else {
            return mismatch ?? FileTypeAgreement(type: FileType(DetectedType.unknown), objections: disguises)
        }
        return FileTypeAgreement(type: first.with(alternatives: Array(fitting.dropFirst())), objections: disguises)
    }

    /// The bytes cannot tell a note from a table or a log: among plain texts the name says which it is, or else the sender.
    private static func refined(_ detected: String, name: FileName?, claim: TypeClaim?) -> String {
        guard isPlainText(detected) else { return detected }
        let named = name?.extension.map(MediaTypes.withExtension)?.first?.name
        return [named, claim?.type].compactMap(\.self).first(where: isPlainText) ?? detected
    }

    // MARK: Objections

    private static func disguise(_ name: FileName?) -> String? {
        name?.disguisedExtension.map { "The name hides the extension .\($0) beside another." }
    }

    private static func suffix(_ name: FileName?, _ type: String) -> String? {
        guard let suffix = name?.extension else { return nil }
        let owners = MediaTypes.withExtension(suffix)
        // A type of which we know no extensions may have any that is not another's.
        let isOpen = MediaTypes.named(type)?.extensions.isEmpty ?? true
        if owners.contains(where: { $0.name == type }) || owners.isEmpty && isOpen { return nil }
        return owners.isEmpty
            ? "The name has an extension that \(type) files do not have." : "The name ends in .\(suffix), but the file is \(type)."
    }

    private static func objection(_ claim: TypeClaim?, _ type: String) -> String? {
        guard let claim, !claim.fits(type) else { return nil }
        // A name that we do not know is the sender's own text, and is not repeated.
        let other = MediaTypes.named(claim.type) == nil ? "the type that its sender claimed" : claim.type
        return "The file is \(type), not \(other)."
    }

    private static func isPlainText(_ type: String) -> Bool {
        MediaTypes.named(type)?.nature == .plainText
    }
}
