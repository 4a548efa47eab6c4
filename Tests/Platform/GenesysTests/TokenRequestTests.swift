import HTTPClient
import HTTPSemantics
import Observability
import Testing

@testable import Genesys

struct TokenRequestTests {
    @Test func sendsTheCredentialsByBasicToThePlatform() throws {
        let request = try Samples.configuration(.platform).tokenRequest()
        #expect(request.fields["Authorization"] == "Basic Y2xpZW50LTE6czNjcmV0Lysm")
        #expect(request.fields["Content-Type"] == "application/x-www-form-urlencoded")
        #expect(String(decoding: request.body, as: UTF8.self) == "grant_type=client_credentials")
    }

    @Test func sendsTheCredentialsInTheFormAsTheTutorials() throws {
        let request = try Samples.configuration(.tutorial).tokenRequest()
        #expect(request.fields["Authorization"] == nil)
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == "grant_type=client_credentials&client_id=client-1&client_secret=s3cret%2F%2B%26")
    }

    @Test func neverPrintsTheSecret() {
        let configuration = Samples.configuration()
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in ["\(configuration)", String(reflecting: configuration), dumped, "\(configuration.clientSecret)"] {
            #expect(!text.contains("s3cret") && text.contains("<redacted>"))
        }
    }

    @Test(
        arguments: [
            (#"{"access_token":"t","token_type":"bearer","expires_in":86399}"#, .seconds(86399)),
            (#"{"access_token":"t"}"#, .seconds(300)),
            (#"{"access_token":"t","expires_in":-5}"#, .zero),
            (#"{"access_token":"t","expires_in":1e300}"#, .seconds(604_800)),
        ] as [(String, Duration)])
    func readsAGrant(body: String, lifetime: Duration) throws {
        #expect(try TokenGrant(Array(body.utf8)) == TokenGrant(token: Secret("t"), lifetime: lifetime))
    }

    @Test(arguments: ["", "<html>", "{}", #"{"access_token":""}"#, "[1]"])
    func refusesAGrantWithoutAToken(body: String) {
        let error = #expect(throws: GenesysError.self) { try TokenGrant(Array(body.utf8)) }
        #expect(error?.code == .unreadableAnswer)
    }
}
