import Attachments

/// clamd's answer to a scan, read strictly: what is not exactly an `OK` for the whole file is not clean.
enum ClamdReply: Sendable, Hashable {
    case clean
    case found(ClamdDetection)
    case failed(ClamdFailure)
    /// Not an answer that clamd gives.
    case unintelligible

    /// Reads one answer without its terminator.
    ///
    /// - Parameters:
    ///   - command: a descriptor's answer begins with `fd[9]: `, a stream's with `stream: `; any other beginning is refused.
    ///   - toWholeQuestion: whether clamd had got the whole file when it answered. An earlier `OK` means nothing.
    init(_ bytes: [UInt8], to command: ClamdCommand, toWholeQuestion: Bool) {
        guard let text = String(validating: bytes, as: UTF8.self), text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            self = .unintelligible
            return
        }
        let reply = Self(answer: text, to: command) ?? Self(complaint: text)
        self = reply == .clean && !toWholeQuestion ? .unintelligible : reply
    }

    func examination(engine: String) -> Examination {
        switch self {
        case .clean: .clamd(engine: engine)
        case .found(let detection): .clamd(detection.kind, [detection.reason], engine: engine, signature: detection.name)
        case .failed(let failure): .clamd(failure.kind, [failure.reason], engine: engine)
        case .unintelligible:
            .clamd(.error, ["The answer is not one that clamd gives; is that port really clamd's?"], engine: engine)
        }
    }

    /// `stream: OK`, `fd[9]: Name FOUND`, `stream: Text ERROR`.
    private init?(answer text: String, to command: ClamdCommand) {
        guard let body = Self.body(of: text, to: command) else { return nil }
        if body == "OK" {
            self = .clean
        } else if let name = body.removingSuffix(" FOUND") {
            self.init(foundName: name)
        } else if let failure = body.removingSuffix(" ERROR") {
            self = .failed(ClamdFailure(text: failure))
        } else {
            self = .unintelligible
        }
    }

    /// Answers about the command and not about the file have no beginning: `COMMAND READ TIMED OUT`.
    private init(complaint text: String) {
        let known = ["COMMAND READ TIMED OUT", "UNKNOWN COMMAND", "COMMAND UNAVAILABLE"]
        if let failure = text.removingSuffix(" ERROR") {
            self = .failed(ClamdFailure(text: failure))
        } else {
            self = known.contains(text) ? .failed(ClamdFailure(text: text)) : .unintelligible
        }
    }

    private init(foundName name: String) {
        if name == "(null)" {
            self = .failed(.nameMissing)
        } else {
            self = name.isEmpty || name.utf8.contains(0x20) ? .unintelligible : .found(ClamdDetection(name: name))
        }
    }

    private static func body(of text: String, to command: ClamdCommand) -> String? {
        switch command {
        case .scanStream: text.removingPrefix("stream: ")
        case .scanDescriptor: bodyOfDescriptor(text)
        case .version, .statistics: nil
        }
    }

    /// By hand: Swift compiles a regular expression anew at every use, which would cost more than the rest of the scan.
    private static func bodyOfDescriptor(_ text: String) -> String? {
        guard let rest = text.removingPrefix("fd["), let end = rest.firstIndex(of: "]") else { return nil }
        let number = rest[..<end]
        guard (1...10).contains(number.utf8.count), number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return String(rest[end...]).removingPrefix("]: ")
    }
}

extension Examination {
    /// What clamd says of a file in which it finds nothing.
    static func clamd(engine: String) -> Examination { Examination(by: "clamd", version: engine) }

    /// What clamd says of any other file, or why it says nothing.
    ///
    /// - Parameter details: a finding each.
    static func clamd(
        _ kind: Finding.Kind, _ details: [String], engine: String? = nil, signature: String? = nil
    ) -> Examination {
        Examination(
            by: "clamd", version: engine,
            findings: details.map { Finding(kind, by: "clamd", version: engine, signature: signature, detail: $0) })
    }
}

extension String {
    fileprivate func removingPrefix(_ prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }

    fileprivate func removingSuffix(_ suffix: String) -> String? {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : nil
    }
}
