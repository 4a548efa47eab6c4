import Foundation

/// Attacks on HTML cleaners that others have collected; the file names its source and licence.
struct Vectors: Decodable {
    struct Vector: Decodable {
        let title: String
        let payload: String
    }

    let vectors: [Vector]

    static func payloads() throws -> [String] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "vectors.json")
        return try JSONDecoder().decode(Vectors.self, from: try Data(contentsOf: file)).vectors.map(\.payload)
    }
}
