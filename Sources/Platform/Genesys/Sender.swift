/// The customer, by an identifier that only the sending side understands.
struct Sender: Encodable {
    let id: String
    let idType = "Opaque"
    let nickname: String?

    init(_ id: String, nickname: String? = nil) {
        self.id = id
        self.nickname = nickname
    }

    private enum CodingKeys: CodingKey { case id, idType, nickname }
}
