import JSONForm

/// However a message is cut, it gives the same files or the same refusal.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSONForm(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let body = input(start, count)
    let outcomes = cuts(of: body).map { outcome(of: body, in: $0) }
    precondition(outcomes.allSatisfy { $0 == outcomes[0] }, "\(outcomes)")
    return 0
}

private struct Message: Equatable {
    var message: JSONMessage?
    var files: [FileDescription?] = []
    var addresses: [String] = []
    var data: [[UInt8]] = []
}

private func outcome(of body: [UInt8], in sizes: [Int]) -> Result<Message, JSONFormError> {
    do {
        var parser = JSONFormParser()
        var message = Message()
        try feed(body, in: sizes) { bytes in
            try parser.parse(bytes) { event in
                switch event {
                case .fileBegan: message.data.append([])
                case .fileData(let data): message.data[message.data.count - 1] += Array(data)
                case .fileEnded(let description): message.files.append(description)
                case .remoteFile(let url, let description):
                    message.addresses.append(url)
                    message.files.append(description)
                }
            }
        }
        message.message = try parser.finish()
        precondition(message.files.count == message.data.count + message.addresses.count)
        return .success(message)
    } catch let error as JSONFormError {
        return .failure(error)
    } catch {
        fatalError("\(error)")
    }
}
