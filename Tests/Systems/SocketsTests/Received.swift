import Glibc
import Synchronization

/// What a peer's thread saw.
final class Received: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    var value: [UInt8] { bytes.withLock { $0 } }
    func set(_ value: [UInt8]) { bytes.withLock { $0 = value } }
}

/// Takes the descriptor that comes with the next byte; -1 when none does.
///
/// Spells out the layout of cmsg(3) on 64-bit Linux: a header of 16 bytes
/// (length, level, type), then the descriptor.
func receiveDescriptor(_ peer: CInt) -> CInt {
    var byte: UInt8 = 0
    var control = [UInt64](repeating: 0, count: 3)
    return unsafe withUnsafeMutablePointer(to: &byte) { byte in
        unsafe control.withUnsafeMutableBytes { control in
            var part = unsafe iovec(iov_base: byte, iov_len: 1)
            return unsafe withUnsafeMutablePointer(to: &part) { part in
                var message = unsafe msghdr()
                unsafe message.msg_iov = part
                unsafe message.msg_iovlen = 1
                unsafe message.msg_control = control.baseAddress
                unsafe message.msg_controllen = control.count
                guard unsafe recvmsg(peer, &message, 0) == 1, unsafe message.msg_controllen > 16 else { return -1 }
                return unsafe control.load(fromByteOffset: 16, as: CInt.self)
            }
        }
    }
}
