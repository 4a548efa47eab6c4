import Foundation
import Pipeline
import Testing

@testable import Genesys

/// Every file of a message to the customer is found, and no address of the platform's stays in it.
struct MessageFilesTests {
    private static let addresses = PlatformAddresses(Region(domain: "mypurecloud.com"), apiURL: "http://127.0.0.1:8090")
    private static let url = "https://api-downloads.mypurecloud.com/api/v2/downloads/1"

    private func found(_ body: String) throws -> MessageFiles { try MessageFiles(Array(body.utf8), Self.addresses) }

    @Test(
        arguments: [
            #"{"content":[{"contentType":"Attachment","attachment":{"url":"URL"}}]}"#,
            #"{"content":[{"contentType":"Card","attachment":{"url":"URL"}}]}"#, #"{"content":{"attachment":{"url":"URL"}}}"#,
            #"{"content":[{"attachment":"URL"}]}"#, #"{"content":[{"attachment":[{"url":"URL"}]}]}"#,
            #"{"content":[{"contentType":"Notification","template":{"header":{"type":"Media","media":{"url":"URL"}}}}]}"#,
            #"{"content":[{"contentType":"Notification","template":{"header":{"media":{"attachment":{"url":"URL"}}}}}]}"#,
            #"{"relatedMessages":[{"content":[{"contentType":"Attachment","attachment":{"url":"URL"}}]}]}"#,
            #"{"relatedMessages":[{"relatedMessages":[{"content":[{"attachment":{"url":"URL"}}]}]}]}"#,
            #"{"content":[{"contentType":"Card","card":{"title":"T","image":"URL"}}]}"#,
            #"{"content":[{"contentType":"Card","card":{"title":"T","video":"URL"}}]}"#,
            #"{"content":[{"contentType":"Carousel","carousel":{"cards":[{"image":"URL"}]}}]}"#,
            #"{"content":[{"contentType":"QuickReply","quickReply":{"text":"Y","image":"URL"}}]}"#,
            #"{"content":[{"contentType":"Story","story":{"url":"URL"}}]}"#,
            #"{"content":[{"contentType":"DatePicker","datePicker":{"imageUrl":"URL"}}]}"#, #"{"somethingNew":{"deep":["URL"]}}"#,
        ])
    func findsAFileWhereverItHangs(_ body: String) throws {
        let found = try found(body.replacing("URL", with: Self.url))
        #expect(found.files.map(\.url) == [Self.url])
        #expect(found.message.contains("lazaret:file/0") && !found.message.contains("mypurecloud"))
    }

    @Test(
        arguments: [
            "HTTPS://API.MYPURECLOUD.COM/api/v2/downloads/1", "https://user@api.mypurecloud.com/1", "//api.mypurecloud.com/1",
            " https://api.mypurecloud.com/1", "http://127.0.0.1:8090/api/v2/downloads/1",
        ])
    func knowsThePlatformsAddresses(_ url: String) throws {
        #expect(try found(#"{"content":[{"card":{"image":"\#(url)"}}]}"#).files.count == 1)
    }

    @Test func aFileHasAThumbnailOfItsOwn() throws {
        let body = #"{"content":[{"attachment":{"url":"URL","mime":"a/b","thumbnail":{"url":"URL2"}}}]}"#.replacing(
            "URL", with: Self.url)
        let found = try found(body)
        #expect(found.files.map(\.url) == [Self.url, Self.url + "2"] && found.files.first?.mime == "a/b")
        #expect(!found.message.contains("mypurecloud"))
    }

    @Test(
        arguments: [
            #"{"text":"https://api.mypurecloud.com/1","content":[]}"#,
            #"{"content":[{"contentType":"Card","card":{"title":"T","image":"https://shop.example.com/1.png"}}]}"#,
            #"{"content":[{"contentType":"Story","story":{"url":"https://shop.example.com/1"}}]}"#, #"{"media":{"kind":"none"}}"#,
            #"{"attachment":null}"#, "{}",
        ])
    func leavesWordsAndPicturesElsewhereAsTheyAre(_ body: String) throws {
        let found = try found(body)
        #expect(found.files.isEmpty && found.message == body)
    }

    @Test func anAttachmentWithoutAnAddressIsOneThatCannotBeJudged() throws {
        #expect(try found(#"{"content":[{"attachment":{"id":"x"}}]}"#).files.map(\.url) == [nil])
    }

    @Test func looksAtAHundredFilesAndLetsNoOtherThrough() throws {
        let element = #"{"attachment":{"url":"\#(Self.url)"}}"#
        let found = try found(#"{"content":[\#(Array(repeating: element, count: 102).joined(separator: ","))]}"#)
        #expect(found.files.count == 100 && found.message.contains("lazaret:file/101"))
        #expect(!found.message.contains("mypurecloud"))
    }

    @Test func namesWhatElseThereIs() throws {
        #expect(try found(#"{"content":[{"contentType":"Card"},{"contentType":"Attachment"}]}"#).otherContent == "Card")
        #expect(try found(#"{"content":[{"contentType":"Attachment"}]}"#).otherContent == nil)
        #expect(throws: GenesysError.self) { try found("[]") }
    }
}
