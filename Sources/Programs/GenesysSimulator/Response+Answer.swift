internal import FileIO
internal import HTTPSemantics
internal import HTTPServer
internal import JSON

extension Response {
    /// Writes an answer down.
    init(_ answer: Answer) {
        self.init(status: answer.status, fields: answer.fields)
        if let content = answer.content {
            fields["Content-Type"] = content.type
            body = .bytes(content.bytes)
            return
        }
        guard let json = answer.body else { return }
        fields["Content-Type"] = "application/json"
        body = .bytes(json.bytes)
    }

    /// An answer that breaks off: its one byte is at an address that is never mapped, so the server cannot read it and cuts the connection.
    ///
    /// With nothing sent at all, libcurl and others would take the connection for one that had gone stale, and quietly send the call again.
    static var cut: Response {
        guard let file = try? OpenFile(path: "/proc/self/mem") else { return Response(status: 500) }
        return Response(status: 200, body: .file(file, range: 0..<1))
    }
}
