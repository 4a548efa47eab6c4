import Cards
import Channels
import Crypto
import HTTPSemantics
import HTTPServer
import Ledger
import Observability
import Pipeline
import Signatures

/// `POST /channels/{channel}/clicks`: a button that a customer chose on one of our channels, signed with the channel's secret.
struct ClickRoute: Sendable {
    private static let maximumBytes = 64 * 1024
    private static let accepted = Array(#"{"status":"accepted"}"#.utf8)

    let desk: CardDesk
    let channels: LiveChannels
    let log: Logger

    /// The entries of the gateway's table.
    var routes: [Route] { [Route(.post, at: "/channels/{channel}/clicks", for: .signed, receive: receive)] }

    /// Looks at the signature when the body is whole, and before anything of it is read.
    func receive(_ request: Request, _ parameters: Route.Parameters) -> Reception {
        guard let name = parameters["channel"], let channel = channels[name] else { return .answer(.notFound(request)) }
        return .collect(limit: Self.maximumBytes) { body in
            do {
                let signature = HubSignature(secrets: channel.secrets)
                guard try signature.check(request.fields.values(of: HubSignature.fieldName), of: body) == .valid else {
                    return .invalidSignature(request)
                }
                try await accept(try JSON(parsing: body), on: name, request)
                return Response(status: 202, fields: ["Content-Type": "application/json"], body: .bytes(Self.accepted))
            } catch {
                return .refusal(of: request, error)
            }
        }
    }

    /// The channel's own name for the click, or the sender's key, makes the same one sent twice one.
    private func accept(_ body: JSON, on channel: String, _ request: Request) async throws {
        let reading = try ChannelClick(body)
        let key = try IdempotencyKey.of(request, channel: channel)
        let name = reading.messageID.map { "click/\($0)" } ?? key?.key
        let id = desk.newMessageID()
        let click = OutgoingClick(
            reading.click, channel: channel, contactID: reading.contactID, messageID: reading.messageID, time: desk.now())
        let fingerprint = try SHA256.hash(body.bytes).hex
        _ = try await desk.ledger.enqueue(
            Sending(
                messages: [
                    NewMessage(
                        kind: .click, idempotencyKey: "click/\(id)", payload: click.stored,
                        lane: Sender.lane(of: reading.contactID))
                ], claim: name.map { Arrival.Claim(scope: "channel/\(channel)", key: $0, fingerprint: fingerprint) }))
        log.info("Button taken in.", ["click": .string(id), "request": .string(request.id)])
    }
}

/// A click as channels send it: `{contactId, messageId, buttonResponse, originatingMessageId}`, or as an Open Messaging message with a `ButtonResponse`.
struct ChannelClick {
    let click: ButtonClick
    let contactID: String
    let messageID: String?

    /// - Throws: `CardRefusal` naming everything that is missing.
    init(_ body: JSON) throws(CardRefusal) {
        let click =
            ButtonClick(structuredResponse: body)
            ?? body["content"]?.array?.lazy.compactMap(ButtonClick.init(content:)).first
        let contact = body["contactId"]?.string ?? body["channel"]?["from"]?["id"]?.string
        messageID = body["messageId"]?.string ?? body["channel"]?["messageId"]?.string
        var problems: [CardProblem] = []
        if let click {
            if !click.kind.isTakenFromChannels {
                problems.append(
                    .init(
                        path: "buttonResponse.type",
                        reason: "must be Button, QuickReply or DatePicker: the platform takes no other."))
            }
            if click.originatingMessageID?.isEmpty ?? true {
                problems.append(
                    .init(path: "originatingMessageId", reason: "is required: the id of the message whose button was chosen."))
            }
        } else {
            problems.append(.init(path: "buttonResponse", reason: "is required: {type, text, payload}."))
        }
        if contact?.isEmpty ?? true { problems.append(.init(path: "contactId", reason: "is required: the customer.")) }
        guard let click, let contact, problems.isEmpty else { throw CardRefusal(problems: problems) }
        (self.click, contactID) = (click, contact)
    }
}
