import Application
import Cards
import Foundation
import HTTPClient
import HTTPSemantics
import JSON

/// `lazaret card stats`
struct CardCounting: CardWork {
    private let options: CardOptions

    init(_ options: CardOptions) { self.options = options }

    func run() async throws -> ExitCode {
        let response = try await options.gateway().send(.get, "/cards/stats")
        guard response.status == 200, let stats = try? JSON(parsing: response.body) else {
            throw CommandError(exitCode: .no, description: GatewayClient.sentence(of: response))
        }
        print(options.json ? String(decoding: stats.bytes, as: UTF8.self) : Self.table(stats))
        return .done
    }

    private static func table(_ stats: JSON) -> String {
        let counts = ["sent", "failed", "refused", "queued"].map { ($0, number(stats[$0])) }
        let rate = stats["successRate"].map { [("success rate", "\(number($0, times: 100)) %")] } ?? []
        let latency = stats["latency_ms"].map { latency in
            ["median", "p95", "p99", "maximum"].map { ("latency, \($0)", "\(number(latency[$0])) ms") }
        }
        return (counts + rate + (latency ?? [])).map { $0.0.padding(toLength: 18, withPad: " ", startingAt: 0) + $0.1 }
            .joined(separator: "\n")
    }

    private static func number(_ value: JSON?, times factor: Double = 1) -> String {
        switch value {
        case .integer(let number): (Double(number) * factor).formatted(.number.precision(.fractionLength(0...2)).grouping(.never))
        case .number(let number): (number * factor).formatted(.number.precision(.fractionLength(0...2)).grouping(.never))
        default: "0"
        }
    }
}
