internal import FoundationEssentials
internal import Synchronization

/// Makes identifiers that only ever grow, whatever the clock does.
///
/// Two within one millisecond, or after the clock was set back, still sort in the order in which they were made.
public final class IdentifierSource: Sendable {
    /// The wall clock and the system's randomness. One for the whole process, so that its order holds everywhere in it.
    public static let system = IdentifierSource(
        milliseconds: { UInt64(max(0, Date().timeIntervalSince1970 * 1000)) }, chance: { UInt128.random(in: 0...UInt128.max) })

    private let milliseconds: @Sendable () -> UInt64
    private let chance: @Sendable () -> UInt128
    private let last = Mutex<AttachmentID?>(nil)

    /// Takes time and chance from its caller.
    ///
    /// - Parameters:
    ///   - milliseconds: the time since 1970; the low 48 bits are used.
    ///   - chance: random bits, of which the low 80 are used.
    public init(milliseconds: @escaping @Sendable () -> UInt64, chance: @escaping @Sendable () -> UInt128) {
        self.milliseconds = milliseconds
        self.chance = chance
    }

    /// The next identifier; greater than every one before it, of whatever kind.
    public func next<Subject>() -> ULID<Subject> { advance().of(Subject.self) }

    private func advance() -> AttachmentID {
        let fresh = AttachmentID(milliseconds: milliseconds(), chance: chance())
        return last.withLock { last in
            let next = last.map { max(fresh, $0.successor) } ?? fresh
            last = next
            return next
        }
    }
}
