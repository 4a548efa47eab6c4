import Attachments
import Testing

@testable import Scanning

@Suite struct ClamdReplyTests {
    /// Every answer to a scan that clamd is known to give, and some that it never gives.
    @Test(
        arguments: [
            ("OK", .clean, nil),
            ("Eicar-Test-Signature.UNOFFICIAL FOUND", .infected, "Eicar-Test-Signature.UNOFFICIAL"),
            (
                "Win.Test.EICAR_HDB-1(44d88612fea8a8f36de82e1278abb02f:68) FOUND", .infected,
                "Win.Test.EICAR_HDB-1(44d88612fea8a8f36de82e1278abb02f:68)"
            ),
            ("Heuristics.Limits.Exceeded.MaxFileSize FOUND", .limit, "Heuristics.Limits.Exceeded.MaxFileSize"),
            ("Heuristics.Limits.Exceeded.MaxScanSize FOUND", .limit, "Heuristics.Limits.Exceeded.MaxScanSize"),
            ("Heuristics.Limits.Exceeded.MaxFiles FOUND", .limit, "Heuristics.Limits.Exceeded.MaxFiles"),
            ("Heuristics.Limits.Exceeded.MaxRecursion FOUND", .limit, "Heuristics.Limits.Exceeded.MaxRecursion"),
            ("Heuristics.Limits.Exceeded.MaxScanTime FOUND", .limit, "Heuristics.Limits.Exceeded.MaxScanTime"),
            ("Heuristics.Limits.Exceeded.EmailLineFoldcnt FOUND", .limit, "Heuristics.Limits.Exceeded.EmailLineFoldcnt"),
            ("Heuristics.Zip.OverlappingFiles FOUND", .limit, "Heuristics.Zip.OverlappingFiles"),
            ("Heuristics.Encrypted.Zip FOUND", .encrypted, "Heuristics.Encrypted.Zip"),
            ("Heuristics.Encrypted.PDF FOUND", .encrypted, "Heuristics.Encrypted.PDF"),
            ("Heuristics.OLE2.ContainsMacros.VBA FOUND", .active, "Heuristics.OLE2.ContainsMacros.VBA"),
            ("Heuristics.OLE2.ContainsMacros.XLM FOUND", .active, "Heuristics.OLE2.ContainsMacros.XLM"),
            ("Heuristics.Broken.Media.PNG.EOFReadingChunk FOUND", .unscannable, "Heuristics.Broken.Media.PNG.EOFReadingChunk"),
            ("Heuristics.Broken.Executable FOUND", .unscannable, "Heuristics.Broken.Executable"),
            ("Heuristics.Structured.SSN FOUND", .unscannable, "Heuristics.Structured.SSN"),
            ("Heuristics.Structured.CreditCardNumber FOUND", .unscannable, "Heuristics.Structured.CreditCardNumber"),
            ("Heuristics.Phishing.Email.SpoofedDomain FOUND", .infected, "Heuristics.Phishing.Email.SpoofedDomain"),
            ("Heuristics.PDF.ObfuscatedNameObject FOUND", .infected, "Heuristics.PDF.ObfuscatedNameObject"),
            ("Heuristics.SomethingNew FOUND", .infected, "Heuristics.SomethingNew"),
            ("PUA.Win.Packer.Upx-1 FOUND", .infected, "PUA.Win.Packer.Upx-1"),
            ("(null) FOUND", .error, nil),
            (" FOUND", .error, nil),
            ("FOUND", .error, nil),
            ("two names FOUND", .error, nil),
            ("CL_EMAXSIZE ERROR", .limit, nil),
            ("Exceeded time limit ERROR", .limit, nil),
            ("INSTREAM size limit exceeded. ERROR", .limit, nil),
            ("Can't unpack some data ERROR", .unscannable, nil),
            ("Bad format or broken data ERROR", .unscannable, nil),
            ("CL_EFORMAT: Bad format or broken data ERROR", .unscannable, nil),
            ("Can't allocate memory ERROR", .error, nil),
            ("Can't map file into memory ERROR", .error, nil),
            ("Can't create temporary file ERROR", .error, nil),
            ("Error writing to temporary file ERROR", .error, nil),
            ("Not a regular file ERROR", .error, nil),
            ("Not supported file type ERROR", .error, nil),
            ("Unspecified error ERROR", .error, nil),
            ("No viruses detected ERROR", .error, nil),
            ("Excluded", .error, nil),
            ("Empty file", .error, nil),
            ("ok", .error, nil),
            ("OK ", .error, nil),
            ("OK\0stream: Eicar FOUND", .error, nil),
            ("OK\nfd[9]: Eicar FOUND", .error, nil),
            ("", .error, nil),
        ] as [(String, Outcome, String?)])
    func readsEveryAnswer(_ body: String, _ outcome: Outcome, _ signature: String?) {
        for (command, prefix) in [(ClamdCommand.scanDescriptor, "fd[9]: "), (.scanStream(size: 1), "stream: ")] {
            let examination = reply(prefix + body, to: command).examination(engine: "ClamAV 1.4.6")
            #expect(examination.outcome == outcome)
            #expect(examination.findings.first?.signature == signature)
            #expect(examination.findings.isEmpty == (outcome == .clean))
            #expect(examination.findings.allSatisfy { $0.examiner == "clamd" && $0.version == "ClamAV 1.4.6" })
            #expect(examination.version == "ClamAV 1.4.6")
        }
    }

