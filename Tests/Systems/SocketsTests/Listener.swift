import Foundation
import Glibc

/// Accepts connections on a unix path or a loopback port of its own and hands each to a body on a thread.
final class Listener: Sendable {
    let descriptor: CInt
    let path: String?
    let port: UInt16

    init(unix path: String, backlog: CInt = 16) {
        descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        self.path = path
        port = 0
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        listen(descriptor, backlog)
    }

    init(loopback: Void) {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        path = nil
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = unsafe bind(descriptor, $0, size)
                listen(descriptor, 16)
                _ = unsafe getsockname(descriptor, $0, &size)
            }
        }
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(descriptor) }

    /// Serves one connection on a thread of its own, then closes it.
    func serveOnce(_ body: @escaping @Sendable (CInt) -> Void) {
        Thread.detachNewThread { [self] in
            let peer = accept(descriptor, nil, nil)
            guard peer >= 0 else { return }
            body(peer)
            close(peer)
        }
    }
}

/// A short path: a unix socket's may have 107 bytes.
func temporarySocketPath() -> String { "/tmp/lz-\(UUID().uuidString.prefix(13)).sock" }
