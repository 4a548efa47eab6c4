import Foundation
import HTTPSemantics
import PythonServer
import TestSupport
import Testing

extension WithClamd {
    /// The agent sees the name that the customer saw.
    struct NameTests {
        @Test func everyClientsNamesComeThrough() async throws {
            try await Site.run { site async throws in
                let namings = try await ForeignClients.sendNames(to: site.port, as: .upload, in: site.folder)
                #expect(Set(namings.map(\.client)) == ["requests", "httpx", "urllib3", "curl", "aiohttp", "aiohttp, quoted"])
                for naming in namings {
                    #expect(naming.status == 200, "\(naming)")
                    #expect(naming.seen.map { Array($0.unicodeScalars) } == Array(naming.name.unicodeScalars), "\(naming)")
                    guard naming.client == "requests" else { continue }
                    #expect(
                        naming.extended == naming.name && naming.plain == naming.standIn && naming.curl == naming.standIn,
                        "\(naming)")
                }
            }
        }

        /// What other clients write, written byte by byte after their documented ways.
        @Test(arguments: [
            // Spring's FormHttpMessageConverter; Java's Apache HttpClient; .NET's MultipartFormDataContent; Go's mime/multipart; Node's form-data
            // and undici; PowerShell.
            (#"filename="=?UTF-8?Q?Gr=C3=BC=C3=9Fe.txt?="; filename*=UTF-8''Gr%C3%BC%C3%9Fe.txt"#, "Grüße.txt"),
            (#"filename="Grüße.txt""#, "Grüße.txt"),
            (#"filename="=?utf-8?B?R3LDvMOfZS50eHQ=?="; filename*=utf-8''Gr%C3%BC%C3%9Fe.txt"#, "Grüße.txt"),
            (#"filename==?utf-8?B?R3LDvMOfZS50eHQ=?="#, "Grüße.txt"),
            (#"filename=report.txt; filename*=utf-8''report.txt"#, "report.txt"),
            (#"filename="the \"final\" one.txt""#, #"the "final" one.txt"#),
            (#"filename="the "final" one.txt""#, #"the "final" one.txt"#),
            (#"filename="the %22final%22 one.txt""#, #"the "final" one.txt"#), ("filename=annual report.txt", "annual report.txt"),
        ])
        func otherClientsNamesComeThrough(_ parameters: String, _ name: String) async throws {
            try await Site.run { site async throws in
                let form = Form().field("contact_id", "customer")
                    .part("Content-Disposition: form-data; name=\"file\"; \(parameters)\r\nContent-Type: text/plain", Form.note)
                    .closed()
                let answer = try await site.upload(form)
                #expect(answer.json["attachment"]["file"]["name"].string == name, "\(answer.text)")
            }
        }

        /// A page whose name is a word is refused as it is in clear, in whatever form it comes.
        @Test(arguments: ["=?utf-8?B?bm90ZS5odG1s?=", "=?UTF-8?Q?note=2Ehtml?=", "=?us-ascii?q?note?= =?windows-1252?Q?=2Ehtml?="])
        func judgesTheNameInAWord(_ word: String) async throws {
            try await Site.run { site async throws in
                let form = try await site.upload(
                    Form().field("contact_id", "customer").file(word, "text/plain", Form.note).closed())
                let raw = try await site.upload(
                    raw: Form.note, query: "contact_id=customer",
                    fields: ["Content-Disposition": "attachment; filename=\"\(word)\""])
                let query = try await site.upload(
                    raw: Form.note, query: "contact_id=customer&filename=\(PercentEncoding.encode(word))")
                let json = try await site.upload(
                    json: #"{"contact_id":"customer","filename":"\#(word)","data":"\#(Data(Form.note).base64EncodedString())"}"#)
                for answer in [form, raw, query, json] { #expect(answer.status == 415, "\(answer.text)") }
            }
        }

        /// A word within a word is no name that a reader could decode again.
        @Test func noLinkHasAWordInIt() async throws {
            try await Site.run { site async throws in
                let resource = try await site.released(named: "=?utf-8?Q?=3D=3Futf-8=3FQ=3Fa=2Ehtml=3F=3D_.txt?=")
                #expect(resource["file"]["name"].string == "=_utf-8?Q?a.html?= .txt")
                let link = try #require(resource["link"]["url"].string)
                let disposition = try #require(try await site.send(.get, link).fields["Content-Disposition"])
                #expect(
                    disposition
                        == "attachment; filename=\"=_utf-8_Q_a.html_= .txt\"; filename*=UTF-8''%3D_utf-8%3FQ%3Fa.html%3F%3D%20.txt")
            }
        }

        @Test func aBlobGetsTheExtensionOfWhatItIs() async throws {
            try await Site.run { site async throws in
                let resource = try await site.released(named: "blob")
                #expect(resource["file"]["name"].string == "blob.txt")
                let link = try #require(resource["link"]["url"].string)
                #expect(link.contains("/blob.txt?"))
                #expect(try await site.send(.get, link).fields["Content-Disposition"] == "attachment; filename=\"blob.txt\"")
            }
        }

        @Test func aFetchedFileWithoutANameGetsTheExtensionOfWhatItIs() async throws {
            let files = try await FileServer()
            try await Site.run(changing: { $0.reach(files) }) { site async throws in
                let answer = try await site.upload(json: #"{"contact_id":"customer","url":"\#(files.url("/plain"))"}"#)
                #expect(answer.json["attachment"]["file"]["name"].string == "attachment.txt", "\(answer.text)")
            }
        }
    }
}
