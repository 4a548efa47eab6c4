import Application
import Attachments
import Configuration
import Foundation
import HTTPSemantics
import Testing

@testable import Gateway

extension WithClamd {
    struct WidgetTests {
        @Test func hasTheLimitsInEveryFormThatWidgetsTake() async throws {
            try await Site.run(
                works: false, changing: { $0.configuration.policy = Policy(maximumSize: 10_000_000, maximumFilesPerMessage: 2) }
            ) { site async throws in
                let answer = try await site.send(.get, "/widget-config.json")
                #expect(answer.status == 200 && answer.fields["Content-Type"] == "application/json")
                let types = JSON.array(Policy().allow.map(JSON.string))
                let upload = answer.json["fileUpload"]
                #expect(upload["enabled"] == .bool(true) && upload["maxSize"].number == 10_000_000)
                #expect(upload["allowedMimeTypes"] == types && upload["maxFilesPerMessage"].number == 2)
                #expect(upload["enableAttachments"] == .bool(true))
                #expect(upload["modes"] == .array([.object(["fileTypes": types, "maxFileSizeKB": .number(9765)])]))
                #expect(answer.json["fileAttachment"] == .object(["allowedFileTypes": types, "maxSize": .number(10_000_000)]))
                #expect(answer.json["lazaret"]["extensions"]["image/jpeg"].array.contains(.string("jpg")))
            }
        }

        @Test func namesWhatAWildcardLetsThroughAndNothingThatRuns() throws {
            let limits = WidgetConfiguration(Policy(allow: ["image/*", "image/png", "application/x-own"]))
            let types = limits.fileUpload.allowedMimeTypes
            #expect(types.contains("image/png") && types.contains("image/gif") && types.last == "application/x-own")
            #expect(!types.contains("image/svg+xml") && !types.contains { $0.contains("*") })
            #expect(Set(types).count == types.count)
            #expect(limits.lazaret.extensions["application/x-own"] == [])
        }

        @Test func endingsOfEveryPlainTextPassWherePlainTextDoes() throws {
            #expect(WidgetConfiguration(Policy(allow: ["text/plain"])).lazaret.extensions["text/csv"] == ["csv"])
            #expect(WidgetConfiguration(Policy(allow: ["image/png"])).lazaret.extensions["text/csv"] == nil)
        }

        @Test func theScriptPutsThemWhereTheWidgetLooks() async throws {
            try await Site.run(works: false) { site async throws in
                let answer = try await site.send(.get, "/widget-config.js")
                #expect(answer.status == 200 && answer.fields["Content-Type"] == "text/javascript; charset=utf-8")
                let json = try await site.send(.get, "/widget-config.json").text
                #expect(answer.text.contains("window.purecloudWebMessaging"))
                #expect(answer.text.contains("widget.settings.fileUpload = limits.fileUpload;"))
                #expect(answer.text.hasSuffix("})(\(json));\n"))
            }
        }

        @Test(arguments: ["/widget-config.json", "/widget-config.js", "/lazaret-upload.js", "/lazaret-upload.css", "/upload-page"])
        func canBeKeptAndAskedForByTag(_ path: String) async throws {
            try await Site.run(works: false) { site async throws in
                let first = try await site.send(.get, path)
                #expect(first.status == 200 && !first.body.isEmpty)
                #expect(first.fields["Cache-Control"] == "public, max-age=60")
                #expect(first.fields["X-Content-Type-Options"] == "nosniff")
                let tag = try #require(first.fields["ETag"])
                for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
                    let again = try await site.send(.get, path, fields: ["If-None-Match": known])
                    #expect(again.status == 304 && again.body.isEmpty && again.fields["ETag"] == tag)
                }
                #expect(try await site.send(.get, path, fields: ["If-None-Match": "\"other\""]).status == 200)
            }
        }

        @Test func thePageRunsNothingButItsOwnScripts() async throws {
            try await Site.run(works: false) { site async throws in
                let page = try await site.send(.get, "/upload-page")
                let policy = try #require(page.fields["Content-Security-Policy"])
                #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
                #expect(page.text.matches(of: #/<script\b[^>]*>/#).allSatisfy { $0.output.contains("src=") })
                #expect(!page.text.contains("style=") && page.text.firstMatch(of: #/\son\w+=/#) == nil)
            }
        }
    }
}
