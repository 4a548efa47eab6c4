import Testing

@testable import Genesys

struct ForwardingTests {
    @Test func replacesAddressesAndKeepsTheRest() throws {
        let body = """
            {"id":"m","channel":{"id":"i"},"type":"Text","new":{"n":1.5},"content":[
              {"contentType":"Attachment","attachment":{"id":"a","url":"https://old/a","extra":true}},
              {"contentType":"QuickReply","quickReply":{"text":"Yes"}},
              {"contentType":"Attachment","attachment":{"id":"b","url":"https://old/b"}},
              {"contentType":"Attachment","attachment":{"id":"c","url":"https://old/c"}}]}
            """
        let sent = try OpenMessage.body(Array(body.utf8)) { ["https://new/a", nil, "https://new/c"][$0] }
        let expected = """
            {"id":"m","channel":{"id":"i"},"type":"Text","new":{"n":1.5},"content":[
              {"contentType":"Attachment","attachment":{"id":"a","url":"https://new/a","extra":true}},
              {"contentType":"QuickReply","quickReply":{"text":"Yes"}},
              {"contentType":"Attachment","attachment":{"id":"c","url":"https://new/c"}}]}
            """
        #expect(try json(sent) == json(expected))
    }

    @Test(arguments: [
        #"{"contentType":"Hologram","attachment":{"url":"https://old"}}"#, #"{"attachment":["https://old"]}"#, #""https://old""#,
        #"["https://old"]"#,
    ])
    func passesNothingOnThatIsNotUnderstood(element: String) throws {
        let body = #"{"id":"m","channel":{},"type":"Text","content":[\#(element)]}"#
        let sent = try OpenMessage.body(Array(body.utf8)) { _ in "https://new" }
        #expect(try json(sent) == json(#"{"id":"m","channel":{},"type":"Text","content":[]}"#))
    }

    @Test func passesNoFileOnBehindTheLastThatIsRead() throws {
        let file = #"{"contentType":"Attachment","attachment":{"url":"https://old"}}"#
        let body =
            #"{"id":"m","channel":{},"type":"Text","content":[\#(Array(repeating: file, count: 1100).joined(separator: ","))]}"#
        let sent = try OpenMessage.body(Array(body.utf8)) { _ in "https://new" }
        #expect(!String(decoding: sent, as: UTF8.self).contains("https://old"))
    }

    @Test func leavesAMessageWithoutContentAlone() throws {
        let body = #"{"channel":{},"id":"m","text":"Hi/there","type":"Text"}"#
        #expect(try OpenMessage.body(Array(body.utf8)) { _ in nil } == Array(body.utf8))
        #expect(throws: GenesysError.self) { try OpenMessage.body(Array("{}".utf8)) { _ in nil } }
    }
}
