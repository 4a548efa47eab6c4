import Attachments
import Foundation
public import Pipeline

/// Takes released files to the agent and notices to the customer, through an Open Messaging integration.
///
/// A file's message carries the parcel's key as its identifier, and every attempt sends the same bytes, so that the platform can tell a
/// repetition; a notice has no such identifier, and an attempt whose answer was lost may reach the customer twice.
public struct OpenMessagingCourier: Courier {
    private let client: PlatformClient

    /// Delivers by a client.
    public init(_ client: PlatformClient) { self.client = client }

    /// Makes one attempt.
    public func deliver(_ parcel: Parcel) async -> CourierAnswer {
        do {
            let message = try OutgoingMessage(parcel, client.configuration)
            let success = try await client.perform(message.order)
            let isDocumented = client.configuration.routes.set == .platform
            let id = try MessageReceipt(success.body).messageID(of: message.call, isRequired: isDocumented)
            let trace = success.correlationID.map { " Correlation id \($0)." } ?? ""
            return .delivered(remoteID: id, detail: message.detail + trace)
        } catch let error as GenesysError {
            return error.isRetryable
                ? .later(reason: error.description, after: error.retryAfter) : .refused(reason: error.description)
        } catch {
            return .later(reason: "the message was not sent: \(type(of: error)); try again later", after: nil)
        }
    }
}
