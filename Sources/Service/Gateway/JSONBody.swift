import Foundation
import HTTPSemantics
import HTTPServer

/// How the gateway writes JSON: members sorted, slashes plain, times as RFC 3339 in UTC with milliseconds.
enum JSONBody {
    static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
        }
        return Array(try encoder.encode(value))
    }
}

extension Response {
    /// An answer of 200 with a JSON body.
    static func json(_ value: some Encodable, status: Int = 200) throws -> Response {
        Response(status: status, fields: ["Content-Type": "application/json"], body: .bytes(try JSONBody.encode(value)))
    }
}
