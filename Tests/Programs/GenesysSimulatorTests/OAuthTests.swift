import Foundation
import HTTPSemantics
import JSON
import Testing

@testable import GenesysSimulator

struct OAuthTests {
    private static let form = "application/x-www-form-urlencoded"

    private func ask(_ body: String, _ fields: HTTPFields) -> Answer {
        var caller = Caller(hasToken: false)
        return caller.platform.handle(Call(.post, "/oauth/token", fields: fields, body: Array(body.utf8)), at: caller.now).answer
    }

    private func basic(_ credentials: String) -> HTTPFields {
        ["Authorization": "Basic \(Data(credentials.utf8).base64EncodedString())", "Content-Type": Self.form]
    }

    @Test func givesATokenForBasicCredentials() {
        let answer = ask("grant_type=client_credentials", basic("lazaret-demo-client:lazaret-demo-secret"))
        #expect(answer.status == 200)
        #expect(answer.body?["token_type"] == "bearer")
        #expect(answer.body?["expires_in"] == 86_399)
        #expect(answer.body?["access_token"]?.string?.count == 64)
    }

    @Test func givesATokenForCredentialsInTheForm() {
        let answer = ask(
            "grant_type=client_credentials&client_id=lazaret%2Ddemo-client&client_secret=lazaret-demo-secret&scope=a+b",
            ["Content-Type": Self.form])
        #expect(answer.status == 200)
    }

    @Test(arguments: [
        ("lazaret-demo-client:wrong", "grant_type=client_credentials", "invalid_client", "authentication failed"),
        ("nobody:lazaret-demo-secret", "grant_type=client_credentials", "invalid_client", "client not found"),
        ("nocolon", "grant_type=client_credentials", "invalid_client", "client not found"),
        ("lazaret-demo-client:lazaret-demo-secret", "grant_type=password", "unsupported_grant_type", "unsupported grant type"),
        ("lazaret-demo-client:lazaret-demo-secret", "", "invalid_request", "grant_type is required in a form body"),
    ])
    func refusesInTheShapeOfTheLoginHost(_ credentials: String, _ body: String, _ error: String, _ description: String) {
        let answer = ask(body, basic(credentials))
        #expect(answer.status == 400)
        #expect(
            answer.body == [
                "error": .string(error), "description": .string(description), "error_description": .string(description),
            ])
    }

    @Test func refusesAFormWithoutItsType() {
        var fields = basic("lazaret-demo-client:lazaret-demo-secret")
        fields["Content-Type"] = "application/json"
        #expect(ask("grant_type=client_credentials", fields).body?["error"] == "invalid_request")
    }

    @Test(arguments: [
        (nil, "authentication.required"), ("Basic abc", "authentication.required"), ("Bearer", "authentication.required"),
        ("Bearer unknown", "bad.credentials"),
    ])
    func refusesACallWithoutAGoodToken(_ authorization: String?, _ code: String) throws {
        var caller = Caller()
        var fields: HTTPFields = ["Content-Type": "application/json"]
        fields["Authorization"] = authorization
        let answer = caller.platform.handle(
            Call(.post, Caller.inboundPath, fields: fields, body: Samples.message.bytes), at: caller.now
        ).answer
        #expect(answer.status == 401)
        #expect(answer.body?["code"]?.string == code)
        #expect(answer.body?["status"] == 401)
        #expect(answer.body?["contextId"]?.string == answer.fields["ININ-Correlation-Id"])
    }

    @Test func refusesATokenThatIsPast() throws {
        var caller = Caller { $0.tokenLifetime = .seconds(60) }
        caller.now += 59
        #expect(try caller.send(Samples.message(id: "1")).answer.status == 200)
        caller.now += 1
        let answer = try caller.send(Samples.message(id: "2")).answer
        #expect(answer.status == 401)
        #expect(answer.body?["code"] == "credentials.expired")
    }
}
