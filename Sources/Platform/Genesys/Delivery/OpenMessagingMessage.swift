public import Pipeline

/// A message that is one call of the configured set of routes.
public protocol OpenMessagingMessage: PlatformMessage {
    /// The call. Pure.
    ///
    /// - Parameter key: the delivery's.
    /// - Throws: `GenesysError` when the message or the configuration lacks what the call needs.
    func call(key: String, _ configuration: GenesysConfiguration) throws -> OpenMessagingCall
    /// The same, with what only the platform knows.
    func addressed(by client: PlatformClient) async throws -> Self
    /// Whether a success's body tells of this message.
    var isAnswered: Bool { get }
}

/// One call that takes a message to the platform.
public struct OpenMessagingCall: Sendable {
    let order: PreparedRequest
    /// What the timeline says when it was taken.
    let detail: String

    init(_ order: PreparedRequest, _ detail: String) {
        self.order = order
        self.detail = detail
    }
}

extension OpenMessagingMessage {
    /// Everything is known.
    public func addressed(by client: PlatformClient) async throws -> Self { self }
    /// It does.
    public var isAnswered: Bool { true }

    /// Makes the call.
    public func send(_ delivery: Delivery<Self>, by platform: PlatformTransport) async throws -> DeliveryResult {
        try await call(delivery, by: platform)
    }

    /// Makes the call, also for a kind that has another way besides.
    func call(_ delivery: Delivery<Self>, by platform: PlatformTransport) async throws -> DeliveryResult {
        let message = try await addressed(by: platform.client)
        let call = try message.call(key: delivery.idempotencyKey, platform.configuration(for: delivery.channel))
        let success = try await platform.client.perform(call.order)
        let id = isAnswered ? try messageID(in: success.body, of: call.order.call, isPlatform: platform.isPlatform) : nil
        return .delivered(remoteID: id, call.detail, correlation: success.correlationID)
    }

    /// The platform's own identifier of what it took; the tutorials do not say what it answers.
    private func messageID(in body: [UInt8], of call: Endpoint, isPlatform: Bool) throws(GenesysError) -> String? {
        try MessageReceipt(body).messageID(of: call, isRequired: isPlatform && ![.receipt, .botReply].contains(call))
    }
}

extension Delivery where Message: OpenMessagingMessage {
    /// The call as a configuration has it.
    func call(_ configuration: GenesysConfiguration) throws -> OpenMessagingCall {
        try message.call(key: idempotencyKey, configuration)
    }
}

/// Whom a message is from or to.
enum Contact {
    /// - Throws: `GenesysError` when there is none.
    static func required(_ id: String?) throws(GenesysError) -> String {
        guard let id, !id.isEmpty else {
            throw GenesysError(
                .missingValue,
                "There is no contact, so there is nobody to send as or to; send contact_id with the upload.")
        }
        return id
    }
}
