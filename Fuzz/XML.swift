import XML

/// Whatever a store answers, it is a small tree or a refusal.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzXML(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let root = try? XMLReader.read(input(start, count)) else { return 0 }
    precondition(depth(of: root) <= 16 && size(of: root) <= count)
    return 0
}

private func depth(of element: XMLElement) -> Int { 1 + (element.children.map(depth).max() ?? 0) }

/// An element takes four bytes at least, and a character of its text one.
private func size(of element: XMLElement) -> Int {
    element.text.utf8.count + 4 + element.children.reduce(0) { $0 + size(of: $1) }
}
