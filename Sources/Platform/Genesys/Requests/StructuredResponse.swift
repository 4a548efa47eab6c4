import Cards
import HTTPSemantics
public import JSON

/// A button that a customer chose on a channel of ours.
public struct StructuredResponse: PlatformRequest {
    /// The platform's identifier of the message, where it gave one.
    public typealias Answer = String?

    private let body: JSON

    /// Takes the body, `OpenInboundStructuredResponseMessage` of the SDK.
    public init(_ body: JSON) { self.body = body }

    /// The call with what it needs.
    public func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest {
        PreparedRequest(
            .structuredResponse, ["integrationId": try configuration.requiredIntegration()],
            fields: ["Content-Type": "application/json"], body: body.bytes)
    }

    /// Reads what the platform gave.
    public func answer(_ body: [UInt8]) throws(GenesysError) -> String? {
        try MessageReceipt(body).messageID(of: .structuredResponse, isRequired: false)
    }
}
