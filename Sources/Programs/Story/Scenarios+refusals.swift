import Foundation
import HTTPClient
import HTTPSemantics
import JSON

/// What cannot be taken is refused with a sentence that helps.
extension Scenario {
    static let refusals = [
        Scenario("a program called invoice.pdf is refused as what it is (415)") { demo in
            let answer = try await Customer(demo: demo).upload(try Sample.disguisedProgram())
            try isRefused(answer, 415, because: "")
            let type = answer.json["detected_mime"].string ?? "nothing"
            try expect(type.hasPrefix("application/x-"), "the real type is given as \(type)")
        },
        Scenario("a file over the limit is refused before its body is read (413)") { demo in
            try expect(
                try await demo.statusOfUnsentBody(ofBytes: 50_000_000) == 413, "no 413 before the body")
        },
        Scenario("a form whose file grows over the limit is refused (413)") { demo in
            let large = File(
                name: "large.txt", type: "text/plain", bytes: [UInt8](repeating: 0x61, count: DemoEnvironment.maximumSize + 1))
            let answer = try await Customer(demo: demo).upload(large)
            try isRefused(answer, 413, because: "limit")
            try expect(
                answer.json["limit_bytes"].number == Double(DemoEnvironment.maximumSize),
                "the limit is not named: \(answer.summary)")
        },
        Scenario("an empty file is refused (400)") { demo in
            let answer = try await Customer(demo: demo).upload(File(name: "empty.txt", type: "text/plain", bytes: []))
            try isRefused(answer, 400, because: "empty")
        },
        Scenario("a body cut short is refused (400) and leaves nothing behind") { demo in
            let customer = Customer(demo: demo)
            var form = FormBody()
            form.add(field: "contact_id", customer.contact)
            form.add(file: Sample.text)
            let answer = try await customer.send(form.bytes, type: FormBody.contentType)
            try isRefused(answer, 400, because: "boundary")
            try await Wait.until("nothing is left in quarantine", atMost: .seconds(5)) { try demo.quarantineIsEmpty() }
        },
        Scenario("a form without a file is refused (400)") { demo in
            let customer = Customer(demo: demo)
            var form = FormBody()
            form.add(field: "contact_id", customer.contact)
            form.close()
            try isRefused(try await customer.send(form.bytes, type: FormBody.contentType), 400, because: "file")
        },
    ]

    private static func isRefused(_ answer: Customer.Answer, _ status: Int, because word: String) throws {
        try expect(answer.status == status, "expected \(status), got \(answer.summary)")
        try expect(
            answer.fields["Content-Type"] == "application/problem+json", "not a problem document: \(answer.fields)")
        let sentence = answer.json["error"].string ?? ""
        try expect(sentence.count > 10 && (word.isEmpty || sentence.contains(word)), "the sentence is: \(answer.summary)")
    }
}

extension DemoEnvironment {
    /// Announces a body, sends none of it, and gives the status of the answer that comes all the same.
    nonisolated func statusOfUnsentBody(ofBytes size: Int) async throws -> Int {
        let response = try await http.send(
            .init(
                method: .post, url: gatewayURL + "/upload?contact_id=nobody&filename=large.pdf",
                fields: [
                    "Authorization": "Bearer \(Self.key)", "Content-Type": "application/pdf", "Content-Length": "\(size)",
                ],
                timeout: .seconds(10)))
        return response.status
    }

    nonisolated func quarantineIsEmpty() throws -> Bool {
        let entries = try FileManager.default.subpathsOfDirectory(atPath: folder.appending(path: "data/quarantine").path)
        return entries.allSatisfy { $0 == "incoming" }
    }
}
