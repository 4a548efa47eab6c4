import Attachments
import Testing

@Suite struct FileTypeAgreementTests {
    static let everything = [
        "image/*", "application/pdf", "text/plain", "application/json", "application/zip", "audio/*", "application/x-own",
    ]

    @Test(
        arguments: [
            ("a.png", "image/png", "image/png", "image/png"), ("a.PNG", "image/x-png", "image/png", "image/png"),
            ("a.jpeg", "image/jpg", "image/jpeg", "image/jpeg"), ("a.jfif", nil, "image/jpeg", "image/jpeg"),
            ("a.pdf", "application/octet-stream", "application/pdf", "application/pdf"),
            ("a.pdf", "", "application/pdf", "application/pdf"),
            ("a", "application/pdf", "application/pdf", "application/pdf"),
            ("scan 12.03.2026", nil, "application/pdf", "application/pdf"),
            ("a.pdf", "application/pdf; name=a.pdf", "application/pdf", "application/pdf"),
            ("voice.opus", "audio/ogg", "audio/ogg", "audio/ogg"),
            // Among plain texts the name says which it is, then the sender.
            ("a.txt", "text/plain", "text/csv", "text/plain"), ("a.csv", "text/csv", "text/plain", "text/csv"),
            ("a.csv", "text/plain", "text/plain", "text/csv"), ("a.md", nil, "text/plain", "text/markdown"),
            ("a.log", "text/plain", "text/x-c", "text/plain"), ("a", "text/csv", "text/plain", "text/csv"),
            ("a.txt", nil, "application/json", "text/plain"), ("a.tsv", "text/csv", "text/plain", "text/tab-separated-values"),
            ("a.json", "application/json", "text/plain", "application/json"), ("a.txt", nil, "text/x-diff", "text/plain"),
            // A type outside the table, which the policy names.
            ("a.own", "application/x-own", "application/x-own", "application/x-own"),
        ] as [(String, String?, String, String)])
    func agrees(name: String, claimed: String?, detected: String, type: String) throws {
        #expect(try agreed(name, claimed, detected) == type)
    }

    @Test(
        arguments: [
            (
                "a.pdf", "application/pdf", "application/x-executable",
                [
                    "Files of the type application/x-executable are not allowed.",
                    "The name ends in .pdf, but the file is application/x-executable.",
                    "The file is application/x-executable, not application/pdf.",
                ]
            ),
            (
                "a.png", "image/png", "image/jpeg",
                [
                    "The name ends in .png, but the file is image/jpeg.", "The file is image/jpeg, not image/png.",
                ]
            ),
            (
                "a.png", nil, "image/svg+xml",
                [
                    "Files of the type image/svg+xml are not allowed.", "The name ends in .png, but the file is image/svg+xml.",
                ]
            ),
            ("a.secret", nil, "image/png", ["The name has an extension that image/png files do not have."]),
            ("a.png", "secret/thing", "image/png", ["The file is image/png, not the type that its sender claimed."]),
            ("a.php.png", "image/png", "image/png", ["The name hides the extension .php beside another."]),
            ("a.pdf", nil, "application/x-own", ["The name ends in .pdf, but the file is application/x-own."]),
            ("a.docx", nil, "application/zip", ["The name ends in .docx, but the file is application/zip."]),
            ("a.png", nil, "text/plain", ["The name ends in .png, but the file is text/plain."]),
            ("a.txt", "image/png", "text/plain", ["The file is text/plain, not image/png."]),
            (
                "a.dat", nil, "application/octet-stream",
                [
                    "Files of the type application/octet-stream are not allowed."
                    // Nothing in the table owns .dat, so the name does not lie.
                ]
            ),
        ] as [(String, String?, String, [String])])
    func saysWhatDoesNotAgree(name: String, claimed: String?, detected: String, reasons: [String]) throws {
        #expect(try objections(name, claimed, detected) == reasons)
    }

