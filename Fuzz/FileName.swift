import Attachments

/// A cleaned name is harmless, and cleaning it again changes nothing.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFileName(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: input(start, count), as: UTF8.self)
    guard let name = try? FileName(cleaning: text) else { return 0 }
    let scalars = name.description.unicodeScalars
    precondition(!scalars.contains { "/\\:\0".unicodeScalars.contains($0) || $0.properties.generalCategory == .control })
    precondition(!name.description.contains("=?"), "\(name) may be an encoded word")
    precondition((1...FileName.maximumBytes).contains(name.description.utf8.count))
    precondition(scalars.last != "." && scalars.last != " " && scalars.first != ".")
    let again = try? FileName(cleaning: name.description)
    precondition(again.map { Array($0.description.unicodeScalars) } == Array(scalars), "\(name) becomes \(again as Any)")
    precondition(name.disguisedExtension?.isEmpty != true && name.extension?.isEmpty != true)
    return 0
}
