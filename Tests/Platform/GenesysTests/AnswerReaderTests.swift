import Foundation
import HTTPSemantics
import Testing

@testable import Genesys
@testable import HTTPClient

struct AnswerReaderTests {
    static let now = Date(timeIntervalSince1970: 784_111_777)  // Sun, 06 Nov 1994 08:49:37 GMT

    func failure(_ status: Int, _ fields: HTTPFields = [:], _ body: String = "", call: Endpoint = .inboundMessage) throws
        -> GenesysError
    {
        let reader = AnswerReader(call: call, now: Self.now)
        let response = HTTPClient.Response(status: status, fields: fields, body: Array(body.utf8))
        return try #require(#expect(throws: GenesysError.self) { try reader.body(of: response) })
    }

    @Test(arguments: [200, 201, 202, 204])
    func takesSuccesses(status: Int) throws {
        let response = HTTPClient.Response(status: status, fields: [:], body: [1])
        #expect(try AnswerReader(call: .notice, now: Self.now).body(of: response) == [1])
    }

    @Test(
        arguments: [
            (400, .rejected, false), (401, .badCredentials, true), (403, .missingPermission, false), (404, .notFound, false),
            (408, .unavailable, true), (409, .rejected, false), (413, .rejected, false), (415, .rejected, false),
            (422, .rejected, false), (429, .rateLimited, true), (500, .unavailable, true), (502, .unavailable, true),
            (503, .unavailable, true), (504, .unavailable, true), (302, .unreadableAnswer, true), (501, .unreadableAnswer, true),
        ] as [(Int, GenesysError.Code, Bool)])
    func knowsWhichFailuresPass(status: Int, code: GenesysError.Code, isRetryable: Bool) throws {
        let error = try failure(status)
        #expect(error.code == code && error.isRetryable == isRetryable)
    }

    @Test(arguments: [400, 401, 403])
    func triesWrongCredentialsAgainSlowly(status: Int) throws {
        let body = #"{"error":"invalid_client","description":"client not found","error_description":"client not found"}"#
        let error = try failure(status, [:], body, call: .token)
        #expect(error.code == .badCredentials && error.isRetryable && error.retryAfter == .seconds(60))
        #expect(error.description.contains("invalid_client: client not found"))
    }

    @Test(
        arguments: [
            (["Retry-After": "42"], .seconds(42)),
            (["Retry-After": "Sun, 06 Nov 1994 08:50:07 GMT"], .seconds(30)),
            (["Retry-After": "Sun, 06 Nov 1994 08:00:00 GMT"], .zero),
            (["Retry-After": "999999999"], .seconds(3600)),
            (["Retry-After": "42", "inin-ratelimit-reset": "61"], .seconds(42)),
            ([:], nil),
        ] as [(HTTPFields, Duration?)], [429, 503])
    func waitsAsLongAsItIsAsked(_ asked: (fields: HTTPFields, wait: Duration?), status: Int) throws {
        #expect(try failure(status, asked.fields).retryAfter == asked.wait)
    }

    /// The rate limit's period is in every answer, and asks nothing of who met another failure.
    @Test(
        arguments: [["inin-ratelimit-reset": "61"], ["Retry-After": "soon", "inin-ratelimit-reset": "61"]] as [HTTPFields],
        [(429, .seconds(61)), (503, nil), (408, nil)] as [(Int, Duration?)])
    func waitsForTheEndOfThePeriodOnlyForTheRateLimit(_ fields: HTTPFields, _ expected: (status: Int, wait: Duration?)) throws {
        #expect(try failure(expected.status, fields).retryAfter == expected.wait)
    }

    @Test func repeatsThePlatformsCodeMessageAndCorrelation() throws {
        let body = """
            {"message":"Value [Private] is not valid for field type [type].","code":"invalid.value","status":400,"entityId":null,
             "messageParams":{},"contextId":"c","details":[],"errors":[]}
            """
        let text = try failure(400, ["ININ-Correlation-Id": "2f5c-1"], body).description
        #expect(text.contains("invalid.value: Value [Private] is not valid") && text.contains("correlation id 2f5c-1"))
    }

    @Test func namesThePermissionAndWhereToGrantIt() throws {
        let text = try failure(403, [:], #"{"code":"missing.permissions"}"#).description
        #expect(text.contains("conversation:message:receive") && text.contains("OAuth") && text.contains("Roles"))
        #expect(try failure(403, call: .notice).description.contains("conversation:message:create"))
    }

    @Test(
        arguments: [
            (
                #"{"code":"missing.permissions","message":"You are missing the following permission(s): routing:queue:view, conversation:message:create"}"#,
                "routing:queue:view, conversation:message:create"
            ),
            (
                #"{"code":"missing.any.permissions","message":"{permissions}","messageParams":{"permissions":"[\"a:b\",\"conversation:cachedMedia:delete\"]","n":7}}"#,
                "conversation:cachedMedia:delete"
            ),
            (#"{"code":"not.authorized","message":"Token for user:name:x"}"#, "conversation:message:receive"),
        ])
    func namesThePermissionThatThePlatformNames(body: String, permission: String) throws {
        let text = try failure(403, [:], body).description
        #expect(text.contains("add the permission \(permission) to a role"))
    }

    @Test func pointsAtTheRolesWhereNoPermissionIsKnown() throws {
        #expect(try failure(403, call: .attributes).description.contains("check the roles of the OAuth client"))
    }

    @Test func keepsLinksAndControlCharactersOutOfErrors() throws {
        let body = #"{"message":"cannot fetch \"https://gw/files/1?signature=abc\"\nand so on","code":1}"#
        let text = try failure(400, ["ININ-Correlation-Id": "a b https://x"], body).description
        #expect(!text.contains("signature") && !text.contains("\n") && !text.contains("https://x") && text.contains("<link>"))
    }

    @Test(arguments: ["", "<html>no</html>", "[]", "null", #"{"message":{"a":1},"code":["x"]}"#])
    func standsAnyBody(body: String) throws {
        #expect(try failure(400, [:], body).description == "inboundMessage: status 400; the request itself must change")
    }

    @Test func cutsLongMessages() throws {
        let body = #"{"message":""# + String(repeating: "x", count: 5000) + #""}"#
        #expect(try failure(400, [:], body).description.count < 500)
    }
}
