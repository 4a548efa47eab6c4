import FileIO
import Foundation
import TestSupport

extension TestFolder {
    func contents(of name: String) throws -> [UInt8] { try [UInt8](Data(contentsOf: url.appending(path: name))) }

    func permissions(of name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
    }
}

extension FileWriter {
    func write(_ text: String) throws { try unsafe write(Array(text.utf8).span.bytes) }
}
