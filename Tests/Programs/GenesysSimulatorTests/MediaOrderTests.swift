import HTTPSemantics
import JSON
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
        #expect(order(mime: mime).refuse(status: 200, fields: ["Content-Type": type]) == nil)
    }

    @Test(arguments: [
        (404, "application/pdf"), (302, "application/pdf"), (206, "application/pdf"), (200, "text/html"),
        (200, ""),
    ])
    func refusesEverythingElseAndSaysWhy(_ status: Int, _ type: String) throws {
        let fetched = try #require(
            order(mime: "application/pdf").refuse(status: status, fields: ["Content-Type": type]))
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
