/// Serves files in all the ways that the tests need, by path; `GET /log` says who asked for what with which credentials.
public struct FileServer: Sendable {
    /// Where it runs.
    public let server: PythonServer

    /// Starts it.
    public init() async throws { server = try await PythonServer(Self.script) }

    /// An address on it.
    public func url(_ path: String) -> String { server.url(path) }

    private static let script = #"""
        import os, socketserver, sys, threading, urllib.parse
        from http.server import BaseHTTPRequestHandler

        log, lock, sent, asked = [], threading.Lock(), 0, {}

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def log_message(self, *arguments): pass

            def answer(self, status, body=b"", fields=()):
                self.send_response(status)
                for name, value in fields: self.send_header(name, value)
                if not any(name == "Content-Length" for name, _ in fields): self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                global sent
                path, _, query = self.path.partition("?")
                values = dict(urllib.parse.parse_qsl(query))
                if path == "/log": return self.answer(200, "\n".join(log).encode())
                if path == "/sent": return self.answer(200, str(sent).encode())
                with lock: log.append(path + " " + (self.headers.get("Authorization") or "-"))
                if path == "/named":
                    self.answer(200, b"hello", [("Content-Type", "Text/Plain; charset=utf-8"),
                                                ("Content-Disposition", "attachment; filename*=UTF-8''%e2%82%ac.txt")])
                elif path.startswith("/plain"): self.answer(200, b"hello")
                elif path == "/to": self.answer(int(values.get("status", 302)), b"moved", [("Location", values["url"])])
                elif path == "/raw-to":
                    # The bytes of the Location as they are, in Latin-1 as http.server writes them.
                    self.answer(302, b"", [("Location", values["url"].encode().decode("latin-1"))])
                elif path == "/keyed":
                    self.answer(200, b"hello") if self.headers.get("X-Api-Key") == "k 1" else self.answer(401)
                elif path == "/later":
                    with lock: asked[query] = asked.get(query, 0) + 1
                    if asked[query] > int(values["times"]): self.answer(200, b"hello")
                    else: self.answer(int(values["code"]), b"no", [("Retry-After", values["wait"])] if "wait" in values else [])
                elif path == "/loop": self.answer(302, b"", [("Location", "/loop")])
                elif path == "/nowhere": self.answer(302)
                elif path == "/twice": self.answer(302, b"", [("Location", "/plain"), ("Location", "/named")])
                elif path == "/status":
                    self.answer(int(values["code"]), b"no", [("Retry-After", values["wait"])] if "wait" in values else [])
                elif path == "/gzip": self.answer(200, b"\x1f\x8b", [("Content-Encoding", "gzip")])
                elif path == "/cut":
                    self.answer(200, b"half", [("Content-Length", "100")])
                    self.close_connection = True
                elif path == "/cut-chunked":
                    self.send_response(200)
                    self.send_header("Transfer-Encoding", "chunked")
                    self.end_headers()
                    self.wfile.write(b"4\r\nhalf\r\n")
                    self.close_connection = True
                elif path == "/lengths":
                    # As raw lines: two lengths, or one beside a transfer coding.
                    self.send_response(200)
                    for line in values["fields"].split("|"): self.send_header(*line.split(": ", 1))
                    self.end_headers()
                    self.wfile.write(b"5\r\nhello\r\n0\r\n\r\n" if "chunked" in query else b"hello")
                    self.close_connection = True
                elif path == "/stall":
                    self.answer(200, b"begin", [("Content-Length", "10")])
                    self.connection.recv(1)
                    self.close_connection = True
                elif path in ("/huge", "/endless"):
                    size = int(values.get("size", 1 << 40))
                    self.send_response(200)
                    if path == "/huge": self.send_header("Content-Length", str(size))
                    else: self.send_header("Connection", "close")
                    self.end_headers()
                    try:
                        while size > 0:
                            self.wfile.write(b"x" * min(size, 65536))
                            with lock: sent += min(size, 65536)
                            size -= 65536
                    except OSError: pass
                    self.close_connection = True
                else: self.answer(404)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address, daemon_threads = True, True
            def handle_error(self, *arguments): pass

        server = Server(("127.0.0.1", 0), Handler)
        print(server.server_address[1])
        server.serve_forever()
        """#
}
