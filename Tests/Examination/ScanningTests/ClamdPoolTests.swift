import Attachments
import Foundation
import Glibc
import TestSupport
import Testing

@testable import Scanning

@Suite struct ClamdPoolTests {
    @Test func sharesTheWorkAmongAllThatAreReady() async throws {
        let (one, other) = (try TestFolder.withSignatures(), try TestFolder.withSignatures())
        let first = try await ForeignClamd(in: one, "MaxThreads 2\n")
        let second = try await ForeignClamd(in: other, "MaxThreads 2\n")
        let scanner = ClamdScanner(one.configuration(), endpoints: [first.unix, second.tcp])
        let status = await scanner.status()
        #expect(status.engines.map(\.isReady) == [true, true])
        #expect(status.engines.map(\.places) == [2, 2])
        let file = try one.noise(100)
        try await first.whileStopped {
            try await second.whileStopped {
                try await withThrowingTaskGroup { group in
                    for _ in 0..<6 { group.addTask { await scanner.scan(file).outcome } }
                    #expect(await eventually { await scanner.status().engines.map(\.scans).reduce(0, +) == 6 })
                    #expect(await scanner.status().engines.map(\.scans) == [3, 3])
                    first.goOn()
                    second.goOn()
                    for try await outcome in group { #expect(outcome == .clean) }
                }
            }
        }
    }

    @Test(arguments: [true, false]) func goesOnWithAnotherWhenOneIsKilledInTheMiddle(_ killsUnix: Bool) async throws {
        let (one, other) = (try TestFolder.withSignatures(), try TestFolder.withSignatures())
        let victim = try await ForeignClamd(in: one, "")
        let survivor = try await ForeignClamd(in: other, "")
        let endpoints = [killsUnix ? victim.unix : victim.tcp, killsUnix ? survivor.tcp : survivor.unix]
        let scanner = ClamdScanner(one.configuration(), endpoints: endpoints)
        #expect(await scanner.status().engines.map(\.isReady) == [true, true])
        let file = try one.noise(100_000)
        let virus = try one.virus.archive(size: 100_000)
        try await victim.whileStopped {
            await withTaskGroup { group in
                for number in 0..<16 {
                    group.addTask {
                        await scanner.scan(number.isMultiple(of: 4) ? virus : file).outcome
                            == (number.isMultiple(of: 4) ? .infected : .clean)
                    }
                }
                #expect(await eventually { await scanner.status().engines[0].scans > 0 })
                victim.kill()
                for await isRight in group { #expect(isRight) }
            }
        }
        let status = await scanner.status()
        #expect(status.isReady)
        #expect(status.engines.map(\.isReady) == [false, true])
        #expect(status.advice?.contains("\(endpoints[0])") == true)
    }

    @Test func saysWhichEngineScansLessThanThePolicyTakes() async throws {
        let (one, other) = (try TestFolder.withSignatures(), try TestFolder.withSignatures())
        let small = try await ForeignClamd(in: one, "MaxFileSize 1M\nMaxScanSize 1M\nStreamMaxLength 1M\n")
        let large = try await ForeignClamd(in: other, "")
        let scanner = ClamdScanner(one.configuration(maximumFileSize: 3_000_000), endpoints: [small.unix, large.tcp])
        let status = await scanner.status()
        #expect(status.provenFileSize == 3_000_000)
        #expect(status.advice?.contains("\(small.unix) scans files whole only up to") == true)
        // Whichever is asked first.
        for _ in 0..<4 { #expect(await scanner.scan(try one.virus.archive(size: 2_500_000)).outcome == .infected) }
    }

    @Test func namesTheVersionsOfSignaturesOnlyWhenAllAreKnown() {
        func engine(_ name: String?, _ namesSignatures: Bool) -> EngineStatus {
            var engine = EngineStatus(endpoint: "e", scans: 0, places: 1)
            (engine.engine, engine.namesSignatures, engine.problem) = (name, namesSignatures, name == nil ? "Down." : nil)
            return engine
        }
        func versions(_ engines: EngineStatus...) -> [String] { PoolStatus(engines).status(for: 1).versions }
        #expect(versions(engine("A/1", true), engine("A/1", true)) == ["A/1"])
        #expect(versions(engine("A/2", true), engine("A/1", true)) == ["A/1", "A/2"])
        #expect(versions(engine("A/1", true), engine("A", false)) == [])
        #expect(versions(engine("A/1", true), engine(nil, false)) == ["A/1"])
        #expect(versions(engine(nil, false)) == [])
    }

    @Test func leavesAloneForLongerWhatFailsAgainAndAgain() throws {
        let start = ContinuousClock.now
        var health = ScannerHealth()
        for _ in 0..<ScannerHealth.failuresBeforeLongRest { health.failed("gone", at: start) }
        #expect(health.advice(at: start + .seconds(4)) == .down("gone"))
        #expect(health.advice(at: start + .seconds(6)) == .prove)
    }

    @Test func givesUpOnWhatPassesItsTestAndBreaksOffEveryScan() throws {
        let proof = ScannerProof(version: try #require(ClamdVersion(Array("ClamAV 1.4.6".utf8))), provenSize: 1)
        let start = ContinuousClock.now
        var health = ScannerHealth()
        for _ in 0..<ScannerHealth.maximumBreaks - 1 {
            health.proved(proof, at: start)
            health.doubted("broke off", at: start)
        }
        #expect(health.advice(at: start) == .prove)
        health.proved(proof, at: start)
        health.doubted("broke off", at: start)
        #expect(health.advice(at: start) == .down("broke off"))
        health.proved(proof, at: start)
        health.answered()
        health.doubted("broke off", at: start)
        #expect(health.advice(at: start) == .prove)
    }
}
