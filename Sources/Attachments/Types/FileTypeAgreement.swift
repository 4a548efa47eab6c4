/// Whether a file's name, what its sender claimed and what it really is say the same. Pure.
public enum FileTypeAgreement: Sendable, Hashable {
    /// They agree, on this canonical type.
    case agreed(String)
    /// They do not, or the type is not allowed; the verdict says why.
    case mismatch(Verdict)

    /// Compares the three and asks the policy: the first of the types that the bytes bear out and that nothing speaks against is the type.
    ///
    /// - Parameters:
    ///   - name: `nil` when the sender gave none, which is no fault.
    ///   - claimedType: as sent; what names no type claims nothing.
    ///   - detected: what the bytes say.
    public static func of(name: FileName?, claimedType: String?, detected: DetectedType, policy: Policy) -> FileTypeAgreement {
        let claim = TypeClaim(claimedType)
        var first: [String]?
        for type in detected.types.map(MediaTypes.canonical) {
            let refined = refined(type, name: name, claim: claim)
            let reasons = [
                disguise(name), permission(refined, detected: type, policy), suffix(name, refined), objection(claim, refined),
            ].compactMap(\.self)
            if reasons.isEmpty { return .agreed(refined) }
            first = first ?? reasons
        }
        return .mismatch(Verdict(outcome: .mismatch, reasons: first ?? []))
    }

    /// The same, where the bytes bear out one type alone.
    public static func of(name: FileName?, claimedType: String?, detectedType: String, policy: Policy) -> FileTypeAgreement {
        of(name: name, claimedType: claimedType, detected: DetectedType([detectedType]), policy: policy)
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

    private static func permission(_ type: String, detected: String, _ policy: Policy) -> String? {
        let names = isPlainText(type) ? [type, detected, "text/plain"] : [type]
        return names.contains(where: policy.allows) ? nil : "Files of the type \(type) are not allowed."
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
