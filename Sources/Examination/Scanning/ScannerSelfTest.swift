import Attachments
import FileIO
import Sockets

/// Finds out by trying whether a clamd can be believed, before a file is judged by it and again from time to time.
///
/// A clamd without signatures says `OK` to everything; one with small limits says `OK` to every file above them, unscanned. So it must find
/// the test virus, and find it at the end of a file as large as the policy lets in. Blocks its thread.
struct ScannerSelfTest: Sendable {
    /// clamd answers this without a thread of its scanners: who is slower hangs.
    private static let answerTimeLimit: Duration = .seconds(10)
    /// clamd scans nothing above 2 GiB, whatever its limits.
    private static let sizeAboveAllLimits: Int64 = 4 << 30

    let client: ClamdClient
    let maximumSize: Int64
    let virus: TestVirus
    let configuration: ScannerConfiguration

    /// A test that failed, and what to do.
    struct Failure: Error, Hashable {
        let problem: String
    }

    /// Tries everything.
    func prove() throws(Failure) -> ScannerProof {
        let version = try version()
        try findVirus()
        return ScannerProof(
            version: version, provenSize: try provenSize(), maximumThreads: try maximumThreads(), tellsLimits: try tellsLimits())
    }

    /// Tries again what may have changed in a clamd that was never away: its signatures.
    func renew(_ proof: ScannerProof) throws(Failure) -> ScannerProof {
        var proof = proof
        proof.version = try version()
        try findVirus()
        return proof
    }

    private func version() throws(Failure) -> ClamdVersion {
        guard case .answer(let bytes, _) = try ask(.version, within: Self.answerTimeLimit) else {
            throw Failure(problem: "clamd at \(client.endpoint) does not answer; see whether it hangs or is overloaded.")
        }
        guard let version = ClamdVersion(bytes) else {
            throw Failure(problem: "What answers at \(client.endpoint) is not clamd, or its VERSION command is switched off.")
        }
        return version
    }

    private func findVirus() throws(Failure) {
        guard try finds(try make { () throws(ScanningError) in try virus.plain() }) else {
            throw Failure(
                problem:
                    "clamd at \(client.endpoint) does not find the EICAR test file: it has no working signatures; run freshclam.")
        }
    }

    /// The largest size up to the maximum at which the test virus is found, to about 2 %.
    private func provenSize() throws(Failure) -> Int64 {
        if try findsVirus(atEndOf: maximumSize) { return maximumSize }
        var proven = TestVirus.smallestArchive
        guard proven < maximumSize, try findsVirus(atEndOf: proven) else {
            throw Failure(problem: "clamd at \(client.endpoint) does not look into archives; set ScanArchive yes in clamd.conf.")
        }
        var unproven = maximumSize
        while unproven - proven > max(4096, proven / 50) {
            let middle = (proven + unproven) / 2
            if try findsVirus(atEndOf: middle) { proven = middle } else { unproven = middle }
        }
        return proven
    }

    private func findsVirus(atEndOf size: Int64) throws(Failure) -> Bool {
        try finds(try make { () throws(ScanningError) in try virus.archive(size: max(size, TestVirus.smallestArchive)) })
    }

    /// Only by descriptor: four gigabytes of hole cost nothing there.
    private func tellsLimits() throws(Failure) -> Bool? {
        guard client.endpoint.takesDescriptors else { return nil }
        // Some file systems hold no file as large.
        guard let file = try? virus.archive(size: Self.sizeAboveAllLimits) else { return nil }
        return try judge(file) != .clean
    }

    private func maximumThreads() throws(Failure) -> Int? {
        guard case .answer(let bytes, _) = try ask(.statistics, within: Self.answerTimeLimit) else { return nil }
        return ClamdStatistics(bytes)?.maximumThreads
    }

    /// Whether clamd calls a file that holds the test virus infected.
    private func finds(_ file: OpenFile) throws(Failure) -> Bool {
        guard case .found(let detection) = try judge(file) else { return false }
        return detection.kind == .infected
    }

    private func judge(_ file: OpenFile) throws(Failure) -> ClamdReply {
        do {
            let (command, ending) = try client.scan(
                file, within: configuration.timeLimit(forSize: file.size), interruption: Interruption())
            switch ending {
            case .answer(let bytes, let toWholeQuestion):
                return try believed(ClamdReply(bytes, to: command, toWholeQuestion: toWholeQuestion))
            case .closedWithoutAnswer where !client.endpoint.takesDescriptors:
                // Over a network the reset that follows "size limit exceeded" may overtake it.
                return .failed(.streamTooLong)
            case .closedWithoutAnswer, .cutShort, .answerTooLong, .timedOut:
                throw Failure(problem: "clamd at \(client.endpoint) did not finish the scanner's self-test; see its log.")
            }
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(problem: "\(error)")
        }
    }

    /// A clamd in trouble has not shown that it finds nothing.
    private func believed(_ reply: ClamdReply) throws(Failure) -> ClamdReply {
        let examination = reply.examination(engine: "")
        guard examination.outcome == .error else { return reply }
        throw Failure(problem: "clamd at \(client.endpoint): \(examination.findings.map(\.detail).joined(separator: " "))")
    }

    private func ask(_ command: ClamdCommand, within limit: Duration) throws(Failure) -> ClamdExchange.Ending {
        do {
            return try client.ask(command, within: limit)
        } catch {
            throw Failure(problem: error.description)
        }
    }

    private func make(_ file: () throws(ScanningError) -> OpenFile) throws(Failure) -> OpenFile {
        do {
            return try file()
        } catch {
            throw Failure(problem: error.description)
        }
    }
}
