import Attachments
import Foundation
import Pipeline
import Testing

import struct Attachments.Attachment

enum Samples {
    static let payload = """
        {"id":"m1","type":"Text","text":"Here you are","channel":{"id":"integration-1","to":{"id":"anna"}},"content":[
        {"contentType":"Attachment","attachment":{"id":"a1","mediaType":"File","url":"https://api.mypurecloud.com/1","mime":"a/b","filename":"a.pdf"}},
        {"contentType":"Card","card":{"title":"Order 1"}},
        {"contentType":"attachment","attachment":{"id":"a2","mediaType":"File","url":"https://api.mypurecloud.com/2"}},
        {"contentType":"Card","attachment":{"url":"https://api.mypurecloud.com/3"}},
        {"attachment":"https://api.mypurecloud.com/4"}],"unknown":{"kept":true}}
        """

    static func message(_ payload: String? = payload) throws -> ConversationMessage {
        ConversationMessage(
            id: try #require(MessageID("01J00000000000000000000001")), key: "open/shop/m1", direction: .outbound, source: .webhook,
            channel: "shop", externalID: "m1", contactID: "anna", text: "Here you are", payload: payload, createdAt: Date())
    }

    static func file(_ number: Int, state: AttachmentState) throws -> ForwardedFile {
        let attachment = Attachment(
            id: try #require(AttachmentID("01J0000000000000000000000\(number)")), state: state, source: .webhook,
            file: FileFacts(name: "clean-\(number).pdf", size: 5, sha256: "ab", detectedType: "application/pdf"),
            verdict: Verdict(outcome: state == .infected ? .infected : .clean), createdAt: Date())
        return ForwardedFile(
            attachment: attachment,
            link: state == .released ? URL(string: "https://files.example.com/files/\(number)?signature=x&expires=1") : nil)
    }
}

/// What an element of a decoded JSON tree is, along a path.
func member(_ json: Any?, _ path: any Sendable...) -> Any? {
    path.reduce(json) { value, step in
        switch step {
        case let name as String: (value as? [String: Any])?[name]
        case let index as Int: (value as? [Any]).flatMap { $0.indices.contains(index) ? $0[index] : nil }
        default: nil
        }
    }
}
