import Foundation
import HTTPClient
import Observability
import PythonServer
import Sockets
import Testing

@testable import Egress

struct ProxyTests {
    /// Makes tunnels to wherever it is told, but for names to loopback; its file `asked` has a line for each request.
    private static let script = #"""
        import http.server, select, socket
        class Proxy(http.server.BaseHTTPRequestHandler):
            def log_message(self, *arguments): pass
            def do_CONNECT(self):
                with open("asked", "a") as file: file.write("CONNECT %s %s\n" % (self.path, self.headers.get("Proxy-Authorization", "-")))
                port = int(self.path.rsplit(":", 1)[1])
                with socket.create_connection(("127.0.0.1", port)) as other:
                    self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
                    ends = [self.connection, other]
                    while True:
                        for end in select.select(ends, [], [])[0]:
                            piece = end.recv(65536)
                            if not piece: return
                            ends[1 - ends.index(end)].sendall(piece)
            def do_GET(self):
                with open("asked", "a") as file: file.write("GET %s\n" % self.path)
                self.send_response(200)
                self.send_header("Content-Length", "5")
                self.end_headers()
                self.wfile.write(b"hello")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
        server.daemon_threads = True
        print(server.server_address[1])
        server.serve_forever()
        """#

    private func asked(_ proxy: PythonServer) throws -> [String] {
        try String(contentsOfFile: proxy.path(of: "asked"), encoding: .utf8).split(separator: "\n").map(String.init)
    }

    private func downloader(
        through proxy: PythonServer, exclusions: [String] = [], resolving: Bool = false
    ) throws -> Downloader {
        let url = proxy.url("").replacing("http://", with: "http://me:word@")
        let through = HTTPClient.Proxy(url: url, exclusions: exclusions)
        var client = HTTPClient.Configuration()
        client.proxy = through
        var rules = EgressGuard.Configuration()
        rules.allowsPlainHTTP = true
        rules.ports = nil
        rules.allowPrivate = [try #require(AddressBlock("127.77.0.0/16"))]
        rules.resolvingProxy = resolving ? through : nil
        let egressGuard = EgressGuard(rules) { name in
            [IPAddress(name.hasPrefix("inside") ? "10.0.0.1" : "127.77.0.1")].compactMap(\.self)
        }
        return Downloader(egressGuard, http: HTTPClient(client))
    }

    private func fetch(_ url: String, _ downloader: Downloader) async throws {
        _ = try await downloader.download(Download(url: url, maximumBytes: 1000)) { _ in }
    }

    @Test func tunnelsToTheAddressThatWasLookedAt() async throws {
        let (proxy, files) = (try await PythonServer(Self.script), try await FileServer())
        let downloader = try downloader(through: proxy)
        try await fetch("http://files.example.com:\(files.server.port)/plain", downloader)
        #expect(try asked(proxy) == ["CONNECT 127.77.0.1:\(files.server.port) Basic bWU6d29yZA=="])
        await #expect(throws: EgressError.self) { try await fetch("http://inside.example.com/", downloader) }
        #expect(try asked(proxy).count == 1)
    }

    @Test func leavesNamesToTheProxyWhereItIsTold() async throws {
        let proxy = try await PythonServer(Self.script)
        let downloader = try downloader(through: proxy, resolving: true)
        try await fetch("http://inside.example.com/a", downloader)
        #expect(try asked(proxy) == ["GET http://inside.example.com/a"])
        for url in [
            "http://10.0.0.1/", "http://169.254.169.254/", "http://localhost/", "http://intranet/",
            "http://metadata.google.internal/",
            "http://printer.local/",
        ] {
            let error = await #expect(throws: EgressError.self) { try await fetch(url, downloader) }
            #expect(error?.code == .forbiddenAddress || url.contains("localhost"), "\(url)")
        }
        #expect(try asked(proxy).count == 1)
    }

    /// What the proxy does not serve is resolved here and looked at, whatever the proxy does for others.
    @Test func looksAtWhatIsExcluded() async throws {
        let (proxy, files) = (try await PythonServer(Self.script), try await FileServer())
        let downloader = try downloader(through: proxy, exclusions: [".example.com"], resolving: true)
        let error = await #expect(throws: EgressError.self) { try await fetch("http://inside.example.com/", downloader) }
        #expect(error?.code == .forbiddenAddress)
        // Nobody listens on the pinned address: it was connected to from here.
        let other = await #expect(throws: EgressError.self) {
            try await fetch("http://files.example.com:\(files.server.port)/plain", downloader)
        }
        #expect(other?.code == .unavailable)
        #expect(throws: (any Error).self) { try asked(proxy) }
    }

    @Test(arguments: [
        ("a.example.com", ["example.com"], false), ("example.com", [".example.com"], false),
        ("EXAMPLE.com.", ["example.COM"], false),
        ("notexample.com", ["example.com"], true), ("a.b", ["*"], false), ("a.b", [], true), ("localhost", [], false),
        ("x.localhost", [], false), ("a.b", [""], true),
    ])
    func knowsWhatItServes(name: String, exclusions: [String], serves: Bool) {
        #expect(HTTPClient.Proxy(url: "http://p", exclusions: exclusions).serves(name: name) == serves)
    }
}
