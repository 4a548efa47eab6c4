import Foundation

/// The regular files that a command line names, folders walked through; symbolic links are not followed.
enum LocalFiles {
    /// - Throws: `CommandError` when a path does not exist.
    static func all(under paths: [String]) throws -> [String] {
        try paths.flatMap { path -> [String] in
            let values = try? URL(fileURLWithPath: path).resourceValues(forKeys: [.isDirectoryKey])
            guard let isFolder = values?.isDirectory else {
                throw CommandError.usage("There is no file or folder '\(path)'. Check the path.")
            }
            return isFolder ? files(in: path) : [path]
        }
    }

    private static func files(in folder: String) -> [String] {
        let walk = FileManager.default.enumerator(
            at: URL(fileURLWithPath: folder), includingPropertiesForKeys: [.isRegularFileKey], options: [])
        let urls = (walk?.compactMap { $0 as? URL } ?? []).filter {
            (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
        }
        return urls.map(\.path).sorted()
    }
}
