import PythonServer

/// A server on PyPI's and Debian's `websockets`, which behaves by path; over TLS with a certificate of its own making when asked.
func foreignServer(secure: Bool = false) async throws -> PythonServer {
    try await PythonServer(script, arguments: secure ? ["secure"] : [], interpreter: "/usr/bin/python3")
}

private let script = #"""
    import asyncio, ssl, subprocess, sys, websockets
    from websockets.exceptions import ConnectionClosed

    async def echo(ws):
        async for message in ws: await ws.send(message)

    async def fragments(ws):
        await ws.send(["one ", "tw", "o"])
        await ws.send([b"\x00", b"\xff"])

    async def flood(ws):
        for n in range(20000): await ws.send("%d %s" % (n, "x" * 1000))

    async def big(ws):
        await ws.send(b"x" * int((await ws.recv())))

    async def pings(ws):
        waiter = await ws.ping(b"are you there")
        await waiter
        await ws.send("pong came")

    async def code(ws):
        await ws.close(int(await ws.recv()), "why not")

    async def handle(ws, path=None):
        path = path or ws.path
        try:
            await {"/echo": echo, "/fragments": fragments, "/flood": flood, "/big": big, "/pings": pings, "/code": code}[path](ws)
        except ConnectionClosed:
            pass

    async def main():
        context = None
        if "secure" in sys.argv:
            subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                            "-subj", "/CN=loopback", "-addext", "subjectAltName=DNS:localhost",
                            "-keyout", "key.pem", "-out", "certificate.pem"], check=True, stderr=subprocess.DEVNULL)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain("certificate.pem", "key.pem")
        async with websockets.serve(handle, "127.0.0.1", 0, ssl=context, max_size=None) as server:
            print(server.sockets[0].getsockname()[1], flush=True)
            await asyncio.Future()

    asyncio.run(main())
    """#
