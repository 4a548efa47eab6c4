import Foundation
import PythonServer

/// Stands before the real service and does to some requests what networks and services do now and then.
struct FaultyService: Sendable {
    struct Fault: Encodable, Sendable {
        enum Action: String, Encodable, Sendable {
            /// The service does it, and the answer is lost.
            case lose
            /// The request never arrives.
            case drop
            /// The request arrives some seconds later.
            case late
            /// Half of the answer's body arrives.
            case cut
            /// Another answer comes instead.
            case answer
        }

        let action: Action
        let method: String
        /// What the target must hold.
        var target = ""
        /// How often.
        var times = 1
        var status = 503
        var body = ""
    }

    private let server: PythonServer

    init(before service: URL, _ faults: [Fault]) async throws {
        let rules = String(decoding: try JSONEncoder().encode(faults), as: UTF8.self)
        server = try await PythonServer(Self.script, arguments: ["\(service.port ?? 80)", rules])
    }

    var url: URL? { URL(string: server.url("")) }

    private static let script = #"""
        import http.client, json, socketserver, sys, threading, time
        from http.server import BaseHTTPRequestHandler

        port, rules, lock = int(sys.argv[1]), json.loads(sys.argv[2]), threading.Lock()

        def fault(method, target):
            with lock:
                for rule in rules:
                    if rule["method"] == method and rule["target"] in target and rule["times"] > 0:
                        rule["times"] -= 1
                        return rule
            return {"action": None}

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def log_message(self, *arguments): pass

            def handle_any(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                rule = fault(self.command, self.path)
                if rule["action"] == "drop":
                    self.close_connection = True
                    return
                if rule["action"] == "answer":
                    text = rule["body"].encode()
                    self.send_response(rule["status"])
                    self.send_header("Content-Length", str(len(text)))
                    self.end_headers()
                    self.wfile.write(text)
                    return
                if rule["action"] == "late": time.sleep(5)
                service = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
                service.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
                for name, value in self.headers.items(): service.putheader(name, value)
                service.endheaders(body)
                answer = service.getresponse()
                content = answer.read()
                service.close()
                if rule["action"] == "lose":
                    self.close_connection = True
                    return
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("content-length", "transfer-encoding", "connection", "date", "server"):
                        self.send_header(name, value)
                length = answer.getheader("Content-Length") if self.command == "HEAD" else str(len(content))
                if answer.status != 204: self.send_header("Content-Length", length or "0")
                self.end_headers()
                if rule["action"] == "cut":
                    content = content[:len(content) // 2]
                    self.close_connection = True
                if self.command != "HEAD": self.wfile.write(content)

            do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = handle_any

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            request_queue_size = 256
            def handle_error(self, *arguments): pass

        server = Server(("127.0.0.1", 0), Handler)
        print(server.server_address[1])
        server.serve_forever()
        """#
}
