internal import HTTPSemantics

/// An Open Messaging integration.
public struct OpenIntegration: Sendable {
    /// The id of the integration that exists by default.
    public static let demoID = "6b0f2a3c-4d5e-4f60-8a7b-9c0d1e2f3a4b"

    /// A UUID on the real platform; any text here.
    public var id: String
    /// The media types that its supported-content profile lets in, such as `image/*`; an empty list lets nothing in. The platform's
    /// stock profile lets everything in.
    public var inboundMediaTypes: [String]

    /// An integration; by default the demo's, with the stock profile.
    public init(id: String = Self.demoID, inboundMediaTypes: [String] = ["*/*"]) {
        self.id = id
        self.inboundMediaTypes = inboundMediaTypes
    }

    /// Whether the profile lets a type in; media that it does not let in is dropped, and the sender hears nothing of it.
    func allowsInbound(_ type: MediaType) -> Bool {
        inboundMediaTypes.contains { pattern in MediaType(pattern).map(type.matches) ?? false }
    }
}
