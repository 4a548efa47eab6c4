extension String {
    /// Whether one of the text's bytes is of a kind. What every text is asked, often more than once, is asked without an iterator.
    func hasByte(_ isSought: (UInt8) -> Bool) -> Bool {
        let bytes = utf8Span.span
        for index in bytes.indices where isSought(bytes[index]) { return true }
        return false
    }
}
