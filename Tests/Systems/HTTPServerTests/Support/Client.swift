import Foundation
import Glibc

/// A client that sends what it is told, well-formed or not, over a plain blocking socket with a time limit.
final class Client: Sendable {
    struct Failure: Error { let what: String }

    /// One answer as it came.
    struct Reply: Sendable {
        let status: Int
        let head: String
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }

        func field(_ name: String) -> String? {
            head.split(separator: "\r\n").dropFirst().first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
                .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
        }
    }

    let descriptor: CInt

    init(port: UInt16, timeoutSeconds: Int = 10) throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var limit = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            _ = unsafe setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        let result = unsafe withUnsafeBytes(of: &address) {
            unsafe connect(descriptor, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t($0.count))
        }
        guard result == 0 else { throw Failure(what: "connect: \(errno)") }
    }

    deinit { close(descriptor) }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure(what: "send: \(errno)") }
            rest = rest.dropFirst(count)
        }
    }

    func finishSending() { shutdown(descriptor, CInt(SHUT_WR)) }

    /// Closes with a reset, as a process that dies with unread data does.
    func reset() {
        var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
        // The descriptor itself stays reserved until `deinit`.
        let other = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        dup2(other, descriptor)
        close(other)
    }

    /// The next bytes; empty at the end.
    func read(_ maximum: Int = 65_536) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: maximum)
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
        guard count >= 0 else { throw Failure(what: "recv: \(errno)") }
        return Array(buffer.prefix(count))
    }

    /// Everything up to the end of the connection.
    func readToEnd() throws -> String {
        var all: [UInt8] = []
        while true {
            let bytes = try read()
            if bytes.isEmpty { return String(decoding: all, as: UTF8.self) }
            all += bytes
        }
    }

    /// One answer, and not a byte more.
    func reply(toHead: Bool = false) throws -> Reply {
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            let byte = try read(1)
            guard !byte.isEmpty else { throw Failure(what: "closed after \(String(decoding: head, as: UTF8.self))") }
            head += byte
        }
        let text = String(decoding: head, as: UTF8.self)
        let status = Int(text.split(separator: " ")[1]) ?? 0
        let length = Reply(status: status, head: text, body: []).field("Content-Length").flatMap { Int($0) } ?? 0
        var body: [UInt8] = []
        while body.count < length, !toHead, status != 100, status != 304 {
            let bytes = try read(length - body.count)
            guard !bytes.isEmpty else { throw Failure(what: "closed within the body") }
            body += bytes
        }
        return Reply(status: status, head: text, body: body)
    }

    func get(_ path: String) throws -> Reply {
        try send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
        return try reply()
    }
}
