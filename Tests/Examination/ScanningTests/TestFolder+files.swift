import FileIO
import Foundation
import Glibc
import TestSupport

@testable import Scanning

extension TestFolder {
    func configuration(
        timeout: Duration = .seconds(60), maximumFileSize: Int64 = 21_000_000, concurrency: Int = 4
    ) -> ScannerConfiguration {
        ScannerConfiguration(
            timeout: timeout, maximumFileSize: maximumFileSize, concurrency: concurrency, stateFolder: url,
            signatureFolder: URL(filePath: signatures))
    }

    func file(_ contents: [UInt8]) throws -> OpenFile {
        let place = url.appending(path: UUID().uuidString)
        try Data(contents).write(to: place)
        let handle = try FileHandle(forReadingFrom: place)
        defer { try? handle.close() }
        return OpenFile(owning: dup(handle.fileDescriptor), size: Int64(contents.count))
    }

    func noise(_ count: Int) throws -> OpenFile {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count {
            let word = generator.next()
            for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
        }
        return try file(Array(bytes[..<count]))
    }

    var virus: TestVirus { TestVirus(folder: url) }
}
