public import Cards
public import Configuration
import Foundation

/// The configuration of cards in the terms of the module that makes them.
extension CardsSection {
    private static let maximumTemplateBytes = 256 * 1024

    /// Reads the templates, tries each of them out, and makes what builds cards.
    ///
    /// - Throws: `ApplicationError` with everything that is wrong in any template.
    public func builder() throws -> CardBuilder {
        do {
            return CardBuilder(limits: limits, templates: try CardTemplates(files: try templateFiles(), limits: limits))
        } catch let error as CardRefusal {
            let lines = error.problems.map { "  \($0.path): \($0.reason)" }.joined(separator: "\n")
            throw ApplicationError(.configuration, "The templates in \(folder) cannot be used:\n\(lines)")
        }
    }

    private var folder: String { templates ?? "./cards" }

    private func templateFiles() throws -> [(name: String, bytes: [UInt8])] {
        let url = URL(fileURLWithPath: folder, isDirectory: true)
        guard templates != nil || FileManager.default.fileExists(atPath: url.path) else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: [.fileSizeKey])
                .filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
                .map { file in
                    let handle = try FileHandle(forReadingFrom: file)
                    let bytes = try handle.read(upToCount: Self.maximumTemplateBytes) ?? Data()
                    return (file.deletingPathExtension().lastPathComponent, Array(bytes))
                }
        } catch {
            throw ApplicationError(
                .configuration, "cards.templates: the folder \(folder) cannot be read. Make it, or correct the path.")
        }
    }
}
