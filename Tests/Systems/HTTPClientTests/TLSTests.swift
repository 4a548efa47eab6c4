import Foundation
import HTTPClient
import PythonServer
import Testing

struct TLSTests {
    /// A server with a certificate of its own making, which it leaves in `certificate.pem`; its answer names the protocols it was offered.
    func tlsServer() async throws -> PythonServer { try await PythonServer(script) }

    func client(trusting certificate: String?) -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.certificateAuthorities = certificate
        return HTTPClient(configuration)
    }

    @Test func acceptsACertificateOfATrustedAuthorityOnly() async throws {
        let server = try await tlsServer()
        let url = server.url("/", scheme: "https")
        let trusting = client(trusting: server.path(of: "certificate.pem"))
        #expect(try await trusting.send(.init(url: url)).body == Array("hello".utf8))
        let error = await #expect(throws: HTTPClientError.self) { try await client(trusting: nil).send(.init(url: url)) }
        #expect(error?.code == .tls && error?.isRetryable == false)
    }

    @Test func refusesATrustedCertificateOfAnotherName() async throws {
        let server = try await tlsServer()
        let trusting = client(trusting: server.path(of: "certificate.pem"))
        let error = await #expect(throws: HTTPClientError.self) {
            try await trusting.send(.init(url: "https://files.example.com:\(server.port)/", pinnedAddress: "127.0.0.1"))
        }
        #expect(error?.code == .tls)
    }

    @Test func offersHTTP2() async throws {
        let server = try await tlsServer()
        let trusting = client(trusting: server.path(of: "certificate.pem"))
        _ = try await trusting.send(.init(url: server.url("/", scheme: "https")))
        let hello = try Data(contentsOf: URL(filePath: server.path(of: "hello")))
        #expect(hello.range(of: Data("\u{2}h2\u{8}http/1.1".utf8)) != nil)
    }

    private let script = #"""
        import os, socket, ssl, subprocess, threading
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                        "-subj", "/CN=loopback", "-addext", "subjectAltName=IP:127.0.0.1",
                        "-keyout", "key.pem", "-out", "certificate.pem"], check=True, stderr=subprocess.DEVNULL)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain("certificate.pem", "key.pem")
        listener = socket.create_server(("127.0.0.1", 0))
        print(listener.getsockname()[1])

        def serve(connection):
            try:
                with open("hello", "wb") as file: file.write(connection.recv(4096, socket.MSG_PEEK))
                with context.wrap_socket(connection, server_side=True) as secure:
                    secure.recv(4096)
                    secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")
            except OSError:
                pass

        while True:
            connection, _ = listener.accept()
            threading.Thread(target=serve, args=(connection,), daemon=True).start()
        """#
}
