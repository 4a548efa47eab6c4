extension RawSpan {
    /// One byte; traps outside the bounds.
    @inlinable package subscript(offset: Int) -> UInt8 {
        // Every pattern of bits is a byte, and the load checks the bounds.
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }
}
