import HTTPSemantics
import JSON
import Testing

@testable import GenesysSimulator

/// One thing that is wrong with an otherwise good message.
struct Spoiled: Sendable, CustomTestStringConvertible {
    let path: String
    let value: JSON?
    let code: String

    var testDescription: String { "\(path) = \(value.map { "\($0)" } ?? "absent")" }
}

struct InboundRefusalTests {
    static let spoiled: [Spoiled] = [
        Spoiled(path: "channel", value: nil, code: "constraint.validation"),
        Spoiled(path: "channel", value: "Open", code: "bad.request"),
        Spoiled(path: "channel.from", value: nil, code: "constraint.validation"),
        Spoiled(path: "channel.from.id", value: nil, code: "constraint.validation"),
        Spoiled(path: "channel.from.id", value: "", code: "constraint.validation"),
        Spoiled(path: "channel.from.id", value: 7, code: "bad.request"),
        Spoiled(path: "channel.from.idType", value: nil, code: "constraint.validation"),
        Spoiled(path: "content[0].attachment.mime", value: nil, code: "constraint.validation"),
        Spoiled(path: "channel.from.idType", value: "Cookie", code: "invalid.value"),
        Spoiled(path: "channel.from.idType", value: "opaque", code: "invalid.value"),
        Spoiled(path: "channel.from.nickName", value: "Bob", code: "invalid.property"),
        Spoiled(path: "channel.from.image", value: "bob.png", code: "invalid.value"),
        Spoiled(path: "channel.messageId", value: "", code: "constraint.validation"),
        Spoiled(path: "channel.time", value: nil, code: "constraint.validation"),
        Spoiled(path: "channel.time", value: "yesterday", code: "invalid.date"),
        Spoiled(path: "channel.time", value: "2026-11-21 10:00:00", code: "invalid.date"),
        Spoiled(path: "channel.time", value: "2026-11-21T10:00:00", code: "invalid.date"),
        Spoiled(path: "channel.time", value: "2026-13-41T10:00:00Z", code: "invalid.date"),
        Spoiled(path: "channel.time", value: "2026-02-30T10:00:00Z", code: "invalid.date"),
        Spoiled(path: "channel.time", value: "2026-11-21T10:00:00Z and more", code: "invalid.date"),
        Spoiled(path: "channel.time", value: "20261121T100000Z", code: "invalid.date"),
        Spoiled(path: "channel.time", value: "2026-11-21T24:00:01Z", code: "invalid.date"),
        Spoiled(path: "channel.time", value: "2026-11-21T10:00:00.Z", code: "invalid.date"),
        Spoiled(path: "channel.time", value: 1_795_000_000, code: "bad.request"),
        Spoiled(path: "channel.platform", value: "Open", code: "invalid.property"),
        Spoiled(path: "channel.metadata.customAttributes.count", value: 3, code: "bad.request"),
        Spoiled(path: "channel.metadata.customAttributes.scan", value: ["status": "clean"], code: "bad.request"),
        Spoiled(path: "channel.metadata.customAttributes.flag", value: true, code: "bad.request"),
        Spoiled(path: "channel.metadata.other", value: "x", code: "invalid.property"),
        Spoiled(
            path: "channel.metadata.customAttributes", value: ["a": .string(String(repeating: "x", count: 2048))],
            code: "constraint.validation"),
        Spoiled(path: "metadata.nested", value: ["a": "b"], code: "bad.request"),
        Spoiled(path: "metadata", value: ["a"], code: "bad.request"),
        Spoiled(path: "type", value: "Text", code: "invalid.property"),
        Spoiled(path: "text", value: .string(String(repeating: "x", count: 2001)), code: "constraint.validation"),
        Spoiled(path: "text", value: .null, code: "bad.request"),
        Spoiled(path: "content", value: "file", code: "bad.request"),
        Spoiled(path: "content[0].contentType", value: "Card", code: "invalid.value"),
        Spoiled(path: "content[0].attachment", value: nil, code: "constraint.validation"),
        Spoiled(path: "content[0].attachment.mediaType", value: nil, code: "constraint.validation"),
        Spoiled(path: "content[0].attachment.mediaType", value: "application/pdf", code: "invalid.value"),
        Spoiled(path: "content[0].attachment.mediaType", value: "file", code: "invalid.value"),
        Spoiled(path: "content[0].attachment.url", value: nil, code: "constraint.validation"),
        Spoiled(path: "content[0].attachment.url", value: "/files/1", code: "invalid.value"),
        Spoiled(path: "content[0].attachment.url", value: "ftp://files.example/1", code: "invalid.value"),
        Spoiled(path: "content[0].attachment.url", value: "https://user:word@files.example/1", code: "invalid.value"),
        Spoiled(path: "content[0].attachment.url", value: "http://files.example/1", code: "bad.request"),
        Spoiled(
            path: "content[0].attachment.url", value: .string("https://files.example/" + String(repeating: "x", count: 8192)),
            code: "constraint.validation"),
        Spoiled(path: "content[0].attachment.mime", value: "pdf", code: "invalid.value"),
        Spoiled(path: "content[0].attachment.sha256", value: "abc", code: "invalid.value"),
        Spoiled(path: "content[0].attachment.contentSizeBytes", value: 10, code: "invalid.property"),
        Spoiled(
            path: "content", value: [["attachment": Samples.attachment], ["attachment": Samples.attachment]],
            code: "constraint.validation"),
    ]

