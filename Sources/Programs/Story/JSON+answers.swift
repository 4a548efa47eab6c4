import JSON

extension JSON {
    /// Reads an answer.
    ///
    /// - Throws: `Unmet` when the bytes are not JSON.
    init(answer bytes: [UInt8]) throws {
        do { try self.init(parsing: bytes) } catch {
            throw Unmet("expected JSON, got: \(String(decoding: bytes.prefix(200), as: UTF8.self))")
        }
    }

    var elements: [JSON] { array ?? [] }
}

extension JSON? {
    var elements: [JSON] { self?.array ?? [] }

    var number: Double? { flatMap(\.number) }

    /// For the text of a failure.
    var text: String { self?.text ?? "nothing" }
}
