/// What the server calls a transaction; never used twice (`xid8`).
public struct TransactionID: Sendable, Hashable {
    package let number: Int64

    package init(number: Int64) { self.number = number }
}
