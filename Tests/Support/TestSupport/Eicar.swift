/// The test file that every scanner calls infected, and a signature for a clamd that knows nothing else.
public enum Eicar {
    /// Put together at run time, so that no file of ours sets off a scanner.
    public static let text = #"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-"# + "ANTIVIRUS-TEST-FILE!$H+H*"

    /// The file.
    public static let bytes = Array(text.utf8)

    /// What a verdict calls it.
    public static let name = "Eicar-Test-Signature.UNOFFICIAL"

    /// A line of an `.ndb` file (ClamAV's extended signatures).
    static var signature: String {
        let pattern = bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        return "Eicar-Test-Signature:0:*:\(pattern)\n"
    }
}

extension TestFolder {
    /// A folder with signatures that know the EICAR test file.
    public static func withSignatures() throws -> TestFolder {
        let folder = try TestFolder()
        try folder.addSignature()
        return folder
    }

    /// Where the signatures are.
    public var signatures: String { path("signatures") }

    /// Puts the signature there.
    public func addSignature() throws { try write(Eicar.signature, to: "signatures/test.ndb") }
}
