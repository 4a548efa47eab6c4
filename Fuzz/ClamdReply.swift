import Attachments

@testable import Scanning

/// Nothing but an `OK` for the whole file is clean, however it is dressed up.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzClamdReply(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = input(start, count)
    for command in [ClamdCommand.scanStream(size: 1), .scanDescriptor, .version, .statistics] {
        let reply = ClamdReply(bytes, to: command, toWholeQuestion: true)
        let verdict = reply.verdict(engine: "ClamAV")
        precondition((verdict.outcome == .clean) == (reply == .clean))
        precondition(reply != .clean || isOK(bytes, to: command), String(decoding: bytes, as: UTF8.self))
        precondition(ClamdReply(bytes, to: command, toWholeQuestion: false) != .clean)
    }
    return 0
}

private func isOK(_ bytes: [UInt8], to command: ClamdCommand) -> Bool {
    switch command {
    case .scanStream: bytes == Array("stream: OK".utf8)
    case .scanDescriptor: bytes.starts(with: "fd[".utf8) && bytes.suffix(5) == Array("]: OK".utf8)[...]
    case .version, .statistics: false
    }
}
