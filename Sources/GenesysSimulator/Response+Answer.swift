internal import FileIO
internal import HTTPSemantics
internal import HTTPServer

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
        guard let bytes = try? json.encoded() else {
            status = 500
            return
        }
        fields["Content-Type"] = "application/json"
        body = .bytes(bytes)
    }

    /// No answer at all: a body that cannot be read makes the server cut the connection, with nothing sent.
    static var cut: Response { Response(status: 500, body: .file(OpenFile(owning: -1, size: 0), range: 0..<1)) }
}
