import Foundation
import Glibc
import PythonServer
import TestSupport
import Testing

/// A thousand clients that never get to the end of what they send: others do not notice, and nothing of it stays.
@Suite struct StormTests {
    @Test func aThousandUnfinishedUploadsHarmNobody() async throws {
        let folder = try TestFolder.withSignatures()
        let gateway = try await RunningGateway.start(
            in: folder, server: "maximumConnections: 1500, maximumConnectionsPerAddress: 0,")
        try await gateway.ready()
        var storm: PythonServer? = try await PythonServer(Self.script, arguments: ["\(gateway.port)", RunningGateway.key])
        #expect(storm?.port == 1000)
        try await gateway.run.wait("a thousand files have begun") { try begun(folder) == 1000 }
        let statuses = try await withThrowingTaskGroup { group in
            for number in 1...20 {
                group.addTask { try await gateway.upload("Good morning, number \(number).\n").status }
            }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(statuses == [Int](repeating: 200, count: 20))
        // Each has written its 20 kB to the disk, and holds none of them.
        #expect(try residentMegabytes(of: gateway.run.identifier) < 300)
        storm = nil
        try await gateway.run.wait("nothing of them is left") { try begun(folder) == 0 }
        #expect(try await gateway.stop() == 0)
        _ = storm
    }

    private func begun(_ folder: TestFolder) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: folder.path + "/data/quarantine/incoming").count
    }

    private func residentMegabytes(of process: Int32) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
        return (Int(line.filter(\.isNumber)) ?? .max) / 1024
    }

    /// Opens the connections, says how many, and holds them.
    private static let script = #"""
        import resource, socket, time

        resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
        body = (b'--x\r\nContent-Disposition: form-data; name="contact_id"\r\n\r\nc\r\n'
                b'--x\r\nContent-Disposition: form-data; name="file"; filename="n.txt"\r\n\r\n' + b"Good morning.\n" * 1500)
        head = ("POST /upload HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Length: 900000\r\n"
                "Content-Type: multipart/form-data; boundary=x\r\n\r\n" % sys.argv[2]).encode()
        connections = []
        for _ in range(1000):
            connection = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
            connection.sendall(head + body)
            connections.append(connection)
        print(len(connections))
        time.sleep(120)
        """#
}
