import Foundation
import HTTPSemantics

/// One call, ready to be sent but for the token.
public struct PreparedRequest: Sendable {
    /// What is asked.
    public let call: Endpoint
    /// For the placeholders of the call's path.
    let values: [String: String]
    /// Besides those that every call has.
    let fields: HTTPFields
    /// `nil`: the call has no body.
    let body: [UInt8]?

    init(_ call: Endpoint, _ values: [String: String] = [:], fields: HTTPFields = [:], body: [UInt8]? = nil) {
        self.call = call
        self.values = values
        self.fields = fields
        self.body = body
    }

    /// With a body in JSON; members are sorted, so that the same request is the same bytes.
    init(_ call: Endpoint, _ values: [String: String] = [:], fields: HTTPFields = [:], json: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var fields = fields
        fields["Content-Type"] = "application/json"
        try self.init(call, values, fields: fields, body: Array(encoder.encode(json)))
    }
}
