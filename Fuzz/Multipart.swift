import Multipart

/// However a form is cut, it gives the same parts or the same refusal.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMultipart(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let body = input(start, count)
    let outcomes = cuts(of: body).map { outcome(of: body, in: $0) }
    precondition(outcomes.allSatisfy { $0 == outcomes[0] }, "\(outcomes)")
    return 0
}

private struct Part: Equatable {
    let headers: PartHeaders
    var data: [UInt8] = []
}

private func outcome(of body: [UInt8], in sizes: [Int]) -> Result<[Part], MultipartError> {
    do {
        var parser = MultipartParser(boundary: try MultipartBoundary(contentType: "multipart/form-data; boundary=B"))
        var parts: [Part] = []
        try feed(body, in: sizes) { bytes in
            try parser.parse(bytes) { event in
                switch event {
                case .partBegan(let headers): parts.append(Part(headers: headers))
                case .partData(let data): parts[parts.count - 1].data += Array(data)
                case .partEnded: break
                }
            }
        }
        try parser.finish()
        return .success(parts)
    } catch let error as MultipartError {
        return .failure(error)
    } catch {
        fatalError("\(error)")
    }
}
