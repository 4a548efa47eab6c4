import Foundation

/// Measures the gateway against clamd's own ceiling, in one run on one machine, and prints a table.
@main
enum Benchmark {
    /// One size of file and how many of them; enough for a few seconds of scanning each.
    private static let loads = [
        Load(name: "64 KB", size: 64_000, count: 3000),
        Load(name: "5 MB", size: 5_000_000, count: 60),
        Load(name: "50 MB", size: 50_000_000, count: 8),
    ]

    /// The same files twice, so that the second sending is known.
    private static let repeated = [
        Load(name: "64 KB", size: 64_000, count: 2000),
        Load(name: "5 MB", size: 5_000_000, count: 60),
    ]

    /// What can be asked for by itself, besides the loads.
    private static let parts = ["s3", "cards", "types", "ledger", "again"]

    static func main() async throws {
        let only = CommandLine.arguments.dropFirst().first
        let names = parts + loads.map(\.name)
        if let only, !names.contains(only) { throw Unexpected("there is no part \(only), only \(names.joined(separator: ", "))") }
        if only == nil || only == "s3" {
            note("S3…")
            try await S3Benchmark.run()
        }
        if only == nil || only == "cards" {
            note("Cards…")
            print(try CardBenchmark(folder: URL(fileURLWithPath: FileManager.default.currentDirectoryPath)).table())
        }
        if only == nil || only == "types" {
            note("Types…")
            print(try TypeBenchmark().table())
        }
        if only == nil || only == "ledger" { try await ledgers() }
        if only == nil || only == "again" { try await withBench { bench in try await again(bench) } }
        if only == nil || loads.contains(where: { $0.name == only }) {
            try await withBench { bench in try await files(only, bench) }
        }
    }

    private static func ledgers() async throws {
        var table = LedgerTable()
        for backEnd in LedgerBackEnd.allCases {
            note("The ledger in \(backEnd.rawValue)…")
            table.add(backEnd.rawValue, try await LedgerBench(backEnd).run())
        }
        print(table.text)
    }

    /// - Parameter only: the name of one load; `nil`: all of them.
    private static func files(_ only: String?, _ bench: Bench) async throws {
        var table = Table()
        for load in loads where only == nil || load.name == only {
            note("\(load.count) files of \(load.name)…")
            let ceiling = try await bench.scan(load)
            table.add(load, ceiling: ceiling, gateway: try await bench.upload(load))
        }
        print(table.text)
        note("100 uploads of 20 MB at once…")
        print(try await bench.memoryUnderLoad(uploads: 100, size: 20_000_000).text)
    }

    private static func again(_ bench: Bench) async throws {
        var table = RepetitionTable()
        for load in repeated {
            note("\(load.count) files of \(load.name), twice…")
            let files = load.files(seed: UInt64(load.size) * 104_729)
            let first = try await bench.upload(files)
            table.add(load, first: first, second: try await bench.upload(files))
        }
        print(table.text)
    }

    private static func withBench(_ body: @Sendable (Bench) async throws -> Void) async throws {
        let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "lazaret")
        let folder = URL(fileURLWithPath: ".bench", isDirectory: true).absoluteURL
        try? FileManager.default.removeItem(at: folder)
        let bench = try await Bench.setUp(program: program.absoluteURL, folder: folder)
        do {
            try await body(bench)
        } catch {
            await bench.tearDown()
            throw error
        }
        await bench.tearDown()
        try FileManager.default.removeItem(at: folder)
    }

    private static func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}