    @Test(arguments: [
        ("text/html", "a.txt"), ("image/svg+xml", "a.txt"), ("text/xml", "a.txt"), ("application/javascript", "a.txt"),
        ("text/x-shellscript", "a.txt"), ("text/x-msdos-batch", "a.log"), ("text/x-php", "a.md"), ("text/x-script.python", "a.csv"),
        ("text/plain", "a.html"), ("text/plain", "a.js"), ("text/plain", "a.sh"), ("text/plain", "a.svg"), ("text/plain", "a.xml"),
        ("text/plain", "a.bat"), ("text/csv", "a.html"),
    ])
    func nothingThatRunsHidesUnderPlainText(detected: String, name: String) throws {
        for claimed in [nil, "text/plain", detected] {
            #expect(try !objections(name, claimed, detected, allow: ["text/*", "text/plain"]).isEmpty)
        }
    }

    @Test func oneRefinementAllowedDoesNotAllowTheOthers() throws {
        #expect(try agreed("a.csv", nil, "text/plain", allow: ["text/csv"]) == "text/csv")
        #expect(try !objections("a.md", nil, "text/plain", allow: ["text/csv"]).isEmpty)
    }

    @Test(
        arguments: [
            ("voice.m4a", "audio/mpeg", ["audio/mp4"], "audio/mp4"), ("voice.mp4", "video/mp4", ["audio/mp4"], "audio/mp4"),
            ("voice.mp4", nil, ["video/mp4"], "video/mp4"), ("voice.m4a", nil, ["video/mp4"], nil),
            ("voice.mp4", "audio/wav", ["audio/mp4"], nil),
            (nil, nil, ["video/mp4"], "video/mp4"), (nil, nil, ["audio/*", "video/*"], "audio/mp4"),
        ] as [(String?, String?, [String], String?)])
    func ofSeveralTypesTheFirstWithoutAnObjectionIsIt(name: String?, claimed: String?, allow: [String], type: String?) throws {
        let agreement = FileTypeAgreement.of(
            name: try name.map { try FileName(cleaning: $0) }, claimedType: claimed,
            detected: DetectedType(["audio/mp4", "video/mp4"]))
        let policy = Policy(allow: allow)
        let passes = agreement.objections.isEmpty && policy.objection(to: agreement.type) == nil
        #expect((passes ? policy.reading(of: agreement.type).name : nil) == type)
    }

    @Test func aFileWithoutANameIsComparedWithItsClaimAlone() {
        let agreed = FileTypeAgreement.of(name: nil, claimedType: "image/png", detected: DetectedType(["image/png"]))
        #expect(agreed == FileTypeAgreement(type: FileType("image/png")))
        let other = FileTypeAgreement.of(name: nil, claimedType: "image/gif", detected: DetectedType(["image/png"]))
        #expect(other.objections == [.init(.typeMismatch, "The file is image/png, not image/gif.")])
    }

    @Test func tellsADisguiseFromAMismatch() throws {
        let agreement = FileTypeAgreement.of(
            name: try FileName(cleaning: "a.php.png"), claimedType: nil, detected: DetectedType(["image/jpeg"]))
        #expect(agreement.objections.map(\.kind) == [.disguisedName, .typeMismatch])
    }

    /// The type, where nothing speaks against it.
    private func agreed(
        _ name: String, _ claimed: String?, _ detected: String, allow: [String] = everything
    ) throws -> String? {
        guard try objections(name, claimed, detected, allow: allow).isEmpty else { return nil }
        return try compare(name, claimed, detected).type.name
    }

    /// What the policy and the comparison say against a file.
    private func objections(
        _ name: String, _ claimed: String?, _ detected: String, allow: [String] = everything
    ) throws -> [String] {
        let agreement = try compare(name, claimed, detected)
        let refusal = Policy(allow: allow).objection(to: agreement.type)?.detail
        return [refusal].compactMap(\.self) + agreement.objections.map(\.sentence)
    }

    private func compare(_ name: String, _ claimed: String?, _ detected: String) throws -> FileTypeAgreement {
        FileTypeAgreement.of(name: try FileName(cleaning: name), claimedType: claimed, detected: DetectedType([detected]))
    }
}
