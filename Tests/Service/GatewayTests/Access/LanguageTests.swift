import Attachments
import Configuration
import Foundation
import Gateway
import HTTPSemantics
import PrivateClamd
import TestSupport
import Testing

extension WithClamd {
    /// Customers are answered in the language of the configuration, developers and operators in English.
    struct LanguageTests {
        private static func german() throws -> NoticesSection {
            var section = NoticesSection()
            section.texts = [
                .infected: try NoticeTemplate("„{name}“ hat die Prüfung nicht bestanden."),
                .tooLarge: try NoticeTemplate("Die Datei ist zu groß."),
                .typeNotAllowed: try NoticeTemplate("„{name}“: Typ nicht erlaubt."),
                .tooBusy: try NoticeTemplate("Zu viele Anfragen."),
                .notPermitted: try NoticeTemplate("Keine Berechtigung."),
                .badRequest: try NoticeTemplate("Die Anfrage ist unlesbar."),
            ]
            section.page.texts = [
                .lead: try NoticeTemplate("Dateien hierher"),
                .busy: try NoticeTemplate("Noch {seconds} s", placeholders: PageText.busy.placeholders),
            ]
            return section
        }

        private func inGerman(_ body: @escaping @Sendable (Site, HTTPFields) async throws -> Void) async throws {
            let section = try Self.german()
            try await Site.run(changing: {
                $0.configuration.notices = ["de": section]
                $0.configuration.noticeLanguage = "de"
            }) { site async throws in
                let order = Array(#"{"conversation_id":"talk","contact_id":"c","max_bytes":1000}"#.utf8)
                let token = try #require(try await site.send(.post, "/tokens", as: .upload, body: order).json["token"].string)
                try await body(site, ["Authorization": "Bearer \(token)", "Content-Type": "text/plain"])
            }
        }

        @Test func refusalsOfFilesNameTheFile() async throws {
            try await inGerman { site, token in
                let infected = try await site.send(.post, "/upload?filename=a.txt", fields: token, body: Array(PrivateClamd.eicar))
                #expect(infected.status == 422 && infected.json["error"].string == "„a.txt“ hat die Prüfung nicht bestanden.")
                #expect(infected.fields["Content-Language"] == "de")
                let program = Array("MZ".utf8) + [UInt8](repeating: 0, count: 200)
                let mismatch = try await site.send(.post, "/upload?filename=b.png", fields: token, body: program)
                #expect(mismatch.status == 415 && mismatch.json["error"].string == "„b.png“: Typ nicht erlaubt.")
            }
        }

        @Test func refusalsOfRequestsKeepTheSentenceForDevelopers() async throws {
            try await inGerman { site, token in
                let large = [UInt8](repeating: 0x61, count: 1001)
                let tooLarge = try await site.send(.post, "/upload?filename=a.txt", fields: token, body: large)
                #expect(tooLarge.status == 413 && tooLarge.json["error"].string == "Die Datei ist zu groß.")
                #expect(tooLarge.json["limit_bytes"].number == 1000)
                #expect(tooLarge.json["detail"].string?.contains("1000") == true)
                let empty = try await site.send(.post, "/upload?filename=a.txt", fields: token)
                #expect(empty.status == 400 && empty.json["error"].string == "Die Anfrage ist unlesbar.")
                let forged: HTTPFields = ["Authorization": "Bearer lzt1.e30.AAAA"]
                let unauthorized = try await site.send(.get, "/attachments/01ARZ3NDEKTSV4RRFFQ69G5FAV", fields: forged)
                #expect(unauthorized.status == 401 && unauthorized.json["error"].string == "Keine Berechtigung.")
            }
        }

        @Test func holdersOfKeysReadEnglish() async throws {
            try await inGerman { site, _ in
                let form = Form().field("contact_id", "c").file("a.txt", "text/plain", Array(PrivateClamd.eicar)).closed()
                let infected = try await site.upload(form)
                #expect(infected.json["error"].string == CustomerNotice.infected.sentence)
                #expect(infected.fields["Content-Language"] == nil)
            }
        }

        @Test func thePageGetsItsWords() async throws {
            try await inGerman { site, _ in
                let own = try await site.send(.get, "/widget-config.json").json["lazaret"]
                #expect(own["language"].string == "de")
                #expect(own["texts"] == .object(["lead": .string("Dateien hierher"), "busy": .string("Noch {seconds} s")]))
            }
        }

        /// What the configuration can replace is what the scripts of the page know, and the other way round.
        @Test func thePageKnowsEveryWord() async throws {
            try await Site.run(works: false) { site async throws in
                let script = try await site.send(.get, "/lazaret-upload.js").text
                let page = try await site.send(.get, "/upload-page").text
                let table = try #require(script.firstMatch(of: #/const texts = \{(.*?)\n  \};/#.dotMatchesNewlines())).1
                let inScript = Set(table.matches(of: #/(?m)^    (\w+):/#).map { String($0.1) })
                let inPage = Set(page.matches(of: #/data-text="(\w+)"/#).map { String($0.1) })
                #expect(inScript.union(inPage) == Set(PageText.allCases.map(\.rawValue)))
            }
        }
    }
}
