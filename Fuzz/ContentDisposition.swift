import HTTPSemantics

/// Whatever a field says is read or refused; a name that it gives is written so that it cannot break out, and read back as it was.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzContentDisposition(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: input(start, count), as: UTF8.self)
    for name in [text, ContentDisposition(text)?.filename].compactMap({ $0 }) {
        let written = ContentDisposition.attachment(filename: name)
        precondition(written.utf8.allSatisfy { 0x20..<0x7F ~= $0 }, written)
        guard let read = ContentDisposition(written), let again = read.filename else { preconditionFailure(written) }
        precondition(read.kind == "attachment" && read.name == nil)
        // What a reader might decode once more.
        precondition(read.plainFilename.map { !$0.contains { "%?\"\\/".contains($0) } } == true, written)
        let expected = name.unicodeScalars.map { $0.properties.generalCategory == .control ? "_" : $0 }
        precondition(Array(again.unicodeScalars) == expected, written)
    }
    return 0
}
