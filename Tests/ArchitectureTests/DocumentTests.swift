import Foundation
import Testing

/// What the documents say of the code, held against the code.
struct DocumentTests {
    private let map: String
    private let architecture: Architecture

    init() throws {
        map = try Self.document("ARCHITECTURE.md")
        architecture = try Architecture(package: try Self.document("Package.swift"))
    }

    @Test func theMapHasEveryModuleAndEveryFloor() {
        let named = Set(map.matches(of: #/`([\w-]+)`/#).map { String($0.output.1) })
        for layer in architecture.layers {
            #expect(named.contains(layer.name), "ARCHITECTURE.md does not say what \(layer.name) is: add it to the map")
            #expect(map.contains("**\(layer.floor)**"), "ARCHITECTURE.md does not name the floor \(layer.floor)")
        }
    }

    @Test func theTestsThatInvariantsNameAreThere() throws {
        let tests = SourceFile.package.appending(path: "Tests")
        let files = try FileManager.default.subpathsOfDirectory(atPath: tests.path()).filter { $0.hasSuffix(".swift") }
        let suites = try files.map { try String(contentsOf: tests.appending(path: $0), encoding: .utf8) }
            .flatMap { $0.matches(of: #/(?:struct|class|enum|extension)\s+(\w+Tests)\b/#).map { String($0.output.1) } }
        let known = Set(suites).union(architecture.layers.map { $0.name + "Tests" })
        for name in map.matches(of: #/`(\w+Tests)`/#).map({ String($0.output.1) }) {
            #expect(known.contains(name), "ARCHITECTURE.md names \(name), which is no suite: name the one that holds the invariant")
        }
    }

    @Test func theMapIsShortEnoughToBeRead() {
        #expect(map.split(separator: "\n", omittingEmptySubsequences: false).count <= 200)
    }

    @Test func theThreatModelNamesTypesThatExist() throws {
        let sources = try SourceFile.all()
        let declared = Set(
            sources.flatMap { file in
                file.lines.flatMap { line in
                    line.matches(of: #/\b(?:struct|class|enum|protocol|actor|typealias)\s+(\w+)/#).map { String($0.output.1) }
                }
            })
        let cells = try Self.document("THREAT_MODEL.md").split(separator: "\n").filter { $0.hasPrefix("| ") }
            .compactMap { $0.split(separator: "|").last.map(String.init) }
        let types = cells.flatMap { cell in
            cell.matches(of: #/\(([A-Z]\w+(?:, [A-Z]\w+)*)\)/#).flatMap { $0.output.1.split(separator: ", ").map(String.init) }
        }
        #expect(types.count > 30)
        for type in types { #expect(declared.contains(type), "THREAT_MODEL.md names the type \(type), which is gone") }
    }

    /// A route of the server's table.
    private struct Route {
        let path: String
        let roles: [String]
    }

    private func routes() throws -> [Route] {
        let declaration = #/Route\([^"\n]*at: "([^"]+)", for: \.\w+(?:\(\[([^\]]*)\]\))?/#
        return try SourceFile.all().filter { $0.module == "Gateway" }.flatMap { file in
            file.lines.joined(separator: "\n").matches(of: declaration).map { match in
                Route(
                    path: String(match.output.1),
                    roles: (match.output.2 ?? "").split(separator: ",").map { $0.trimmingCharacters(in: [" ", "."]) })
            }
        }
    }

    @Test func everyRouteIsDocumented() throws {
        let (pages, routes) = (try Self.document("docs/http.md") + Self.document("docs/cards.md"), try routes())
        #expect(routes.count > 20)
        for route in routes {
            // The page names those of operators together: `POST /attachments/{id}/release`, `delete`, …
            let isThere = pages.contains(route.path) || pages.contains("`\(route.path.split(separator: "/").last ?? "")`")
            #expect(isThere, "docs/http.md does not say what \(route.path) is")
        }
    }

    @Test func theRolesOfTheDocumentsAreTheServers() throws {
        let rows = try Self.document("docs/configuration.md").split(separator: "\n").map(String.init)
        for route in try routes() {
            for role in route.roles {
                let row = rows.first { $0.hasPrefix("| `\(role)` |") } ?? ""
                let isThere = row.contains(route.path) || row.contains("/" + (route.path.split(separator: "/").last ?? ""))
                #expect(isThere, "docs/configuration.md does not say that the role \(role) opens \(route.path)")
            }
        }
    }

    private static func document(_ name: String) throws -> String {
        try String(contentsOf: SourceFile.package.appending(path: name), encoding: .utf8)
    }
}
