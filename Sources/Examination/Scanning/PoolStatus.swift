/// How all the engines are together. Pure.
struct PoolStatus: Sendable {
    private let engines: [EngineStatus]
    private var ready: [EngineStatus] { engines.filter(\.isReady) }

    init(_ engines: [EngineStatus]) { self.engines = engines }

    /// - Parameter maximumFileSize: the largest file that the policy lets in.
    func status(for maximumFileSize: Int64) -> ScannerStatus {
        guard let first = ready.first else {
            return ScannerStatus(
                isReady: false, problem: engines.compactMap(\.problem).joined(separator: " "), engines: engines)
        }
        let versions = ready.filter(\.namesSignatures).compactMap(\.engine)
        return ScannerStatus(
            isReady: true, engine: first.engine, signatureAge: ready.compactMap(\.signatureAge).max(),
            provenFileSize: ready.compactMap(\.provenFileSize).max(), advice: advice(maximumFileSize),
            versions: versions.count == ready.count ? Array(Set(versions)).sorted() : [], engines: engines)
    }

    private func advice(_ maximumFileSize: Int64) -> String? {
        let sentences = engines.flatMap { engine in
            [engine.problem, engine.advice, engine.limit(maximumFileSize)].compactMap(\.self)
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }
}

extension EngineStatus {
    fileprivate func limit(_ maximumFileSize: Int64) -> String? {
        guard let provenFileSize, provenFileSize < maximumFileSize else { return nil }
        return "clamd at \(endpoint) scans files whole only up to \(provenFileSize) bytes and the policy takes \(maximumFileSize); "
            + "raise MaxFileSize, MaxScanSize and StreamMaxLength in clamd.conf, or larger files are not released."
    }
}
