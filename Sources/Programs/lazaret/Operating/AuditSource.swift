import Application
import Configuration
import Foundation
import Ledger

/// Where the audit log is read: the ledger, or what was exported from it.
struct AuditSource {
    private static let page = 1000
    private static let longestLine = 1 << 20

    private enum Place {
        case ledger(any AuditReader)
        case export(FileHandle)
    }

    private let place: Place

    /// - Parameter export: a file, `-` for the standard input, or `nil` for the ledger.
    init(export: String?, _ configuration: LazaretConfiguration) throws {
        switch export {
        case nil:
            guard let reader = try configuration.auditReader() else {
                throw CommandError.usage(
                    "There is no ledger at \(configuration.ledgerPlace). Check 'data' and 'ledger' in the configuration, "
                        + "or name it by --config.")
            }
            place = .ledger(reader)
        case "-": place = .export(.standardInput)
        case let path?:
            guard let handle = FileHandle(forReadingAtPath: path) else {
                throw CommandError.usage("\(path) cannot be read. Check the path.")
            }
            place = .export(handle)
        }
    }

    /// Hands over the records in order, for as long as the body says to go on.
    func each(after number: Int64, _ body: (AuditRecord) throws -> Bool) throws {
        switch place {
        case .ledger(let reader):
            var last = number
            while case let page = try reader.records(after: last, limit: Self.page), !page.isEmpty {
                for record in page {
                    guard try body(record) else { return }
                    last = record.number
                }
            }
        case .export(let handle):
            var number = 0
            try lines(of: handle) { line in
                number += 1
                guard let record = try? JSONDecoder().decode(AuditRecord.self, from: line) else {
                    throw CommandError(
                        exitCode: .no, description: "Line \(number) of the export is no entry: it was changed, or is cut short.")
                }
                return try body(record)
            }
        }
    }

    private func lines(of handle: FileHandle, _ body: (Data) throws -> Bool) throws {
        var rest = Data()
        while let more = try handle.read(upToCount: 1 << 16), !more.isEmpty {
            rest += more
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                let line = rest[rest.startIndex..<end]
                rest = Data(rest[rest.index(after: end)...])
                if !line.isEmpty, try !body(Data(line)) { return }
            }
            guard rest.count <= Self.longestLine else {
                throw CommandError(exitCode: .no, description: "The export has a line longer than any entry.")
            }
        }
        if !rest.isEmpty { _ = try body(rest) }
    }
}
