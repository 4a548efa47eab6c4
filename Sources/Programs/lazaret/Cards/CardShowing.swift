import Application
import Cards
import Configuration
import Foundation
import JSON

/// `lazaret card check` and `lazaret card preview`
struct CardShowing: CardWork {
    private let file: String
    private let isPreview: Bool
    private let options: CardOptions

    /// - Throws: `CommandError` for options that do not belong together.
    init(file: String, isPreview: Bool, _ options: CardOptions) throws {
        guard options.picture == nil || isPreview else {
            throw CommandError.usage("--png belongs to 'lazaret card preview'.")
        }
        (self.file, self.isPreview, self.options) = (file, isPreview, options)
    }

    func run() async throws -> ExitCode {
        let builder = try ConfigurationFile.load(options.configuration).cards.builder()
        do {
            let card = try builder.prepare(try JSON(parsing: try CardFile.read(file))) { UUID().uuidString.lowercased() }
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
        guard isPreview else { return print(String(decoding: card.report.bytes, as: UTF8.self)) }
        guard let picture = options.picture else { return print(CardPreview(card).html, terminator: "") }
        try await CardPicture(preview: CardPreview(card)).write(to: picture)
    }

    private func refuse(_ problems: [CardProblem]) -> ExitCode {
        if options.json {
            let list = problems.map { JSON.object([.init("path", .string($0.path)), .init("reason", .string($0.reason))]) }
            print(String(decoding: JSON.object([.init("problems", .array(list))]).bytes, as: UTF8.self))
        } else {
            for problem in problems { complain(problem.path.isEmpty ? problem.reason : "\(problem.path) \(problem.reason)") }
        }
        return .no
    }

    private func complain(_ text: String) { FileHandle.standardError.write(Data("lazaret: \(text)\n".utf8)) }
}
