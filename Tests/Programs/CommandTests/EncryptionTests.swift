import Foundation
import Glibc
import Story
import TestSupport
import Testing
import Threading

/// `serve` with a certificate of its own.
@Suite struct EncryptionTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder.withSignatures() }

    @Test func servesLinksAndFilesOverTLSAndTakesARenewedCertificate() async throws {
        try await makeCertificate("first")
        try await shell("cp first.pem tls.pem && cp first.key tls.key")
        try configureTLS()
        let gateway = try await RunningGateway(try await Run.start(["serve"], in: folder))
        let curl = "curl -sS --max-time 20 --cacert first.pem -H 'Authorization: Bearer \(RunningGateway.key)'"
        let base = "https://127.0.0.1:\(gateway.port)"
        try await gateway.run.wait("it is ready") { try await shell("\(curl) -f \(base)/readyz").code == 0 }
        let upload = try await shell(
            "\(curl) -F contact_id=c -F 'file=@signatures/test.ndb;filename=a.txt;type=text/plain' \(base)/upload")
        let link = try #require(upload.output.firstMatch(of: /"url":"(https:[^"]+)"/)?.1, "\(upload.output)")
        #expect(link.hasPrefix("\(base)/files/"))
        #expect(try await shell("curl -sS --max-time 20 --cacert first.pem '\(link)' | cmp - signatures/test.ndb").code == 0)

        try await makeCertificate("second")
        try await shell("cp second.pem tls.pem")
        gateway.run.signal(SIGHUP)
        try await gateway.run.logged("The server's certificate was not read again; the old one stays in use.")
        #expect(try await shell("\(curl) -f \(base)/healthz").code == 0)
        try await shell("cp second.key tls.key")
        gateway.run.signal(SIGHUP)
        try await gateway.run.logged("The server's certificate was read again.")
        #expect(try await shell("curl -sS -f --max-time 20 --cacert second.pem \(base)/healthz").code == 0)
        // Made for two days.
        try await gateway.run.logged("The server's certificate ends soon. Renew it, then send SIGHUP.")
        #expect(try await gateway.stop() == 0)
    }

    @Test func saysWhichFileIsWrong() async throws {
        try configureTLS()
        let ended = try await Run.end(["serve"], in: folder)
        #expect(ended.code == 2)
        #expect(ended.errors.contains("tls.certificate"))
    }

    private func configureTLS() throws {
        try RunningGateway.configure(folder)
        let tls = #"port: 0, tls: { certificate: "tls.pem", key: "tls.key" },"#
        try folder.write(folder.read("lazaret.json").replacingOccurrences(of: "port: 0,", with: tls), to: "lazaret.json")
    }

    private func makeCertificate(_ name: String) async throws {
        let made = try await shell(
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout \(name).key -out \(name).pem -days 2 "
                + "-subj /CN=\(name) -addext subjectAltName=IP:127.0.0.1")
        #expect(made.code == 0, "\(made.output)")
    }

    /// Runs a command in the folder; what it writes goes through a file.
    @discardableResult
    private func shell(_ command: String) async throws -> (code: Int32, output: String) {
        let name = "shell-\(UUID().uuidString)"
        let code = try await ThreadPool(name: "shell", threads: 1).run { [folder] in
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = ["-c", "exec >\(name) 2>&1; \(command)"]
            process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus
        }
        return (code, folder.read(name))
    }
}
