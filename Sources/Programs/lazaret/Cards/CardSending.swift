import Application
import Cards
import Foundation
import HTTPClient
import HTTPSemantics
import JSON

/// `lazaret card send`
struct CardSending: CardWork {
    private let file: String
    private let options: CardOptions

    init(file: String, _ options: CardOptions) { (self.file, self.options) = (file, options) }

    func run() async throws -> ExitCode {
        let gateway = try options.gateway()
        var fields: HTTPFields = ["Content-Type": "application/json"]
        fields["Idempotency-Key"] = options.idempotencyKey
        let response = try await gateway.send(.post, "/cards", fields: fields, body: try CardFile.read(file))
        let answer = (try? JSON(parsing: response.body)) ?? .null
        if options.json { print(String(decoding: answer.bytes, as: UTF8.self)) }
        guard (200..<300).contains(response.status) else {
            complain(GatewayClient.sentence(of: response))
            for problem in answer["problems"]?.array ?? [] {
                complain("\(problem["path"]?.string ?? "") \(problem["reason"]?.string ?? "")")
            }
            return response.status >= 500 && response.status != 502 ? .unavailable : .no
        }
        for notice in answer["notices"]?.array ?? [] {
            complain("\(notice["path"]?.string ?? "") \(notice["reason"]?.string ?? "")")
        }
        if !options.json { print("\(answer["messageId"]?.string ?? "") \(answer["state"]?.string ?? "")") }
        return .done
    }

    private func complain(_ text: String) { FileHandle.standardError.write(Data("lazaret: \(text)\n".utf8)) }
}
