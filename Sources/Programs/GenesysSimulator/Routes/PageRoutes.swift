internal import Foundation
internal import HTTPSemantics
internal import JSON

/// The page at `/simulator`, and what it is made from. Nobody needs a token; what changes something cannot be sent by other sites'
/// forms, because it is neither a form nor plain text.
enum PageRoutes {
    static let all = [
        page("/simulator", "text/html; charset=utf-8", PackageResources.index_html),
        page("/simulator/page.js", "text/javascript; charset=utf-8", PackageResources.page_js),
        page("/simulator/page.css", "text/css; charset=utf-8", PackageResources.page_css),
        Route(.get, "/simulator/conversations", access: .anyone) { platform, _ in Reply(.ok(platform.view)) },
        Route(.get, "/simulator/media/{mediaId}", access: .anyone) { platform, visit throws(Refusal) in
            guard let media = platform.media[visit["mediaId"]] else { throw .notFound }
            return Reply(.file(media))
        },
        Route(.post, "/simulator/media", access: .anyone, body: .bytes) { platform, visit throws(Refusal) in
            guard visit.call.contentType == "application/octet-stream" else {
                throw .unsupportedMediaType(expected: "application/octet-stream")
            }
            let media = platform.store(
                visit.call.body, name: visit.query("name") ?? "file", type: visit.query("type").flatMap { MediaType($0)?.essence },
                at: visit.now)
            return Reply(.ok(["id": .string(media.id), "url": .string(platform.downloadURL(of: media.id))]))
        },
        Route(.post, "/simulator/customers/messages", access: .anyone, body: .json(customerMessage)) {
            platform, visit throws(Refusal) in
            try requireContent(visit.body)
            let message = try platform.receiveWebMessage(
                from: visit.body["from"]?.string ?? "", name: visit.body["name"]?.string, text: visit.body["text"]?.string,
                mediaID: visit.body["mediaId"]?.string, at: visit.now)
            if let contact = visit.body["externalContactId"]?.string {
                try platform.conversations.update(message.conversationID) { $0.externalContactID = contact }
            }
            return Reply(.ok(["id": .string(message.id), "conversationId": .string(message.conversationID)]))
        },
        Route(.post, "/simulator/conversations/{conversationId}/messages", access: .anyone, body: .json(agentMessage)) {
            platform, visit throws(Refusal) in
            try requireContent(visit.body)
            let message = try platform.sendAsAgent(
                text: visit.body["text"]?.string, mediaID: visit.body["mediaId"]?.string,
                structured: visit.body["content"]?.array ?? [], in: visit["conversationId"], at: visit.now)
            return Reply(.ok(["id": .string(message.id), "conversationId": .string(message.conversationID)]))
        },
        Route(.post, "/simulator/channel/messages", access: .anyone, body: .bytes) { platform, visit throws(Refusal) in
            guard let url = platform.configuration.channelURL else { throw .notFound }
            guard visit.call.fields["X-Simulator"] != nil else { throw .missing("X-Simulator") }
            let order = RelayOrder(
                url: url, contentType: visit.call.fields["Content-Type"] ?? "", body: visit.call.body,
                secret: platform.configuration.channelSecret)
            return Reply(.noContent, effects: [.relay(order)])
        },
    ]

    private static let customerMessage = Shape.object(
        required: ["from": .filledText],
        optional: ["name": .text, "text": .text(1...2000, .any), "mediaId": .filledText, "externalContactId": .filledText])
    private static let agentMessage = Shape.object(
        optional: ["text": .text(1...2000, .any), "mediaId": .filledText, "content": .list(of: .anything, count: 0...10)])

    private static func requireContent(_ body: JSON) throws(Refusal) {
        guard body["text"] != nil || body["mediaId"] != nil || body["content"]?.array?.isEmpty == false else {
            throw .missing("text")
        }
    }

    private static func page(_ path: PathTemplate, _ type: String, _ bytes: [UInt8]) -> Route {
        Route(.get, path, access: .anyone) { _, _ in
            var answer = Answer(status: 200)
            answer.fields["Cache-Control"] = "no-cache"
            answer.fields["X-Content-Type-Options"] = "nosniff"
            answer.fields["Content-Security-Policy"] =
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            answer.content = Answer.Content(type: type, bytes: bytes)
            return Reply(answer)
        }
    }
}
