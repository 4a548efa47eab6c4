import Foundation
import Multipart
import Testing

/// A body that others wrote, with the answer of theirs: of Kludex/python-multipart, where `LAZARET_CORPORA` names a folder that has it.
struct ForeignCase: Sendable, CustomTestStringConvertible {
    struct Part: Sendable, Equatable {
        var name = ""
        var fileName: String?
        var contentType: String?
        var data = ""
    }

    let name: String
    let boundary: String
    let body: [UInt8]
    /// `nil` when the body must be refused.
    let parts: [Part]?

    var testDescription: String { name }

    /// `nil` where nobody has said where they are.
    static let folder = ProcessInfo.processInfo.environment["LAZARET_CORPORA"].map {
        URL(filePath: $0).appending(path: "multipart")
    }

    static let all: [ForeignCase] = {
        guard let folder, let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else { return [] }
        return names.sorted().filter { $0.hasSuffix(".http") }.compactMap { try? ForeignCase(String($0.dropLast(5)), in: folder) }
    }()

    private init(_ name: String, in folder: URL) throws {
        self.name = name
        body = Array(try Data(contentsOf: folder.appending(path: "\(name).http")))
        let lines = try String(contentsOf: folder.appending(path: "\(name).yaml"), encoding: .utf8).split(separator: "\n")
        var found = ""
        var read: [Part] = []
        var isRefused = false
        for line in lines.map({ $0.trimmingCharacters(in: .whitespaces) }) {
            let words = line.split(separator: ":", maxSplits: 1).map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: " '\""))
            }
            switch words.first {
            case "boundary": found = words[1]
            case "error": isRefused = true
            case "- name": read.append(Part(name: words[1]))
            case "file_name": read[read.count - 1].fileName = words[1]
            case "content_type": read[read.count - 1].contentType = words[1]
            case "type", "expected", "data": break
            default: read[read.count - 1].data += Data(base64Encoded: line).map { String(decoding: $0, as: UTF8.self) } ?? "?"
            }
        }
        boundary = found
        parts = isRefused ? nil : read
    }
}

@Suite(.enabled(if: ForeignCase.folder != nil, "Set LAZARET_CORPORA to a folder with other people's test data."))
struct ForeignCaseTests {
    /// Where we are stricter than they are, and why.
    private static let stricter: [String: MultipartError.Code] = [
        // A message without a field or file has nothing to say; a client that sends one has lost something.
        "empty_message": .noParts,
        // The boundary that is named with it has two hyphens more than the one in the body, which nothing allows to overlook.
        "single_field_blocks": .boundaryNotFound,
    ]

    @Test func findsThemAll() { #expect(ForeignCase.all.count == 30) }

    @Test(arguments: ForeignCase.all) func givesTheirAnswerHoweverTheBodyIsCut(_ foreign: ForeignCase) throws {
        let body = foreign.body
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
            #expect(try refusal(of: foreign.body, boundary: foreign.boundary) == Self.stricter[foreign.name])
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
