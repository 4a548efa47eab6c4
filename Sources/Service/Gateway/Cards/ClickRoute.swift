import Cards
import Channels
import Crypto
import HTTPSemantics
import HTTPServer
import JSON
import Ledger
import Observability
import Pipeline
import Signatures

/// `POST /channels/{channel}/clicks`: a button that a customer chose on one of our channels, signed with the channel's secret.
struct ClickRoute: Sendable {
    private static let maximumBytes = 64 * 1024
    private static let accepted = Array(#"{"status":"accepted"}"#.utf8)

    let desk: CardService
    let channels: LiveChannels
    let log: Logger

    /// The entries of the gateway's table.
    var routes: [Route] { [Route(.post, at: "/channels/{channel}/clicks", for: .signed, handle: handle)] }

    /// Looks at the signature when the body is whole, and before anything of it is read.
    func handle(_ request: Request, _ parameters: Route.Parameters, from principal: Principal) -> RequestHandling {
        guard let name = parameters["channel"], let channel = channels[name] else { return .answer(.notFound(request)) }
        guard !channel.secrets.inbound.isEmpty else { return .answer(.purposeWithoutSecret("inbound", of: name, request)) }
        return .collect(limit: Self.maximumBytes) { body in
            do {
                guard let proof = try proof(of: request, body, channel) else { return .invalidSignature(request) }
                principal.verify()
                try await accept(try JSON(parsing: body), on: name, request, proof)
                return Response(status: 202, fields: ["Content-Type": "application/json"], body: .bytes(Self.accepted))
            } catch {
                return .refusal(of: request, error)
            }
        }
    }

    /// `nil` when it is not signed. There are no bare files here, and so no signed heads.
    private func proof(of request: Request, _ body: [UInt8], _ channel: Channel) throws -> SignatureProof? {
        let forms = ChannelSignature.forms(in: request.fields)
        guard forms.count <= 1 else { throw UploadError.signedTwice }
        guard forms != [.httpMessage] else { return nil }
        try MessageBodies.checkQuery(of: request)
        let signature = try ChannelSignature(secrets: channel.secrets.inbound).begin(request.signedHead, now: desk.now())
        unsafe signature.update(body.span.bytes)
        guard try signature.finish() == .valid else {
            log.refused(request, signature.refusal ?? .wrong)
            return nil
        }
        return signature.proof
    }

    /// The channel's own name for the click, or the sender's key, makes the same one sent twice one.
    private func accept(_ body: JSON, on channel: String, _ request: Request, _ proof: SignatureProof) async throws {
        let reading = try ChannelClick(body)
        let key = try IdempotencyKey.of(request, channel: channel, at: .clicks)
        let fingerprint = try reading.fingerprint
        let id = desk.newMessageID()
        let click = OutgoingClick(
            reading.click, channel: channel, contactID: reading.contactID, messageID: reading.messageID, time: desk.now())
        let claims = Self.keys(of: reading, on: channel, key, proof).map {
            IntakeRecord.Claim(scope: $0.scope, key: $0.key, fingerprint: fingerprint, isLasting: $0.isSigned)
        }
        _ = try await desk.ledger.enqueue(Sending(messages: [click.queued(id: id)], claims: claims, nonce: proof.nonce))
        log.info("Button taken in.", ["click": .string(id), "request": .string(request.id)])
    }

    private static func keys(
        of click: ChannelClick, on channel: String, _ key: IdempotencyKey?, _ proof: SignatureProof
    ) -> [IdempotencyKey] {
        let scope = IdempotencyKey.Purpose.clicks.scope(of: "channel/\(channel)")
        let name = click.messageID.map { IdempotencyKey(scope: "\(scope)/\(click.contactID)", key: $0, isSigned: true) }
        return [name, key, proof.key(scope: scope)].compactMap(\.self)
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
        problems += Self.platformMembers(of: body)
        if let click, click.text.hasControlCharacters || click.payload.hasControlCharacters {
            problems.append(.init(path: "buttonResponse", reason: "has control characters in 'text' or 'payload'."))
        }
        for (path, name) in [("contactId", contact), ("messageId", messageID)]
        where !(name.map(SenderIdentity.isIdentifier) ?? true) {
            problems.append(.init(path: path, reason: "is no identifier: at most 1024 bytes, without control characters."))
        }
        guard let click, let contact, problems.isEmpty else { throw CardRefusal(problems: problems) }
        (self.click, contactID) = (click, contact)
    }

    /// What we pass on to channels, and what the platform tells, has the same shape and may be signed with the same secret.
    private static func platformMembers(of body: JSON) -> [CardProblem] {
        let direction = body["direction"]?.string?.lowercased()
        var problems: [CardProblem] = []
        if direction == "outbound" {
            problems.append(.init(path: "direction", reason: "is Outbound: what goes to the customer is no choice of theirs."))
        }
        if direction != "inbound", body["channel"]?["to"] != nil {
            problems.append(.init(path: "channel.to", reason: "needs the direction Inbound: else it may go to the customer."))
        }
        for name in ["originatingEntity", "eventType"] where body[name] != nil {
            problems.append(.init(path: name, reason: "is of the platform's events, which are no choice of a customer's."))
        }
        return problems
    }

    /// A digest of who chose what, however it was written.
    var fingerprint: String {
        get throws {
            let channel: JSON = ["from": .string(contactID), "messageId": .string(messageID ?? "")]
            return try SHA256.hash(click.structuredResponse(channel: channel).bytes).hex
        }
    }
}
