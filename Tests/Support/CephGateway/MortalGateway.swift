public import Foundation
import HTTPClient
import Synchronization

/// One more RADOS Gateway to the shared cluster, for tests that kill it and start it again.
public final class MortalGateway: Sendable {
    /// Its address, the same after each start.
    public let url: URL
    private let port: Int
    private let ceph: CephGateway
    private let process = Mutex<Process?>(nil)

    /// Starts it and waits until it answers.
    public init(_ ceph: CephGateway) async throws {
        self.ceph = ceph
        port = try Self.freePort()
        guard let url = URL(string: "http://127.0.0.1:\(port)") else { throw CephGateway.Failure(what: "an address") }
        self.url = url
        try await start()
    }

    deinit { kill() }

    /// Starts it again and waits until it answers.
    public func start() async throws {
        let process = Process()
        process.executableURL = CephGateway.script
        process.arguments = ["gateway", ceph.folder, "\(port)"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        self.process.withLock { $0 = process }
        let http = HTTPClient()
        try await eventually("the gateway answers", within: .seconds(30)) {
            (try? await http.send(.init(url: url.absoluteString + "/")).status) != nil
        }
    }

    /// Kills it (SIGKILL).
    public func kill() {
        guard let process = process.withLock({ $0.take() }) else { return }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Below those that Linux gives to whoever connects (`ip_local_port_range`, ip(7)): nobody takes it while the gateway is down.
    private static func freePort() throws -> Int {
        for _ in 0..<100 {
            let port = UInt16.random(in: 16_384...32_767)
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(descriptor) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
            let bound = unsafe withUnsafePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
            if bound { return Int(port) }
        }
        throw CephGateway.Failure(what: "a free port")
    }
}
