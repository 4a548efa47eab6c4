import Foundation
import Glibc
import Sockets

@testable import Scanning

/// What no clamd can be made to be: answers every connection on a loopback port with the same bytes, or with none.
final class ScriptedPeer: Sendable {
    enum Behaviour: Sendable {
        /// Answers once anything was read, and closes.
        case answers(String)
        /// Answers a command with what belongs to it, and closes.
        case answersTo(@Sendable (String) -> String)
        /// Never answers, never closes.
        case silence
    }

    let endpoint: ClamdEndpoint
    private let descriptor: CInt

    init(_ behaviour: Behaviour) {
        let (descriptor, port) = Self.listener()
        self.descriptor = descriptor
        endpoint = ClamdEndpoint(.tcp(host: "127.0.0.1", port: port))
        Thread.detachNewThread {
            while true {
                let peer = accept(descriptor, nil, nil)
                guard peer >= 0 else { return }
                Self.serve(peer, behaviour)
            }
        }
    }

    deinit { shutdown(descriptor, CInt(SHUT_RDWR)) }

    /// A port where nobody listens; below those that Linux gives to whoever connects (`ip_local_port_range`, ip(7)), so that it stays free.
    static func freePort() -> UInt16 {
        while true {
            let wanted = UInt16.random(in: 16_384...32_767)
            let (descriptor, port) = listener(on: wanted)
            close(descriptor)
            // Where the port was taken, `listen` has chosen another.
            if port == wanted { return port }
        }
    }

    private static func serve(_ peer: CInt, _ behaviour: Behaviour) {
        var bytes = [UInt8](repeating: 0, count: 4096)
        var count = unsafe read(peer, &bytes, bytes.count)
        let command = String(decoding: bytes[..<max(0, count)].prefix { $0 != 0 }, as: UTF8.self)
        let answer: String
        switch behaviour {
        case .answers(let text): answer = text
        case .answersTo(let text):
            // To the end of the stream: an earlier answer would not be believed.
            while command == "zINSTREAM", count > 4, bytes[..<count].suffix(4) != [0, 0, 0, 0] {
                count = unsafe read(peer, &bytes, bytes.count)
            }
            answer = text(command)
        case .silence: return
        }
        _ = unsafe send(peer, answer, answer.utf8.count, CInt(MSG_NOSIGNAL))
        // All that was sent must be read, or the close is a reset that overtakes the answer.
        shutdown(peer, CInt(SHUT_WR))
        while unsafe read(peer, &bytes, bytes.count) > 0 {}
        close(peer)
    }

    private static func listener(on port: UInt16 = 0) -> (CInt, UInt16) {
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = unsafe bind(descriptor, $0, size)
                listen(descriptor, 64)
                _ = unsafe getsockname(descriptor, $0, &size)
            }
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }
}
