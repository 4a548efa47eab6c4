import Foundation
import PrivateClamd

/// A file as a customer sends it.
struct Sample: Sendable {
    let name: String
    let type: String?
    let bytes: [UInt8]

    static let note = Sample(name: "note.txt", type: "text/plain", bytes: Array("The harbour was quiet this morning.\n".utf8))
    static let virus = Sample(name: "letter.txt", type: "text/plain", bytes: PrivateClamd.eicar)
    static let disguised = Sample(name: "invoice.pdf", type: "application/pdf", bytes: Array("MZ not a document at all".utf8))
    static let empty = Sample(name: "empty.txt", type: "text/plain", bytes: [])

    /// A zip whose only member says that it needs a password (APPNOTE 6.3.10, section 4.4.4, bit 0).
    static let encrypted = Sample(
        name: "secrets.zip", type: "application/zip",
        bytes: local + name + contents + directory + name + end)

    private static let name = Array("secret.txt".utf8)
    /// Twelve bytes of an encryption header, and what would be the text.
    private static let contents = [UInt8](repeating: 0x5A, count: 12 + 20)
    private static let description =
        [20, 0, 1, 0, 0, 0, 0, 0, 0x21, 0] + [1, 2, 3, 4] + number(32) + number(20) + [10, 0, 0, 0]
    private static let local: [UInt8] = [0x50, 0x4B, 3, 4] + description
    private static let directory: [UInt8] = [0x50, 0x4B, 1, 2, 20, 0] + description + [UInt8](repeating: 0, count: 14)
    private static let end: [UInt8] =
        [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0] + number(UInt32(directory.count + name.count))
        + number(UInt32(local.count + name.count + contents.count)) + [0, 0]

    private static func number(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
}
