/// How many files of which size.
struct Load: Sendable {
    let name: String
    /// Bytes of one file.
    let size: Int
    let count: Int

    var megabytes: Double { Double(size * count) / 1e6 }

    /// The files, each different from all others; another seed gives others.
    func files(seed: UInt64) -> [[UInt8]] {
        var picture = NoisePicture(seed: seed)
        return (0..<count).map { _ in picture.bytes(size: size) }
    }
}

/// What one run took.
struct Measurement: Sendable {
    var seconds = 0.0
    var clamd = ProcessUsage.CPU()
    var lazaret = ProcessUsage.CPU()
    var generator = ProcessUsage.CPU()
}