    /// Answers about the command, and what is no answer of clamd's at all.
    @Test(
        arguments: [
            ("INSTREAM size limit exceeded. ERROR", .limit), ("COMMAND READ TIMED OUT", .error), ("UNKNOWN COMMAND", .error),
            ("COMMAND UNAVAILABLE", .error), ("No file descriptor received. ERROR", .error),
            ("PROTOCOL ERROR: ancillary data sent without FILDES. ERROR", .error),
            ("ENGINE VERSION MISMATCH: a != b. ERROR", .error),
            ("", .error), ("OK", .error), ("Eicar FOUND", .error), ("PONG", .error), ("/etc/passwd: OK", .error),
            ("1: stream: OK", .error),
            ("fd[]: OK", .error), ("fd[x]: OK", .error), ("fd[9]:OK", .error), ("HTTP/1.1 200 OK", .error),
            ("stream: OK\u{301}", .error),
            ("\u{7F}OK", .error),
        ] as [(String, Outcome)])
    func readsWhatIsNoAnswer(_ text: String, _ outcome: Outcome) {
        #expect(reply(text, to: .scanDescriptor).examination(engine: "").outcome == outcome)
        #expect(reply(text, to: .scanStream(size: 1)).examination(engine: "").outcome == outcome)
    }

    @Test func refusesTheAnswerToAnotherCommand() {
        #expect(reply("stream: OK", to: .scanDescriptor) == .unintelligible)
        #expect(reply("fd[9]: OK", to: .scanStream(size: 1)) == .unintelligible)
        #expect(reply("fd[9]: OK", to: .version) == .unintelligible)
    }

    @Test func refusesBytesThatAreNoText() {
        let bytes = Array("stream: ".utf8) + [0xFF] + Array(" FOUND".utf8)
        #expect(ClamdReply(bytes, to: .scanStream(size: 1), toWholeQuestion: true) == .unintelligible)
    }

    @Test func believesNoOKBeforeTheWholeFileWasSent() {
        let early = ClamdReply(Array("stream: OK".utf8), to: .scanStream(size: 1), toWholeQuestion: false)
        #expect(early == .unintelligible)
        let found = ClamdReply(Array("stream: Eicar FOUND".utf8), to: .scanStream(size: 1), toWholeQuestion: false)
        #expect(found == .found(ClamdDetection(name: "Eicar")))
    }

    @Test(arguments: ClamdFailure.allCases) func neverTakesAFailureForClean(_ failure: ClamdFailure) {
        #expect([.limit, .unscannable, .error].contains(failure.kind))
        #expect(!failure.reason.isEmpty)
    }

    private func reply(_ text: String, to command: ClamdCommand) -> ClamdReply {
        ClamdReply(Array(text.utf8), to: command, toWholeQuestion: true)
    }

    @Test func namesMacrosAsWhatTheyAre() {
        let answer = reply("fd[9]: Heuristics.OLE2.ContainsMacros.VBA FOUND", to: .scanDescriptor).examination(engine: "ClamAV")
        #expect(answer.findings.map(\.kind) == [.macro])
    }
}
