import Foundation

/// One Swift file below `Sources`.
struct SourceFile {
    /// Such as `Service/Gateway/Routes.swift`: floor, module, and what follows.
    let path: String
    let lines: [String]

    /// The folder of the package.
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func all() throws -> [SourceFile] {
        let sources = package.appending(path: "Sources")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: sources.path())
        return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
            SourceFile(path: path, text: try String(contentsOf: sources.appending(path: path), encoding: .utf8))
        }
    }

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    var module: String { String(path.split(separator: "/").dropFirst().first ?? "") }

    /// What it imports, and where.
    var imports: [(module: String, line: Int)] {
        // Made here because a Regex is not Sendable.
        let statement =
            #/^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:\w+\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/#
        return lines.enumerated().compactMap { number, line in
            line.firstMatch(of: statement).map { (String($0.output.1), number + 1) }
        }
    }

    /// The lines on which a piece of code stands, comments aside.
    func lines(with code: String) -> [Int] {
        lines.enumerated().compactMap { number, line in
            let end = line.firstRange(of: "//")?.lowerBound ?? line.endIndex
            return line[..<end].contains(code) ? number + 1 : nil
        }
    }
}
