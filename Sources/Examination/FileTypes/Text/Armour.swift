import Attachments
import Foundation

/// Messages and certificates that are written in Base64: PGP's, and with the lines of PEM around them or without (RFC 7468) what DER is.
enum Armour {
    /// - Returns: `nil` unless the text is one; for DER, unless that is proposed.
    static func type(of characters: [UInt8], _ proposals: Proposals) -> DetectedType? {
        if characters.has("-----BEGIN PGP MESSAGE-----") {
            return DetectedType(["application/pgp-encrypted", "text/plain"], isEncrypted: true)
        }
        guard proposals.types.contains(where: { $0.family == .der }) else { return nil }
        var scanner = TextScanner(characters)
        scanner.skipBlanks()
        if scanner.starts("-----begin ") { _ = scanner.line() }
        let letters = scanner.rest.prefix(200).filter { !TextScanner.isBlank($0) }.prefix(120)
        guard letters.count >= 40, let start = Data(base64Encoded: Data(letters.prefix(letters.count / 4 * 4))) else { return nil }
        return DERVerifier.types(of: Array(start), size: nil, proposals)
    }
}
