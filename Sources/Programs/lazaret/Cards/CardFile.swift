import Foundation

/// A card's file, or the standard input.
enum CardFile {
    private static let maximumBytes = 256 * 1024

    /// - Throws: `CommandError` when it cannot be read, or is no card by its size.
    static func read(_ file: String) throws -> [UInt8] {
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
            guard bytes.count <= maximumBytes else {
                throw CommandError(exitCode: .no, description: "A card is at most \(maximumBytes) bytes. Make it smaller.")
            }
        }
        return Array(bytes)
    }
}
