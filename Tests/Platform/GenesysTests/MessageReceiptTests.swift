import Testing

@testable import Genesys

struct MessageReceiptTests {
    func messageID(_ body: String, isRequired: Bool = true) throws -> String? {
        try MessageReceipt(Array(body.utf8)).messageID(of: .inboundMessage, isRequired: isRequired)
    }

    @Test(arguments: [
        #"{"id":"m-1","channel":{"id":"integration-1"},"type":"Text","text":"x","content":[]}"#,
        #"{"id":"m-1","status":"Published"}"#,
        #"{"id":"m-1","reasons":"none"}"#,
    ])
    func takesTheIdentifier(body: String) throws {
        #expect(try messageID(body) == "m-1")
    }

    @Test(
        arguments: [
            (#"{"id":"m-1","status":"Failed"}"#, .unavailable),
            (#"{"id":"m-1","status":"Failed","reasons":[{"code":"RateLimited","message":"x"}]}"#, .unavailable),
            (#"{"id":"m-1","status":"Failed","reasons":[{"code":"MediaTypeNotAllowed"}]}"#, .rejected),
            (#"{"id":"m-1","status":"Failed","reasons":[{"code":"ServerError"},{"code":"InvalidDestination"}]}"#, .rejected),
            ("{}", .unreadableAnswer), ("", .unreadableAnswer), ("<html>", .unreadableAnswer), (#"{"id":7}"#, .unreadableAnswer),
        ] as [(String, GenesysError.Code)])
    func doesNotTakeASuccessfulCallForASentMessage(body: String, code: GenesysError.Code) throws {
        let error = #expect(throws: GenesysError.self) { try messageID(body) }
        #expect(error?.code == code)
    }

    @Test func standsAMissingIdentifierWhereNoneIsDocumented() throws {
        #expect(try messageID("", isRequired: false) == nil)
    }
}
