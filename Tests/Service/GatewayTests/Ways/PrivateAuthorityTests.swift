import Application
import Configuration
import Foundation
import PythonServer
import Testing

extension WithClamd {
    /// Servers whose certificates a private authority has signed.
    struct PrivateAuthorityTests {
        @Test func trustsTheConfiguredAuthority() async throws {
            let files = try await PythonServer(Self.script)
            for (authorities, status) in [(files.path(of: "ca.pem"), 200), (nil, 422)] {
                try await Site.run(changing: {
                    $0.configuration.downloads.ports = [UInt16(files.port)]
                    $0.configuration.caCertificates = authorities
                }) { site async throws in
                    let url = files.url("/a.txt", scheme: "https")
                    let answer = try await site.upload(json: #"{"contact_id":"c","url":"\#(url)"}"#)
                    #expect(answer.status == status, "\(answer.text)")
                }
            }
        }

        @Test func doesNotStartWithAFileOfNoUse() async throws {
            let error = await #expect(throws: ApplicationError.self) {
                try await Site.run(changing: { $0.configuration.caCertificates = "/no/such/ca.pem" }) { _ async throws in }
            }
            #expect(error.map { "\($0)" }?.contains("caCertificates: /no/such/ca.pem") == true)
        }

        private static let script = #"""
            import http.server, ssl, subprocess
            def openssl(*arguments): subprocess.run(["openssl", *arguments], check=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
            openssl("req", "-x509", *key, "-days", "2", "-subj", "/CN=authority", "-keyout", "ca.key", "-out", "ca.pem")
            openssl("req", *key, "-subj", "/CN=files", "-keyout", "key.pem", "-out", "request.pem")
            with open("names", "w") as file: file.write("subjectAltName=IP:127.0.0.1")
            openssl("x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2",
                    "-extfile", "names", "-out", "certificate.pem")
            class Files(http.server.BaseHTTPRequestHandler):
                def log_message(self, *arguments): pass
                def do_GET(self):
                    self.send_response(200)
                    self.send_header("Content-Length", "5")
                    self.end_headers()
                    self.wfile.write(b"hello")
            server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Files)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain("certificate.pem", "key.pem")
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
            print(server.server_address[1])
            server.serve_forever()
            """#
    }
}
