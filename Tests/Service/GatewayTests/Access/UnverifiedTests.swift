import Attachments
import Foundation
import HTTPSemantics
import PrivateClamd
import TestApplication
import TestSupport
import Testing

@testable import Application
@testable import Gateway

extension WithClamd {
    /// Bodies whose signature is not known yet.
    struct UnverifiedTests {
        private static let limits = UnverifiedLimits(total: 400_000, perAddress: 300_000)
        private static let flood = forged(length: 100_000, of: [UInt8](repeating: 0x61, count: 99_000))

        /// The beginning of a form with a file.
        private static func forged(length: Int, of file: [UInt8] = []) -> [UInt8] {
            let body = file.isEmpty ? [] : Form().file("a.txt", "text/plain", file).bytes.prefix(length - 1)
            return HalfOpen.forged(
                "/channels/shop/messages", type: "multipart/form-data; boundary=\(Form.boundary)", length: length, body: Array(body)
            )
        }

        /// Those that there is room for, held open, and how many were refused.
        private func flood(_ site: Site, _ bytes: [UInt8] = flood, count: Int = 40) async throws -> (held: [HalfOpen], refused: Int)
        {
            var (held, refused): ([HalfOpen], Int) = ([], 0)
            for _ in 0..<count {
                let connection = try await HalfOpen(port: site.port, bytes)
                let metrics = try await site.send(.get, "/metrics", as: .metrics).text
                let refusals = metrics.matches(of: /lazaret_unverified_refusals_total\{[^}]*\} (\d+)/).compactMap { Int($0.1) }
                if refusals.reduce(0, +) > refused { refused += 1 } else { held.append(connection) }
            }
            return (held, refused)
        }

