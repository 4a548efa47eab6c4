import Foundation
import Multipart
import Testing

/// A body that others wrote, with the answer of theirs.
struct ForeignCase: Decodable, Sendable, CustomTestStringConvertible {
    struct Part: Decodable, Sendable, Equatable {
        let name: String
        let fileName: String?
        let contentType: String?
        let data: String
    }

    let name: String
    let boundary: String
    let body: String
    /// `nil` when the body must be refused.
    let parts: [Part]?

    var testDescription: String { name }

    static let all: [ForeignCase] = {
        guard let url = Bundle.module.url(forResource: "python-multipart", withExtension: "json", subdirectory: "Foreign"),
            let cases = try? JSONDecoder().decode([ForeignCase].self, from: Data(contentsOf: url))
        else { return [] }
        return cases
    }()
}

@Suite struct ForeignCaseTests {
    /// Where we are stricter than they are, and why.
    private static let stricter: [String: MultipartError.Code] = [
        // A message without a field or file has nothing to say; a client that sends one has lost something.
        "empty_message": .noParts,
        // The boundary that is named with it has two hyphens more than the one in the body, which nothing allows to overlook.
        "single_field_blocks": .boundaryNotFound,
    ]

    @Test func findsThemAll() { #expect(ForeignCase.all.count == 30) }

    @Test(arguments: ForeignCase.all) func givesTheirAnswerHoweverTheBodyIsCut(_ foreign: ForeignCase) throws {
        let body = Array(foreign.body.utf8)
        var generator = SeededGenerator(state: 30)
        let cuts = [[], [1]] + (0..<20).map { _ in (0..<4).map { _ in Int.random(in: 1...30, using: &generator) } }
        for chunks in cuts {
            do {
                let parts = try readForm(body, boundary: foreign.boundary, chunks: chunks)
                #expect(parts.map(ForeignCase.Part.init) == foreign.parts?.map(\.ours), "in chunks of \(chunks)")
            } catch let error as MultipartError {
                #expect(foreign.parts == nil || Self.stricter[foreign.name] == error.code, "\(error.code), in chunks of \(chunks)")
            }
        }
    }

    @Test func isStricterNowhereElse() throws {
        for foreign in ForeignCase.all where Self.stricter[foreign.name] != nil {
            #expect(foreign.parts != nil)
            #expect(try refusal(of: Array(foreign.body.utf8), boundary: foreign.boundary) == Self.stricter[foreign.name])
        }
    }
}

extension ForeignCase.Part {
    init(_ part: ReadPart) {
        name = part.headers.name
        fileName = part.headers.fileName
        contentType = part.headers.isFile ? part.headers.contentType : nil
        data = part.text
    }

    /// They say nothing of the types of fields.
    var ours: Self { Self(name: name, fileName: fileName, contentType: fileName == nil ? nil : contentType, data: data) }
}
