import Foundation
import TestSupport
import Testing

@Suite struct LogTests {
    @Test func nothingOfACustomersIsLogged() async throws {
        let folder = try TestFolder.withSignatures()
        let gateway = try await RunningGateway.start(in: folder, #"logging: { level: "debug" }"#)
        try await gateway.ready()
        let released = try await gateway.upload("Good morning.\n", as: "confidential-clean.txt")
        #expect(released.status == 200)
        let link = try #require(released.member("url"))
        let path = try #require(URL(string: link)).path(percentEncoded: true)
        let query = try #require(URL(string: link)?.query(percentEncoded: true))
        #expect(try await gateway.get(path + "?" + query).status == 200)
        #expect(try await gateway.get(path + "?" + query + "x").status == 403)
        #expect(try await gateway.upload(Eicar.text, as: "confidential-virus.txt").status == 422)
        #expect(try await gateway.upload("MZ", as: "confidential.exe").status == 415)
        #expect(try await gateway.upload("Good morning.\n", as: "confidential.pdf", type: "application/pdf").status == 415)
        #expect(try await gateway.upload("", as: "confidential-empty.txt").status == 400)
        #expect(try await gateway.upload("Good morning.\n", as: "confidential.txt", key: "confidential-key").status == 401)
        #expect(try await gateway.upload("Good morning.\n", as: "confidential%0Aforged.txt").status == 200)
        let broken = try await gateway.upload(
            "Good morning.\n", as: "confidential.txt", type: "multipart/form-data; boundary=confidential")
        #expect(broken.status == 400)
        #expect(try await gateway.stop() == 0)

        // Each line parses, or this throws.
        #expect(try gateway.run.log().allSatisfy { $0["time"] != nil && $0["level"] != nil && $0["message"] != nil })
        let signature = try #require(query.split(separator: "signature=").last).prefix { $0 != "&" }
        for secret in ["confidential", "customer-1", RunningGateway.key, "Bearer", String(signature), "signature="] {
            #expect(!gateway.run.errors.contains(secret), "\(secret)")
        }
        #expect(gateway.run.output.isEmpty)
    }
}
