import PythonServer

/// A server on bare sockets that shakes hands and then breaks the protocol, by path; `/` + hexadecimal bytes sends exactly those.
func rawServer() async throws -> PythonServer { try await PythonServer(script) }

private let script = #"""
    import base64, hashlib, socket, threading, time

    def shake(connection):
        head = b""
        while b"\r\n\r\n" not in head: head += connection.recv(4096)
        lines = head.decode("latin-1").split("\r\n")
        path = lines[0].split(" ")[1]
        key = next(line.split(": ")[1] for line in lines if line.lower().startswith("sec-websocket-key:"))
        accept = base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()
        return path, ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      "Sec-WebSocket-Accept: " + accept + "\r\n")

    def serve(connection):
        try:
            path, answer = shake(connection)
            if path == "/mute":
                connection.recv(65536)
            elif path == "/wrong-accept":
                connection.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                   b"Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n")
            elif path == "/nonsense":
                connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")
                return
            elif path == "/redirect":
                connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /deaf\r\nContent-Length: 0\r\n\r\n")
            elif path == "/extension":
                connection.sendall((answer + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n").encode())
            elif path == "/endless-head":
                while True: connection.sendall(b"X-Long: " + b"y" * 1000 + b"\r\n")
            elif path.startswith("/flood-"):
                size = 65536 if path.endswith("81") else 100000
                frame = bytes.fromhex(path[-2:]) + b"\x7f" + size.to_bytes(8, "big") + b"\xff" * size
                connection.sendall((answer + "\r\n").encode() + frame)
                for _ in range(100): connection.sendall(b"\x82\x7f" + (65536).to_bytes(8, "big") + b"a" * 65536)
            elif path == "/deaf":
                connection.sendall((answer + "\r\n").encode())
                while connection.recv(65536): pass
            else:
                connection.sendall((answer + "\r\n").encode() + bytes.fromhex(path[1:]))
            while connection.recv(65536): pass
        except OSError:
            pass
        finally:
            connection.close()

    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1])
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection,), daemon=True).start()
    """#
