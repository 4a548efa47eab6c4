import Attachments
import Crypto
public import Ledger
import ObjectStore
import Observability

/// Erases one customer: first no work and no link is left, then the bytes go, then the rows. Cut off anywhere, it can be done again.
public struct ErasureDesk: Sendable {
    private static let batch = 100
    /// So many at one request; whoever asks goes on while something remains.
    private static let batches = 10

    private let context: PipelineContext
    private let key: [UInt8]

    /// Composes the desk.
    ///
    /// - Parameter key: under which the audit log names customers who were erased.
    public init(_ context: PipelineContext, key: [UInt8]) {
        self.context = context
        self.key = key
    }

    /// What would go.
    ///
    /// - Throws: what the ledger throws.
    public func records(of contact: String) async throws -> CustomerRecords { try await context.ledger.records(of: contact) }

    /// Erases what nobody has in hand.
    ///
    /// - Returns: what went. Something may remain: what is judged, fetched or sent at this moment, and what exceeds one request.
    /// - Throws: what store and ledger throw; what went until then is gone.
    public func erase(_ contact: String, by holder: String) async throws -> CustomerRecords {
        let mark = try mark(of: contact)
        var gone = CustomerRecords()
        for _ in 0..<Self.batches {
            let withdrawal = try await context.ledger.withdraw(contact, limit: Self.batch)
            context.configuration.passing(.withdrawn)
            for file in withdrawal.files { try await context.store.destroy(file) }
            context.configuration.passing(.erased)
            gone += withdrawal.gone
            gone += try await context.ledger.erase(withdrawal.files, of: contact) { [context] records in
                context.audit(
                    "customer.erased", by: holder, about: nil,
                    "customer \(mark): \(records.attachments) files, \(records.messages) messages, \(records.reasons) reasons in this log"
                )
            }
            guard withdrawal.files.count == Self.batch else { break }
        }
        context.log.info("A customer was erased.", ["customer": .string(mark), "files": .integer(Int64(gone.attachments))])
        return gone
    }

    /// Who it was, for whoever has the identifier and asks the gateway; nobody finds the identifier by trying.
    private func mark(of contact: String) throws -> String {
        String(try HMACSHA256.authenticate(key: key, message: Array("lazaret-erasure\n\(contact)".utf8)).hex.prefix(32))
    }
}
