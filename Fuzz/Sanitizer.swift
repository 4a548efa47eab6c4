import HTMLSanitizer

/// Cleaning what was cleaned changes nothing, finds nothing, and plain text holds no tag.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSanitizer(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: input(start, count), as: UTF8.self)
    let sanitizer = HTMLSanitizer()
    for clean in [sanitizer.html(_:), sanitizer.plain(_:)] {
        let once = clean(text)
        guard once.objections.isEmpty else { continue }
        let twice = clean(once.text)
        precondition(twice.text == once.text && twice.objections.isEmpty, "\(once) becomes \(twice)")
    }
    let bytes = Array(sanitizer.plain(text).text.utf8)
    for (byte, next) in zip(bytes, bytes.dropFirst()) where byte == UInt8(ascii: "<") {
        precondition(!"/!?".utf8.contains(next) && !(UInt8(ascii: "a")...UInt8(ascii: "z") ~= next | 0x20 && next < 0x80))
    }
    return 0
}
