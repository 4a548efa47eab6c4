import CommonMark
import HTMLSanitizer

/// Whatever markdown becomes is cleaned to something that stays the same, and what is escaped means itself.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCommonMark(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: input(start, count), as: UTF8.self)
    let sanitizer = HTMLSanitizer()
    let cleaned = sanitizer.html(CommonMark.html(text)).text
    precondition(sanitizer.html(cleaned).text == cleaned, cleaned)
    precondition(!cleaned.contains("<script"), cleaned)
    return 0
}
