import HTTPSemantics
import Testing

@testable import GenesysSimulator

struct MediaOrderTests {
    private func order(mime: String?, allowed: [String] = ["*/*"]) -> MediaOrder {
        MediaOrder(
            messageID: "1", url: "https://files.example/1", mime: mime.flatMap { MediaType($0) },
            allowed: allowed.compactMap { MediaType($0) }, maximumBytes: 100)
    }

    @Test(arguments: [
        ("application/pdf", "application/pdf"), ("application/pdf", "Application/PDF; charset=binary"), (nil, "image/png"),
    ])
    func readsABodyOfTheDeclaredType(_ mime: String?, _ type: String) {
        #expect(order(mime: mime).refuse(status: 200, fields: ["Content-Type": type, "Content-Length": "100"]) == nil)
    }

    @Test(arguments: [
        (404, "application/pdf", "1"), (302, "application/pdf", "1"), (206, "application/pdf", "1"), (200, "text/html", "1"),
        (200, "", "1"), (200, "application/pdf", "101"),
    ])
    func refusesEverythingElseAndSaysWhy(_ status: Int, _ type: String, _ length: String) throws {
        let fetched = try #require(
            order(mime: "application/pdf").refuse(status: status, fields: ["Content-Type": type, "Content-Length": length]))
        #expect(fetched.state == .failed)
        #expect(fetched.status == status)
        #expect(fetched.error?.isEmpty == false)
    }

    @Test func dropsAnUndeclaredTypeThatTheProfileDoesNotLetIn() {
        let fetched = order(mime: nil, allowed: ["image/*"]).refuse(status: 200, fields: ["Content-Type": "application/pdf"])
        #expect(fetched?.state == .dropped)
        #expect(fetched?.error == nil)
    }
}
