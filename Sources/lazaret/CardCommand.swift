import Cards
import Configuration
import Foundation

/// `lazaret card`
struct CardCommand: Command {
    static let name = "card"
    static let summary = "Check a rich card, or show how it will look."
    static let help = """
        Builds, cleans and checks a card as the gateway would, and prints what would be sent, or the page that shows how the
        customer will see it. Nothing is sent. Exit code 1 when the card is refused; every problem is named with its place.

        Usage: lazaret card check [--config FILE] [--json] FILE|-
               lazaret card preview [--config FILE] [--png PICTURE] FILE|-

          --config FILE   else LAZARET_CONFIG, ./lazaret.json, /etc/lazaret/lazaret.json
          --json          problems as one JSON object too
          --png PICTURE   write a picture instead, made by chromium; it shows no remote pictures
          FILE            a request for POST /cards, or a finished card; - for the standard input

        Example: lazaret card preview --png card.png card.json
        """

    private enum Verb: String {
        case check, preview
    }

    private static let maximumBytes = 256 * 1024

    private let verb: Verb
    private let configuration: String?
    private let json: Bool
    private let picture: String?
    private let file: String

    init(_ arguments: inout Arguments) throws {
        configuration = try arguments.value(of: "--config")
        json = arguments.flag("--json")
        picture = try arguments.value(of: "--png")
        let operands = try arguments.operands()
        guard operands.count == 2, let verb = Verb(rawValue: operands[0]) else {
            throw CommandError.usage(
                "Say what to do with which card: lazaret card check|preview FILE, or - for the standard input.")
        }
        guard picture == nil || verb == .preview else { throw CommandError.usage("--png belongs to 'lazaret card preview'.") }
        (self.verb, file) = (verb, operands[1])
    }

    func run() async throws -> ExitCode {
        let builder = try ConfigurationFile.load(configuration).cards.builder()
        do {
            let card = try builder.prepare(try JSON(parsing: try read())) { UUID().uuidString.lowercased() }
            try await show(card)
            return .done
        } catch let error as JSONError {
            return refuse([CardProblem(path: "", reason: error.description)])
        } catch let error as CardRefusal {
            return refuse(error.problems)
        }
    }

    private func show(_ card: PreparedCard) async throws {
        for notice in card.notices { complain("\(notice.path) \(notice.reason)") }
        switch verb {
        case .check: print(String(decoding: card.report.bytes, as: UTF8.self))
        case .preview:
            guard let picture else { return print(CardPreview(card).html, terminator: "") }
            try await CardPicture(preview: CardPreview(card)).write(to: picture)
        }
    }

    private func refuse(_ problems: [CardProblem]) -> ExitCode {
        if json {
            let list = problems.map { JSON.object([.init("path", .string($0.path)), .init("reason", .string($0.reason))]) }
            print(String(decoding: JSON.object([.init("problems", .array(list))]).bytes, as: UTF8.self))
        } else {
            for problem in problems { complain(problem.path.isEmpty ? problem.reason : "\(problem.path) \(problem.reason)") }
        }
        return .no
    }

    private func complain(_ text: String) { FileHandle.standardError.write(Data("lazaret: \(text)\n".utf8)) }

    private func read() throws -> [UInt8] {
        let handle: FileHandle
        if file == "-" {
            handle = .standardInput
        } else {
            do { handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: file)) } catch {
                throw CommandError.usage("\(file) cannot be read. Check the path.")
            }
        }
        var bytes = Data()
        while let more = try handle.read(upToCount: 64 * 1024), !more.isEmpty {
            bytes += more
            guard bytes.count <= Self.maximumBytes else {
                throw CommandError(exitCode: .no, description: "A card is at most \(Self.maximumBytes) bytes. Make it smaller.")
            }
        }
        return Array(bytes)
    }
}
