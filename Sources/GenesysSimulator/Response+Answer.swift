internal import HTTPSemantics
internal import HTTPServer

extension Response {
    /// Writes an answer down.
    init(_ answer: Answer) {
        self.init(status: answer.status, fields: answer.fields)
        guard let json = answer.body else { return }
        guard let bytes = try? json.encoded() else {
            status = 500
            return
        }
        fields["Content-Type"] = "application/json"
        body = .bytes(bytes)
    }
}
