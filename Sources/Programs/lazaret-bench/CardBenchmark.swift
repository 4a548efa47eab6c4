import Cards
import Foundation
import JSON

/// Cards built, checked and cleaned, on one core: by `Cards`, and by the tutorial's own libraries in Python, in one run.
struct CardBenchmark {
    /// One card and its name at the peer.
    private struct Load {
        let name: String
        let peerName: String
        let request: JSON
    }

    private static let seconds = 1.0

    private static let loads = [
        Load(name: "the tutorial's example, built", peerName: "example", request: example),
        Load(name: "a finished card of 20 components", peerName: "large", request: large),
    ]

    /// The folder of the package, where the peer is.
    let folder: URL

    /// The table in Markdown.
    func table() throws -> String {
        var rows = ["| card | pydantic + bleach | lazaret | ratio |", "|---|---|---|---|"]
        for load in Self.loads {
            let peer = try self.peer(load)
            let own = try Self.own(load)
            rows.append(
                "| \(load.name) | \(Self.number(peer)) cards/s | \(Self.number(own)) cards/s | \(Self.number(own / peer)) × |")
        }
        return rows.joined(separator: "\n")
    }

    /// Cards a second.
    private static func own(_ load: Load) throws -> Double {
        let builder = CardBuilder()
        var count = 0
        let start = ContinuousClock.now
        var elapsed = Duration.zero
        while elapsed < .seconds(seconds) {
            for _ in 0..<100 {
                let card = try builder.prepare(load.request) { "m-1" }
                guard card.notices.isEmpty else { throw CocoaError(.featureUnsupported) }
            }
            count += 100
            elapsed = ContinuousClock.now - start
        }
        return Double(count) / (elapsed / .seconds(1))
    }

    private func peer(_ load: Load) throws -> Double {
        let process = Process()
        process.executableURL = folder.appending(path: ".build/peers/bin/python")
        process.arguments = [folder.appending(path: "Benchmarks/peers/cards.py").path, "\(Self.seconds)", load.peerName]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard let rate = Double(text.trimmingCharacters(in: .whitespacesAndNewlines)), rate > 0 else {
            throw CocoaError(.executableLoad)
        }
        return rate
    }

    private static func number(_ value: Double) -> String {
        value.formatted(.number.precision(.significantDigits(3)).grouping(.never))
    }

    private static let example: JSON = {
        let track: JSON = ["label": "Track Order", "type": "postback", "value": "track:12345"]
        let support: JSON = ["label": "Contact Support", "type": "webchat", "value": "support"]
        let fields: JSON = [
            "title": "Order Confirmation", "description": "Your order has been processed successfully.",
            "actions": [track, support],
        ]
        return ["conversationId": "webchat-session-1", "templateId": "order-confirmation-v2", "fields": fields]
    }()

    private static let large: JSON = {
        let bodies = (0..<8).map {
            JSON.object([.init("type", "body"), .init("text", .string("Line \($0) of the <strong>report</strong> & more"))])
        }
        let notes = (0..<9).map { JSON.object([.init("type", "note"), .init("text", .string("A note, number \($0)"))]) }
        let header: JSON = ["type": "header", "text": "Your report"]
        let row: JSON = ["type": "row", "components": .array(bodies)]
        let column: JSON = ["type": "column", "components": .array(notes)]
        return [
            "messageId": "m-1", "templateMatrix": ["templateId": "report", "version": "2.1"], "dynamicFields": [:],
            "components": [header, row, column],
        ]
    }()
}
