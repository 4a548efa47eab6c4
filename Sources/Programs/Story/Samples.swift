import Foundation

/// The files that the story's customers send. All of them were made for this project.
enum Sample {
    static let portableDocument = File(name: "invoice.pdf", type: "application/pdf", bytes: PackageResources.invoice_pdf)
    static let portableNetworkGraphic = File(name: "harbour.png", type: "image/png", bytes: PackageResources.harbour_png)
    static let jpeg = File(name: "harbour.jpg", type: "image/jpeg", bytes: PackageResources.harbour_jpg)
    static let text = File(name: "note.txt", type: "text/plain", bytes: PackageResources.note_txt)

    /// The EICAR test file: harmless, and known to every scanner. Put together at run time so that no file here sets off a scanner.
    static let eicar = File(
        name: "letter.txt", type: "text/plain",
        bytes: Array((#"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-"# + "ANTIVIRUS-TEST-FILE!$H+H*").utf8))

    /// The same inside an archive.
    static let zippedEicar = File(name: "letters.zip", type: "application/zip", bytes: ZipArchive.storing(eicar))

    /// A real program of this machine under a harmless name and type.
    static func disguisedProgram() throws -> File {
        File(name: "invoice.pdf", type: "application/pdf", bytes: Array(try Data(contentsOf: URL(fileURLWithPath: "/bin/true"))))
    }
}

/// A file as a customer's device sends it.
struct File: Sendable {
    var name: String
    var type: String
    var bytes: [UInt8]

    /// The same file with other bytes, for text: every scenario sends what nobody has sent before.
    func appending(_ text: String) -> File {
        var copy = self
        copy.bytes += Array(text.utf8)
        return copy
    }
}
