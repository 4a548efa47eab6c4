import HTTPClient
import HTTPSemantics
import JSON

/// The platform's own web messenger, where the agent has a file before anybody has looked at it: what is found out comes after the fact.
extension Scenario {
    static let watcher = [
        Scenario("a clean file on the web messenger is noticed, fetched, scanned, and the conversation says so") { demo in
            let guest = Guest(demo: demo)
            let conversation = try await guest.write(with: Sample.text)
            let id = try await guest.attachment(in: conversation, becomes: "released")
            try await guest.waitForFlag("clean", on: conversation)
            let known = try await guest.attachments(in: conversation)
            try expect(known.count == 1, "the file was taken \(known.count) times")
            try expect(known[0]["id"].string == id && known[0]["source"].string == "watcher", "it came as \(known[0].text)")
        },
        Scenario("the EICAR test file on the web messenger is found after the fact: destroyed here, flagged there") { demo in
            let guest = Guest(demo: demo)
            let conversation = try await guest.write(with: Sample.eicar)
            let id = try await guest.attachment(in: conversation, becomes: "infected")
            try await guest.waitForFlag("quarantined", on: conversation)
            try await Wait.until("the bytes are gone", atMost: .seconds(10)) { try !demo.holdsBytes(of: id) }
        },
    ]
}