        private func incoming(_ site: Site) throws -> Int {
            try site.folder.files(in: "quarantine/incoming").reduce(0) { sum, name in
                let path = site.folder.url.appending(path: "quarantine/incoming/\(name)").path
                // One that has been published meanwhile has no size here.
                return sum + ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int ?? 0)
            }
        }

        @Test func aFloodIsHeldToItsBudgetWhileFilesComeInByKey() async throws {
            try await Site.run(changing: { $0.limit(.none, Self.limits) }) { site async throws in
                let (held, _) = try await flood(site)
                #expect(try await eventually { try incoming(site) >= 2 * 99_000 })
                #expect(try incoming(site) <= 300_000)
                for _ in 0..<3 { _ = try await site.released() }
                #expect(try await site.readiness().status == 200)
                let refused = try await HalfOpen(port: site.port, Self.flood).answer()
                #expect(
                    refused.hasPrefix("HTTP/1.1 429 ") && refused.contains("Retry-After") && refused.contains("Connection: close"))
                for connection in held { await connection.close() }
                try await expectRoom(site)
            }
        }

        /// All that was held is free again: a message passes, and nothing is counted any more.
        private func expectRoom(_ site: Site) async throws {
            #expect(try await eventually { try incoming(site) == 0 })
            #expect(
                try await eventually {
                    try await site.send(.get, "/metrics", as: .metrics).text.contains("lazaret_unverified_bytes 0\n")
                })
            #expect(try await site.message(json: #"{"contact_id":"anna","text":"Hello"}"#).status == 200)
        }

        /// Refused on the head: the body does not come at all.
        @Test func refusesOnTheHeadWhatThereIsNoRoomFor() async throws {
            try await Site.run(works: false, changing: { $0.limit(.none, Self.limits) }) { site async throws in
                let head = Self.forged(length: 100_000)
                let held = try await flood(site, head, count: 3).held
                #expect(held.count == 3)
                #expect(try await HalfOpen(port: site.port, head).answer().hasPrefix("HTTP/1.1 429 "))
                for connection in held { await connection.close() }
            }
        }

        @Test func bodiesInMemoryCountFourTimes() async throws {
            try await Site.run(works: false, changing: { $0.limit(.none, Self.limits) }) { site async throws in
                let head = HalfOpen.forged("/webhook/genesys", type: "application/json", length: 40_000)
                let held = try await flood(site, head, count: 1).held
                #expect(try await HalfOpen(port: site.port, head).answer().hasPrefix("HTTP/1.1 429 "))
                for connection in held { await connection.close() }
                try await expectRoom(site)
            }
        }

        @Test func aBodyOfUnknownLengthIsCountedAsItComes() async throws {
            let limits = UnverifiedLimits(total: nil, perAddress: 600_000)
            try await Site.run(works: false, changing: { $0.limit(.none, limits) }) { site async throws in
                let head = HalfOpen.forged("/channels/shop/messages", type: "application/json", length: nil)
                let first = try await HalfOpen(port: site.port, head)
                let second = try await HalfOpen(port: site.port, head)
                let chunk = RawClient.chunk([UInt8](repeating: 0x20, count: 300_000))
                try await second.send(chunk + Array("0\r\n\r\n".utf8))
                #expect(try await second.answer().hasPrefix("HTTP/1.1 429 "))
                await first.close()
                try await expectRoom(site)
            }
        }

        @Test func oneMessageAlwaysFits() async throws {
            try await Site.run(changing: { $0.limit(.none, UnverifiedLimits(total: 1, perAddress: 1)) }) { site async throws in
                for byte: UInt8 in 0x61...0x63 {
                    let file = [UInt8](repeating: byte, count: 90_000)
                    let form = Form().field("contact_id", "anna").file("a.txt", "text/plain", file).closed()
                    #expect(try await site.message(form).status == 200)
                }
            }
        }

        /// A middleware sends for many customers, from one address.
        @Test func whoseSignatureWasRightMaySendManyAtOnce() async throws {
            let rates = RateLimits(perAddress: .init(requests: 60, per: .seconds(3600)))
            try await Site.run(works: false, changing: { $0.limit(rates, UnverifiedLimits(total: 10_000_000, perAddress: 1)) }) {
                site async throws in
                #expect(try await site.message(json: #"{"contact_id":"anna","text":"0"}"#).status == 200)
                let statuses = try await withThrowingTaskGroup { group in
                    for number in 1...20 {
                        group.addTask { try await site.message(json: #"{"contact_id":"anna","text":"\#(number)"}"#).status }
                    }
                    return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
                }
                #expect(statuses == [200])
            }
        }

        /// Whoever has seen one signed message can send it again, and must gain nothing by it.
        @Test func aMessageThatIsNotAcceptedEarnsNoTrustAndIsCounted() async throws {
            let rates = RateLimits(perAddress: .init(requests: 60, per: .seconds(3600)))
            let seen = Array(#"{"contact_id":"anna","text":"yes"}"#.utf8)
            let nonsense = Array(#"{"contact_id":"anna"}"#.utf8)
            try await Site.run(works: false, changing: { $0.limit(rates, UnverifiedLimits(total: 10_000, perAddress: 1)) }) {
                site async throws in
                let budget = site.application.application.components.settings.unverified
                let network = ClientNetwork("127.0.0.1")
                #expect(try await site.post(nonsense, Site.signed(nonsense)).status == 400)
                #expect(!budget.trusts(network))
                #expect(try await site.post(seen, Site.signed(seen)).status == 200)
                #expect(budget.trusts(network))
                budget.note(isRight: false, from: network)
                #expect(try await site.post(seen, Site.signed(seen)).status == 409)
                #expect(!budget.trusts(network))
                var statuses: Set<Int> = []
                for _ in 0..<70 { statuses.insert(try await site.post(seen, Site.signed(seen)).status) }
                #expect(statuses == [409, 429])
            }
        }

        /// The price of a guess is held while the body comes, and stands in nobody's way who has a key.
        @Test func aGuessIsPaidForBeforeItsBodyComes() async throws {
            let rates = RateLimits(perAddress: .init(requests: 60, per: .seconds(3600)))
            try await Site.run(changing: { $0.limit(rates) }) { site async throws in
                let begun = Self.forged(length: 1000, of: [UInt8](repeating: 0x61, count: 100))
                var held: [HalfOpen] = []
                for _ in 0..<3 { held.append(try await HalfOpen(port: site.port, begun)) }
                #expect(try await eventually { try site.folder.files(in: "quarantine/incoming").count == 3 })
                #expect(try await HalfOpen(port: site.port, begun).answer().hasPrefix("HTTP/1.1 429 "))
                _ = try await site.released()
                // Nobody knows what their signatures were.
                for connection in held { await connection.close() }
                #expect(try await eventually { try await site.send(.get, "/widget-config.json").status == 429 })
            }
        }

        @Test func aRightSignatureCostsNothing() async throws {
            let rates = RateLimits(perAddress: .init(requests: 20, per: .seconds(3600)))
            try await Site.run(works: false, changing: { $0.limit(rates) }) { site async throws in
                for number in 0..<5 {
                    #expect(try await site.message(json: #"{"contact_id":"anna","text":"\#(number)"}"#).status == 200)
                }
                #expect(try await site.send(.get, "/widget-config.json").status == 200)
            }
        }
    }
}
