/// An Open Messaging integration that exists from the start.
public struct OpenIntegration: Sendable {
    /// The id of the integration that exists by default.
    public static let demoID = "6b0f2a3c-4d5e-4f60-8a7b-9c0d1e2f3a4b"

    /// A UUID on the real platform; any text here.
    public var id: String
    /// The media types that its supported-content profile lets in, such as `image/*`; an empty list lets nothing in. The platform's
    /// stock profile lets everything in.
    public var inboundMediaTypes: [String]
    /// The media types that agents may send. The platform's stock profile has three kinds of images only.
    public var outboundMediaTypes = ["*/*"]
    /// Where what goes out to customers is posted; `nil` for nowhere.
    public var webhookURL: String?
    /// What the posts are signed with.
    public var webhookSecret = "lazaret-demo-webhook-secret"

    /// An integration; by default the demo's, with a profile that lets everything pass.
    public init(id: String = Self.demoID, inboundMediaTypes: [String] = ["*/*"]) {
        self.id = id
        self.inboundMediaTypes = inboundMediaTypes
    }
}