    @Test(arguments: spoiled)
    func refusesAMessageNamingTheMember(_ spoiled: Spoiled) throws {
        var caller = Caller()
        let reply = try caller.send(Samples.message.with(spoiled.path, spoiled.value))
        #expect(reply.answer.status == 400)
        #expect(reply.answer.body?["code"]?.string == spoiled.code)
        #expect(reply.answer.body?["details"]?.array?.first?["fieldName"]?.string == spoiled.path)
        #expect(reply.effects.isEmpty)
        #expect(try caller.messages().isEmpty)
    }

    @Test func namesTheAllowableValues() throws {
        var caller = Caller()
        let answer = try caller.send(Samples.message.with("content[0].attachment.mediaType", "application/pdf")).answer
        #expect(
            answer.body?["message"]?.string
                == "Value [application/pdf] is not valid for field type [mediaType]. Allowable values are: Image, Video, Audio, File, Link"
        )
        #expect(answer.body?["messageParams"]?["value"]?.string == "application/pdf")
    }

    @Test func refusesAMessageWithNeitherTextNorContent() throws {
        var caller = Caller()
        for message in [Samples.message.with("text", nil), Samples.message.with("text", "")] {
            #expect(try caller.send(message.with("content", nil)).answer.status == 400)
            #expect(try caller.send(message.with("content", [])).answer.status == 400)
        }
    }

    @Test(arguments: ["", "{", "nonsense", "{\"channel\":}", "[1,2"])
    func refusesABodyThatIsNotJSON(_ text: String) {
        var caller = Caller()
        let fields: HTTPFields = ["Authorization": "Bearer \(caller.token ?? "")", "Content-Type": "application/json"]
        let answer = caller.platform.handle(Call(.post, Caller.inboundPath, fields: fields, body: Array(text.utf8)), at: caller.now)
            .answer
        #expect(answer.status == 400)
        #expect(answer.body?["code"]?.string == "bad.request")
    }

    @Test(arguments: [nil, "text/plain", "application/x-www-form-urlencoded", "application/problem+json"])
    func refusesABodyOfAnotherType(_ type: String?) throws {
        var caller = Caller()
        var fields: HTTPFields = ["Authorization": "Bearer \(caller.token ?? "")"]
        fields["Content-Type"] = type
        let call = Call(.post, Caller.inboundPath, fields: fields, body: Samples.message.bytes)
        let answer = caller.platform.handle(call, at: caller.now).answer
        #expect(answer.status == 415)
        #expect(answer.body?["code"]?.string == "unsupported.media.type")
    }

    @Test(arguments: [(512_000, nil), (512_001, Int64(512_001)), (0, 512_001)])
    func refusesABodyOverTheLimitWhetherItCameOrWasAnnounced(_ bytes: Int, _ announced: Int64?) {
        var caller = Caller()
        let fields: HTTPFields = ["Authorization": "Bearer \(caller.token ?? "")", "Content-Type": "application/json"]
        let body = [UInt8](repeating: UInt8(ascii: " "), count: bytes)
        let answer = caller.platform.handle(
            Call(.post, Caller.inboundPath, fields: fields, body: body, contentLength: announced), at: caller.now
        ).answer
        #expect(answer.status == (bytes == 512_000 ? 400 : 413))
        if answer.status == 413 {
            #expect(
                answer.body?["message"]?.string
                    == "The request is over the size limit. Content-Length: 512001, Maximum bytes: 512000")
        }
    }

    @Test func refusesAnUnknownIntegration() throws {
        var caller = Caller()
        let reply = try caller.call(.post, "/api/v2/conversations/messages/none/inbound/open/message", Samples.message)
        #expect(reply.answer.status == 404)
        #expect(reply.answer.body?["code"]?.string == "not.found")
    }

    @Test func refusesAWrongQueryParameter() throws {
        var caller = Caller()
        let reply = try caller.call(.post, Caller.inboundPath, query: [("prefetchConversationId", "yes")], Samples.message)
        #expect(reply.answer.status == 400)
        #expect(reply.answer.body?["code"]?.string == "invalid.query.param.value")
    }
}
