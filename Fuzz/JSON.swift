import JSON

/// However a text is cut, it gives the same value or the same refusal; and what is read is written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = input(start, count)
    let whole = Result { () throws(JSONError) in try JSON(parsing: text) }
    for sizes in cuts(of: text) {
        let refusal = refusal(of: text, in: sizes)
        if case .success = whole { precondition(refusal == nil, "\(String(describing: refusal))") }
    }
    guard case .success(let value) = whole else { return 0 }
    precondition((try? JSON(parsing: value.bytes)) == value && (try? JSON(parsing: Array(value.indentedText.utf8))) == value)
    precondition((try? JSON(parsing: text, duplicates: .lastCounts)) == value)
    return 0
}

private func refusal(of text: [UInt8], in sizes: [Int]) -> JSONError? {
    var tokenizer = JSONTokenizer()
    do {
        try feed(text, in: sizes) { bytes in try tokenizer.parse(bytes) { _ in } }
        try tokenizer.finish { _ in }
        return nil
    } catch {
        return error as? JSONError
    }
}
