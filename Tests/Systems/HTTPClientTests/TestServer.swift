import PythonServer

/// Answers in all the ways that the tests need, by path; `GET /log` says what came before.
func testServer() async throws -> PythonServer { try await PythonServer(script) }

private let script = #"""
    import json, socket, socketserver, struct, sys, threading, time
    from http.server import BaseHTTPRequestHandler

    lock = threading.Lock()
    connections = 0
    sent = 0
    broken = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self):
            global connections
            with lock: connections += 1
            self.isKept = False
            super().setup()

        def log_message(self, *arguments): pass

        def answer(self, body, status=200, fields={}):
            self.send_response(status)
            for name, value in fields.items(): self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD": self.wfile.write(body)

        def raw(self, text):
            self.wfile.write(text.encode("latin-1"))
            self.wfile.flush()
            self.close_connection = True

        def send(self, piece):
            global sent
            try:
                self.wfile.write(piece)
                with lock: sent += len(piece)
                return True
            except OSError:
                broken.set()
                self.close_connection = True
                return False

        def handle_any(self):
            global sent
            length = int(self.headers.get("Content-Length") or 0)
            path, _, query = self.path.partition("?")
            if path == "/slowly":
                taken = 0
                while taken < length:
                    piece = self.rfile.read(min(1 << 20, length - taken))
                    if not piece: break
                    taken += len(piece)
                    time.sleep(0.001)
                return self.answer(str(taken).encode())
            if path == "/reset-early":
                self.rfile.read(1000)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
                self.close_connection = True
                return
            body = self.rfile.read(length)
            if path == "/echo":
                seen = {"method": self.command, "path": self.path, "body": body.decode(),
                        "fields": [[n.lower(), v] for n, v in self.headers.items()]}
                self.answer(json.dumps(seen).encode(), fields={"Content-Type": "application/json"})
            elif path == "/once":
                # A connection's second request is read, and never answered.
                self.close_connection = self.isKept
                if not self.isKept: self.answer(str(len(body)).encode())
                self.isKept = True
            elif path == "/status":
                self.answer(b"moved", int(query), {"Location": "/echo"})
            elif path == "/stats":
                self.answer(json.dumps({"connections": connections, "sent": sent, "broken": broken.is_set()}).encode())
            elif path == "/broken":
                self.answer(b"yes" if broken.wait(10) else b"no")
            elif path == "/chunked":
                self.send_response(200)
                self.send_header("Transfer-Encoding", "chunked")
                self.send_header("Trailer", "X-Sum")
                self.end_headers()
                for piece in (b"one ", b"two ", b"three"):
                    self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
                self.wfile.write(b"0\r\nX-Sum: 3\r\n\r\n")
            elif path == "/interim":
                self.raw("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\nHTTP/1.1 200 OK\r\nX-Final: 1\r\nX-Final: 2\r\nX-Empty:\r\n"
                         "Content-Length: 2\r\n\r\nok")
            elif path == "/huge":
                size = int(query)
                self.send_response(200)
                self.send_header("Content-Length", str(size))
                self.end_headers()
                piece = b"x" * 65536
                while size > 0 and self.send(piece[:size]): size -= len(piece)
            elif path == "/endless":
                self.send_response(200)
                self.send_header("Connection", "close")
                self.end_headers()
                while self.send(b"y" * 65536): pass
            elif path == "/silent":
                broken.wait(15) if query == "broken" else self.connection.recv(1)
                self.close_connection = True
            elif path == "/stall":
                self.send_response(200)
                self.send_header("Content-Length", "10")
                self.end_headers()
                self.wfile.write(b"begin")
                self.connection.recv(1)
                broken.set()
                self.close_connection = True
            elif path == "/reset":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True
            elif path == "/cut":
                self.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
            elif path == "/bomb-lines":
                self.raw("HTTP/1.1 200 OK\r\n" + "".join("X-%d: %s\r\n" % (n, "v" * 100) for n in range(2000)) + "\r\n")
            elif path == "/bomb-line":
                self.raw("HTTP/1.1 200 OK\r\nX: " + "v" * 90000 + "\r\nContent-Length: 0\r\n\r\n")
            elif path == "/nonsense":
                self.raw("SSH-2.0-OpenSSH_9.2\r\n")
            elif path == "/nameless":
                self.raw("HTTP/1.1 200 OK\r\n: x\r\nContent-Length: 0\r\n\r\n")
            else:
                self.answer(b"no such path", 404)

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True
        request_queue_size = 256
        def handle_error(self, *arguments): pass

    server = Server(("127.0.0.1", 0), Handler)
    print(server.server_address[1])
    server.serve_forever()
    """#
