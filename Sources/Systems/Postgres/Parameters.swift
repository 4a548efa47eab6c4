import CPostgres

/// The values of one statement, laid out for libpq: text, each with a zero behind it.
struct Parameters {
    private var bytes: [CChar] = []
    private var starts: [Int?] = []

    init(_ values: [(any Bindable)?]) {
        for value in values {
            guard let value else {
                starts.append(nil)
                continue
            }
            starts.append(bytes.count)
            bytes.append(contentsOf: value.parameterText.utf8.lazy.map { CChar(bitPattern: $0) })
            bytes.append(0)
        }
    }

    var count: Int32 { Int32(starts.count) }

    /// Lends the values for one call.
    @unsafe func withPointers<Value>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Value) -> Value {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            let pointers = unsafe starts.map { start in unsafe start.flatMap { unsafe bytes.baseAddress?.advanced(by: $0) } }
            return unsafe pointers.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
        }
    }
}
