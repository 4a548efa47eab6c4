import Foundation
import HTTPSemantics
import JSON
import Testing

@testable import GenesysSimulator

struct MediaTests {
    private static let cached = "/api/v2/conversations/messages/cachedmedia"

    /// A caller whose message's attachment was fetched.
    private func fetched(_ caller: inout Caller) throws {
        guard case .fetch(let order) = try caller.send(Samples.message).effects.first else { throw Refusal.notFound }
        var fetched = FetchedMedia(.ok)
        fetched.contentType = "application/pdf"
        fetched.bytes = 4
        caller.platform.record(fetched, bytes: Array("%PDF".utf8), for: order, at: caller.now)
    }

    private func follow(_ location: String, _ caller: inout Caller, fields: HTTPFields = [:]) throws -> Answer {
        let parts = try #require(URLComponents(string: location))
        let query = (parts.queryItems ?? []).map { (name: $0.name, value: $0.value ?? "") }
        return caller.platform.handle(Call(.get, parts.path, query: query, fields: fields), at: caller.now).answer
    }

    @Test func aDownloadIsASignedAddressOnAnotherHost() throws {
        var caller = Caller()
        _ = try caller.writeOnTheWeb(file: "note.txt")
        let url = try #require(caller.platform.media.all.first.map { "/api/v2/downloads/\($0.id)" })
        let redirect = try caller.get(url)
        let location = try #require(redirect.fields["Location"])
        #expect(redirect.status == 303)
        #expect(location.hasPrefix("http://localhost:8090/simulated-storage/"))
        #expect(try caller.get(url, query: [("issueRedirect", "false")]).body?["url"]?.string == location)
        let file = try follow(location, &caller)
        #expect(file.content?.bytes == Array("the file".utf8))
        #expect(file.content?.type == "text/plain")
        #expect(file.fields["Content-Disposition"] == "attachment; filename=\"note.txt\"")
    }

    @Test func aSignedAddressIsForNobodysTokenAndNotForLong() throws {
        var caller = Caller()
        _ = try caller.writeOnTheWeb(file: "note.txt")
        let id = try #require(caller.platform.media.all.first?.id)
        let location = try #require(try caller.get("/api/v2/downloads/\(id)").fields["Location"])
        #expect(try follow(location, &caller, fields: ["Authorization": "Bearer x"]).status == 400)
        #expect(try follow(location + "0", &caller).status == 403)
        #expect(try follow(location.replacing(/expires=[0-9]+/, with: "expires=99999999999"), &caller).status == 403)
        caller.now += 601
        #expect(try follow(location, &caller).status == 403)
    }

    @Test func whatWasFetchedIsCachedAndCanBeWithdrawn() throws {
        var caller = Caller()
        try fetched(&caller)
        let listing = try #require(try caller.get(Self.cached, query: [("url", Samples.attachment["url"]?.string ?? "")]).body)
        let item = try #require(listing["entities"]?.array?.first)
        #expect(listing["total"] == 1)
        #expect(item["mediaType"] == "application/pdf")
        #expect(item["contentLengthBytes"] == 4)
        #expect(try caller.get(Self.cached, query: [("url", "https://files.example/other")]).body?["total"] == 0)
        let one = "\(Self.cached)/\(item["id"]?.string ?? "")"
        #expect(try caller.get(one).body == item)
        #expect(try caller.call(.delete, one).answer.status == 202)
        #expect(try caller.get(one).status == 404)
        #expect(try caller.messages().first?["fetched"]?["state"] == "withdrawn")
    }

    @Test func aCopyIsNotKeptForEver() throws {
        var caller = Caller { $0.mediaLifetime = .seconds(10) }
        try fetched(&caller)
        caller.now += 11
        #expect(try caller.get(Self.cached).body?["total"] == 0)
    }

    @Test func theOldestFilesGoWhenThereIsNoMoreRoom() {
        var store = MediaStore(capacity: 10, maximumBytes: 10)
        for number in 1...3 {
            let date = Date(timeIntervalSince1970: 0)
            store.add(
                StoredMedia(
                    id: "\(number)", name: "", type: "", bytes: [1, 2, 3, 4], origin: nil, created: date, expires: date))
        }
        #expect(store.all.map(\.id) == ["2", "3"])
    }

    @Test func aFileThatTheProfileDoesNotLetInIsNotShown() throws {
        var caller = Caller()
        let id = try #require(try caller.get("/api/v2/conversations/messaging/supportedcontent/default").body?["id"]?.string)
        _ = try caller.call(
            .patch, "/api/v2/conversations/messaging/supportedcontent/\(id)",
            ["mediaTypes": ["allow": ["inbound": [["type": "image/*"]]]]])
        let sent = try caller.writeOnTheWeb(file: "note.txt")
        #expect(
            try caller.get("/api/v2/conversations/messages/\(sent["id"]?.string ?? "")/details").body?["normalizedMessage"]?[
                "content"] == nil)
    }
}
