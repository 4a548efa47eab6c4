import Attachments
import Foundation
import HTTPSemantics
import PrivateClamd
import Testing

extension WithClamd {
    struct JSONUploadTests {
        private static let data = Data(Form.note).base64EncodedString()
        private static let file = #""filename":"note.txt","contentType":"text/plain","data":"\#(data)""#

        @Test(arguments: [
            #"{\#(file),"contact_id":"customer","conversation_id":"talk","message_id":"m-1"}"#,
            #"{"messageId":"m-1","data":"\#(data)","conversationId":"talk","contentType":"text/plain","contactId":"customer","filename":"C:\\note.txt"}"#,
            #"{"contact_id":"customer","conversation_id":"talk","message_id":"m-1","files":[{\#(file)}]}"#,
            #"{"contact_id":"customer","conversation_id":"talk","message_id":"m-1","filename":"note.txt","data":"data:text/plain;base64,\#(data)"}"#,
        ])
        func takesAFile(_ body: String) async throws {
            try await Site.run { site async throws in
                let answer = try await site.upload(json: body)
                #expect(answer.status == 200, "\(answer.text)")
                let shown = answer.json["attachment"]
                #expect(shown["state"].string == "released" && shown["messageId"].string == "m-1")
                #expect(shown["contactId"].string == "customer" && shown["conversationId"].string == "talk")
                #expect(shown["file"]["name"].string == "note.txt" && shown["file"]["claimedType"].string == "text/plain")
                #expect(shown["file"]["size"].number == Double(Form.note.count))
            }
        }

        @Test func tellsOfSeveralFilesEach() async throws {
            let eicar = Data(PrivateClamd.eicar).base64EncodedString()
            try await Site.run { site async throws in
                let answer = try await site.upload(
                    json: #"{"contact_id":"c","attachments":[{\#(Self.file)},{"data":"\#(eicar)","filename":"b.txt"}]}"#)
                #expect(answer.status == 200, "\(answer.text)")
                #expect(answer.json["attachments"].array.map { $0["state"].string } == ["released", "infected"])
                #expect(answer.json["attachments"].array.map { $0["file"]["name"].string } == ["note.txt", "b.txt"])
            }
        }

        static let refused: [(String, Int)] = [
            ("", 400), ("[]", 400), (#"{"contact_id":"c"}"#, 400), (#"{"contact_id":"c","attachments":[]}"#, 400),
            ("{\(file)}", 400),
            (#"{\#(file),"contact_id":""}"#, 400), (#"{\#(file),"contact_id":"c\u0007"}"#, 400),
            (#"{\#(file),"contact_id":7}"#, 400),
            (#"{\#(file),"contact_id":"c","message_id":"\#(String(repeating: "m", count: 1025))"}"#, 400),
            (#"{\#(file),"contact_id":"c""#, 400), (#"{\#(file),"contact_id":"c"}}"#, 400),
            (#"{"contact_id":"c","data":"\#(data)"}"#, 400),
            (#"{"contact_id":"c","data":"\#(data)","filename":"a\u0000.txt"}"#, 400),
            (#"{"contact_id":"c","data":"\#(data)x","filename":"note.txt"}"#, 400),
            (#"{"contact_id":"c","data":"","filename":"note.txt"}"#, 400), (#"{\#(file),\#(file),"contact_id":"c"}"#, 400),
            (#"{"contact_id":"c","data":"data:image/png;base64,\#(data)","filename":"note.txt","contentType":"text/plain"}"#, 400),
            (#"{"contact_id":"c","filename":"note.txt","url":"https://169.254.169.254/note.txt"}"#, 502),
            (#"{"contact_id":"c","attachments":[{\#(file)},{"url":"https://10.0.0.1/note.txt"}]}"#, 502),
            (#"{"contact_id":"c","attachments":[{\#(file)},{\#(file)},{\#(file)},{\#(file)}]}"#, 400),
            (#"{"contact_id":"c","attachments":[{\#(file)},{"filename":"b.txt"}]}"#, 400),
            (#"{"contact_id":"c","x":\#(String(repeating: "[", count: 100))"#, 413),
            (#"{"contact_id":"c","x":"\#(String(repeating: "x", count: 20_000))",\#(file)}"#, 413),
            (
                #"{"contact_id":"c","filename":"a.txt","data":"\#(Data(repeating: 0x61, count: Int(Site.maximumSize) + 1).base64EncodedString())"}"#,
                413
            ),
        ]

        @Test(arguments: refused.indices) func refusesAndLeavesNothingBehind(_ index: Int) async throws {
            let (body, status) = Self.refused[index]
            try await Site.run(works: false) { site async throws in
                let answer = try await site.upload(json: body)
                #expect(answer.status == status, "\(body.prefix(200)): \(answer.text)")
                try await site.expectNothing()
            }
        }

        /// The file itself may be as large as the policy says, whatever its base64 takes.
        @Test func takesAFileOfExactlyTheLimit() async throws {
            try await Site.run(works: false) { site async throws in
                let data = Data(repeating: 0x61, count: Int(Site.maximumSize)).base64EncodedString()
                let answer = try await site.upload(
                    json: #"{"contact_id":"c","filename":"a.txt","data":"\#(data)"}"#, prefer: "respond-async")
                #expect(answer.status == 202, "\(answer.text)")
                #expect(answer.json["attachment"]["file"]["size"].number == Double(Site.maximumSize))
            }
        }

        @Test(arguments: ["application/json", "APPLICATION/JSON ; charset=utf-8", "application/json; charset"])
        func knowsJSONByItsType(_ type: String) async throws {
            try await Site.run(works: false) { site async throws in
                let answer = try await site.upload(
                    json: "not JSON", query: "?contact_id=c&filename=a.json", type: type)
                #expect(answer.status == 400, "\(answer.text)")
                #expect(answer.json["error"].string?.contains("JSON") == true)
                try await site.expectNothing()
            }
        }

        @Test(arguments: [
            #"{"contact_id":"c",\#(file.dropLast())"#, #"{"contact_id":"c",\#(file)"#, #"{"attachments":[{\#(file)},"#,
        ])
        func leavesNothingOfABodyThatWasCutShort(_ body: String) async throws {
            try await Site.run(works: false) { site async throws in
                let head =
                    "POST /upload HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer key-of-an-uploader\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 90000\r\n\r\n"
                try await RawClient(port: site.port).send(andLeave: [Array((head + body).utf8)])
                try await site.expectNothing()
            }
        }
    }
}
