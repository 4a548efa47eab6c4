public import Attachments

/// Finds out what bytes are: name and claim propose, the bytes confirm or refute.
public enum FileTypeDetector {
    /// Asks one verifier after the other, the most certain first; the first that knows the bytes has the word.
    ///
    /// At most 64 KiB from the start and 4 MiB in all are read, whatever the file says of itself.
    /// - Parameters:
    ///   - source: the bytes.
    ///   - name: what the sender calls them.
    ///   - claim: what the sender says they are.
    ///   - magic: another opinion on the first bytes, asked for where no verifier knows them; never on a text.
    /// - Throws: what reading and asking throw.
    public static func detect(
        _ source: some ByteSource, name: FileName?, claim: TypeClaim?, magic: (_ head: [UInt8]) throws -> String
    ) throws -> DetectedType {
        let bytes = try FileBytes(source)
        let proposals = Proposals(name: name, claim: claim)
        for verifier in verifiers {
            if let found = try verifier.verify(bytes, proposals) { return found }
        }
        return DetectedType([believed(MediaTypes.canonical(try magic(bytes.head)))])
    }

    /// One line for each family. What stands at the very start of a file goes before what stands further behind.
    private static let verifiers: [any TypeVerifier.Type] = [
        TextVerifier.self, ZipVerifier.self, CompoundFileVerifier.self, IsoMediaVerifier.self, EBMLVerifier.self, OggVerifier.self,
        RARVerifier.self, SevenZipVerifier.self, TIFFVerifier.self, ASFVerifier.self, DERVerifier.self, SignatureVerifier.self,
        MPEGVerifier.self, LateSignatureVerifier.self, ProposedVerifier.self,
    ]

    /// What another says of bytes that no verifier knows. That they are a text, or of a family whose verifier has refuted it, is not so.
    private static func believed(_ type: String) -> String {
        switch MediaTypes.named(type)?.family {
        case .text, .mail, .xml, .zip, .compoundFile: DetectedType.unknown
        case nil where type.hasPrefix("text/"): DetectedType.unknown
        default: type
        }
    }
}
