import Attachments
import Foundation
import Pipeline
import Testing

@testable import Channels

@Suite struct ForwardedMessageTests {
    private func json(_ files: [ForwardedFile], payload: String = Samples.payload) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(ForwardedMessage(Samples.message(payload), files: files).json))
    }

    @Test func putsOurLinksInPlaceOfThePlatforms() throws {
        let json = try json([Samples.file(1, state: .released), Samples.file(2, state: .released)])
        #expect((member(json, "content") as? [Any])?.count == 3)
        #expect(
            member(json, "content", 0, "attachment", "url") as? String == "https://files.example.com/files/1?signature=x&expires=1")
        #expect(member(json, "content", 0, "attachment", "filename") as? String == "clean-1.pdf")
        #expect(member(json, "content", 0, "attachment", "mime") as? String == "application/pdf")
        #expect(member(json, "content", 1, "card", "title") as? String == "Order 1")
        #expect(
            member(json, "content", 2, "attachment", "url") as? String == "https://files.example.com/files/2?signature=x&expires=1")
        #expect(member(json, "unknown", "kept") as? Bool == true)
        #expect(member(json, "refused") == nil)
    }

    @Test func leavesOutWhatDidNotPassAndSaysSo() throws {
        let json = try json([Samples.file(1, state: .infected), Samples.file(2, state: .released)])
        #expect((member(json, "content") as? [Any])?.count == 2)
        #expect(member(json, "content", 0, "card", "title") as? String == "Order 1")
        #expect(member(json, "content", 1, "attachment", "filename") as? String == "clean-2.pdf")
        #expect(member(json, "refused", 0, "state") as? String == "infected")
        #expect(member(json, "refused", 0, "filename") as? String == "clean-1.pdf")
    }

    @Test(arguments: [0, 1, 2, 3]) func passesNoAddressOfThePlatformsOn(_ files: Int) throws {
        let files = try (0..<files).map { try Samples.file($0 + 1, state: $0 == 1 ? .infected : .released) }
        let text = String(decoding: try ForwardedMessage(Samples.message(), files: files).json, as: UTF8.self)
        #expect(!text.contains("mypurecloud.com"))
    }

    /// What is read as a file when the event comes must be the same that gets a link when it goes.
    @Test(arguments: [
        #"{"contentType":"Attachment\u0001","attachment":{"url":"https://a.mypurecloud.com/1"}},"#,
        #"{"contentType":"Image","attachment":{"url":"https://a.mypurecloud.com/1"}},"#, #""attachment","#,
        #"{"contentType":"Attachment","attachment":"https://a.mypurecloud.com/1"},"#,
    ])
    func givesEachFileItsOwnLink(_ stranger: String) throws {
        let payload =
            #"{"content":[\#(stranger){"contentType":"","attachment":{"url":"https://a.mypurecloud.com/2"}},"#
            + #"{"contentType":"ATTACHMENT","attachment":{"url":"https://a.mypurecloud.com/3"}}]}"#
        let files = try [Samples.file(1, state: .infected), Samples.file(2, state: .released)]
        let json = try json(files, payload: payload)
        let content = try #require(member(json, "content") as? [Any])
        #expect(content.compactMap { member($0, "attachment", "filename") as? String } == ["clean-2.pdf"])
        #expect(!String(describing: json).contains("mypurecloud"))
    }

    /// Each file has a place in the message that was kept, wherever it hangs.
    @Test func fillsEveryPlaceOrTakesOutWhatHangsOnIt() throws {
        let payload = """
            {"text":"Hi","content":[
            {"contentType":"Attachment","attachment":{"url":"lazaret:file/0","mime":"a/b","thumbnail":{"url":"lazaret:file/1"}}},
            {"contentType":"Notification","template":{"header":{"type":"Media","media":{"url":"lazaret:file/2"}},"body":{"text":"B"}}},
            {"contentType":"Card","card":{"title":"C","image":"lazaret:file/3"}},
            {"contentType":"Story","story":{"url":"lazaret:file/4"}}],
            "relatedMessages":[{"content":[{"contentType":"Attachment","attachment":{"url":"lazaret:file/5"}}]}]}
            """
        for stopped in -1..<6 {
            let files = try (0..<6).map { try Samples.file($0 + 1, state: $0 == stopped ? .infected : .released) }
            let json = try json(files, payload: payload)
            let link = { (number: Int) in
                number == stopped ? nil : "https://files.example.com/files/\(number + 1)?signature=x&expires=1"
            }
            let content = try #require(member(json, "content") as? [Any])
            let attachment = content.lazy.compactMap { member($0, "attachment") }.first
            #expect(member(attachment, "url") as? String == link(0))
            #expect(member(attachment, "thumbnail", "url") as? String == (stopped == 0 ? nil : link(1)))
            #expect(member(attachment, "thumbnail", "filename") == nil)
            let template = try #require(content.lazy.compactMap { member($0, "template") }.first)
            #expect(member(template, "header", "media", "url") as? String == link(2))
            #expect(member(template, "body", "text") as? String == "B")
            let card = try #require(content.lazy.compactMap { member($0, "card") }.first)
            #expect(member(card, "image") as? String == link(3) && member(card, "title") as? String == "C")
            #expect(content.lazy.compactMap { member($0, "story", "url") as? String }.first == link(4))
            #expect(member(json, "relatedMessages", 0, "content", 0, "attachment", "url") as? String == link(5))
            #expect((member(json, "refused") as? [Any])?.count ?? 0 == (stopped < 0 ? 0 : 1))
            #expect(!String(describing: json).contains("lazaret:file"))
        }
    }

    @Test func namesFilesBeyondThoseThatWereLookedAt() throws {
        let json = try json([], payload: #"{"content":[{"attachment":{"url":"lazaret:file/100"}}]}"#)
        #expect((member(json, "content") as? [Any])?.isEmpty == true)
        #expect(member(json, "refused", 0, "outcome") as? String == "limit")
    }

    @Test func passesNoContentOnThatIsNoList() throws {
        let json = try json([], payload: #"{"text":"Hi","content":{"attachment":{"url":"https://a.mypurecloud.com/1"}}}"#)
        #expect((member(json, "content") as? [Any])?.isEmpty == true && member(json, "text") as? String == "Hi")
    }

    @Test(arguments: ["", "[]", "null", "{", #""text""#]) func refusesWhatIsNoObject(_ payload: String) throws {
        #expect(throws: (any Error).self) { try json([], payload: payload) }
    }
}
