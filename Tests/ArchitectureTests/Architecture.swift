/// The layers of the package, as `Package.swift` lists them: a target may use only what stands above it. A floor is a folder of layers.
struct Architecture {
    struct Layer {
        let name: String
        /// The folder of `Sources` in which the target's folder lies.
        let floor: String
        let isCLibrary: Bool
        let dependencies: [String]
    }

    /// What of the toolchain every module may import.
    static let toolchain: Set = ["Foundation", "FoundationEssentials", "Dispatch", "Synchronization"]
    /// Who besides the wrappers of C libraries may call the C library of the system, and why.
    static let systemCallers = [
        "FileIO": "wraps the calls on files",
        "Scanning": "starts a clamd of its own and hands it descriptors",
        "lazaret": "is the program: terminals and exit codes",
    ]

    let layers: [Layer]

    /// Reads the targets of `Package.swift` above its tests.
    init(package text: String) throws {
        guard let start = text.firstRange(of: "targets: [\n"), let end = text.firstRange(of: "// Tests\n") else {
            throw Unreadable(reason: "Package.swift has no list of targets that ends with the comment `// Tests`")
        }
        let list = text[start.upperBound..<end.lowerBound]
        let floors = list.matches(of: #/floor\(\s*"(\w+)"/#)
        let declaration = #/(systemLibrary|module|program|\.target)\(\s*(?:name:\s*)?"([\w-]+)"/#
        let found = list.matches(of: declaration)
        let ends = found.dropFirst().map(\.range.lowerBound) + [list.endIndex]
        layers = zip(found, ends).map { match, end in
            let dependencies = list[match.range.upperBound..<end].firstMatch(of: #/\A,\s*\[([^\]]*)\]/#)?.output.1 ?? ""
            let floor = floors.last { $0.range.upperBound <= match.range.lowerBound }
            return Layer(
                name: String(match.output.2), floor: floor.map { String($0.output.1) } ?? "",
                isCLibrary: ["systemLibrary", ".target"].contains(match.output.1),
                dependencies: dependencies.matches(of: #/"(\w+)"/#).map { String($0.output.1) })
        }
    }

    /// Why a module must not import another, and what to do; `nil` when it may.
    func objection(to imported: String, in module: String) -> String? {
        guard let own = layers.firstIndex(where: { $0.name == module }) else {
            return "\(module) is not a target of Package.swift; list it at the layer where it belongs"
        }
        if Self.toolchain.contains(imported) { return nil }
        if imported == "Glibc" {
            let isWrapper = layers[own].dependencies.contains { name in layers.contains { $0.name == name && $0.isCLibrary } }
            return isWrapper || Self.systemCallers[module] != nil
                ? nil : "only wrappers of C libraries call the system directly; ask FileIO, Sockets or Threading for what is needed"
        }
        guard let other = layers.firstIndex(where: { $0.name == imported }) else {
            return "\(imported) is neither a target above the tests nor one of \(Self.toolchain.sorted()); do without it"
        }
        if other >= own {
            return "\(imported) stands below \(module) in Package.swift; move what is shared up, or pass it in"
        }
        if !layers[own].dependencies.contains(imported) {
            let isC = layers[other].isCLibrary
            return
                "\(module) does not declare \(imported) as a dependency; \(isC ? "use its Swift wrapper" : "declare it in Package.swift")"
        }
        return nil
    }

    /// What is wrong with the list itself.
    var objections: [String] {
        var objections: [String] = []
        for (index, layer) in layers.enumerated() {
            for dependency in layer.dependencies where !layers[..<index].contains(where: { $0.name == dependency }) {
                objections.append(
                    "\(layer.name) depends on \(dependency), which does not stand above it; change the order or the dependency")
            }
            let wrappers = layers.filter { $0.dependencies.contains(layer.name) }.map(\.name)
            if layer.isCLibrary && wrappers.count != 1 {
                objections.append("\(layer.name) must have exactly one Swift wrapper, has \(wrappers); let the others use that one")
            }
        }
        return objections
    }

    struct Unreadable: Error {
        let reason: String
    }
}
