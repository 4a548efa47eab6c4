import Foundation

/// The regular files that a command line names, folders walked through; symbolic links are followed only where they are named.
enum LocalFiles {
    /// - Parameter unreadable: called with each folder that could not be looked into.
    /// - Throws: `CommandError` when a path does not exist.
    static func all(under paths: [String], unreadable: (String) -> Void) throws -> [String] {
        var files: [String] = []
        for path in paths {
            let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
            guard let isFolder = try? target.resourceValues(forKeys: [.isDirectoryKey]).isDirectory else {
                throw CommandError.usage("There is no file or folder '\(path)'. Check the path.")
            }
            if isFolder { walk(path, &files, unreadable) } else { files.append(path) }
        }
        return files
    }

    private static func walk(_ folder: String, _ files: inout [String], _ unreadable: (String) -> Void) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return unreadable(folder) }
        for name in names.sorted() {
            let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
            // The link itself is looked at, not what it leads to: nothing is met twice, and no walk goes in circles.
            let values = try? URL(fileURLWithPath: path).resourceValues(forKeys: [.isDirectoryKey, .isRegularFileKey])
            if values?.isDirectory == true { walk(path, &files, unreadable) }
            if values?.isRegularFile == true { files.append(path) }
        }
    }
}
