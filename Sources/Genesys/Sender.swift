/// The customer, by an identifier that only the sending side understands.
struct Sender: Encodable {
    let id: String
    let idType = "Opaque"

    init(_ id: String) { self.id = id }

    private enum CodingKeys: CodingKey { case id, idType }
}
