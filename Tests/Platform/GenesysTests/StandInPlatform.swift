import Foundation
import HTTPClient
import PythonServer

/// A login host and an API on loopback: tokens are counted up, and calls are answered as planned, then with success.
struct StandInPlatform {
    let server: PythonServer

    /// - Parameter plan: for each call in turn a status, `401` with the token's revocation, or `reset` for a connection that breaks.
    init(_ plan: [String] = [], tokenStatus: Int = 200) async throws {
        server = try await PythonServer(Self.script, arguments: ["\(tokenStatus)"] + plan)
    }

    struct Seen: Decodable {
        let tokens: Int
        let calls: [Endpoint]

        struct Endpoint: Decodable {
            let path: String
            let authorization: String
            let body: String
        }
    }

    func seen() async throws -> Seen {
        let answer = try await HTTPClient().send(.init(url: server.url("/seen")))
        return try JSONDecoder().decode(Seen.self, from: Data(answer.body))
    }

    private static let script = #"""
        import base64, json, socket, struct, threading, urllib.parse
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

        token_status, plan = int(sys.argv[1]), sys.argv[2:]
        lock = threading.Lock()
        tokens, calls = 0, []

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def log_message(self, *arguments): pass

            def answer(self, status, value, fields={}):
                body = json.dumps(value).encode()
                self.send_response(status)
                for name, text in fields.items(): self.send_header(name, text)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                path, _, query = self.path.partition("?")
                if path == "/seen": return self.answer(200, {"tokens": tokens, "calls": calls})
                authorization = self.headers.get("Authorization") or ""
                with lock:
                    calls.append({"path": path, "authorization": authorization, "body": ""})
                    step = plan.pop(0) if plan else "200"
                    if path.startswith("/api/") and authorization != "Bearer token-%d" % tokens: step = "401"
                if step != "200": return self.answer(int(step), {"message": "No."}, {"Retry-After": "42"})
                if query: return self.answer(303, {}, {"Location": urllib.parse.unquote(query)})
                self.answer(200, "content", {"Content-Disposition": "attachment; filename=a.pdf"})

            def do_POST(self):
                global tokens
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                authorization = self.headers.get("Authorization") or ""
                with lock:
                    if self.path == "/oauth/token": return self.token(authorization, body)
                    calls.append({"path": self.path, "authorization": authorization, "body": body})
                    step = plan.pop(0) if plan else "200"
                    if authorization != "Bearer token-%d" % tokens: step = "401"
                if step == "reset":
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    self.close_connection = True
                elif step == "200":
                    self.answer(200, {"id": "message-1"}, {"ININ-Correlation-Id": "correlation-0"} if "trace" in body else {})
                else:
                    error = {"message": "No.", "code": "code." + step, "status": int(step), "contextId": "c"}
                    self.answer(int(step), error, {"Retry-After": "42", "ININ-Correlation-Id": "correlation-1"})

            do_PATCH = do_DELETE = do_POST

            def token(self, authorization, body):
                global tokens
                basic = "Basic " + base64.b64encode(b"client-1:s3cret/+&").decode()
                form = "client_id=client-1&client_secret=s3cret%2F%2B%26" in body
                if token_status != 200 or not (authorization == basic or form) or "grant_type=client_credentials" not in body:
                    error = {"error": "invalid_client", "description": "authentication failed"}
                    return self.answer(token_status if token_status != 200 else 400, error)
                tokens += 1
                self.answer(200, {"access_token": "token-%d" % tokens, "token_type": "bearer", "expires_in": 86399})

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        print(server.server_address[1])
        server.serve_forever()
        """#
}
