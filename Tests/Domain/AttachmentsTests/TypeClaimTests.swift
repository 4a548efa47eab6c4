import Attachments
import Testing

@Suite struct TypeClaimTests {
    @Test(
        arguments: [
            nil, "", " ", "*/*", "image/*", "application/*", "image", "png", "pdf", "null", "undefined", "file",
            "image/octet-stream",
            "application/octet-stream", "application/octet-stream; name=a", "binary/octet-stream", "application/unknown",
            "unknown/unknown", "application/x-unknown", "application/force-download", "application/download", "a/b/c",
        ] as [String?])
    func aWordThatNamesNoTypeClaimsNothing(text: String?) {
        #expect(TypeClaim(text) == nil)
    }

    @Test(arguments: [
        ("application/vnd.ms-excel", "text/csv"), ("text/comma-separated-values", "text/csv"), ("text/plain", "text/csv"),
        ("application/msword", "text/rtf"), ("audio/mpeg", "audio/mp4"), ("audio/mp4;codecs=opus", "audio/mp4"),
        ("application/zip", "application/vnd.apple.numbers"), ("text/xml", "application/gpx+xml"), ("application/ogg", "audio/ogg"),
        ("video/vnd.dlna.mpeg-tts", "video/mp2t"), ("text/directory", "text/vcard"), ("application/EDIFACT", "application/edifact"),
        ("application/x-compressed", "application/zip"), ("text/calendar", "text/plain"),
        ("application/x-nobody", "application/x-nobody"),
    ])
    func clientsHaveOtherNamesForIt(claim: String, type: String) throws {
        #expect(try #require(TypeClaim(claim)).fits(type))
    }

    @Test(arguments: [
        ("application/pdf", "image/png"), ("text/html", "image/png"), ("text/html", "text/plain"), ("text/plain", "text/html"),
        ("application/vnd.ms-excel", "application/pdf"), ("application/zip", "application/pdf"), ("image/png", "image/jpeg"),
        ("application/x-nobody", "image/png"), ("text/csv", "application/vnd.ms-excel"),
    ])
    func anotherTypeIsAContradiction(claim: String, type: String) throws {
        #expect(try !#require(TypeClaim(claim)).fits(type))
    }

    @Test(arguments: [
        ("application/vnd.ms-excel", ["text/csv"], true), ("image/heif", ["image/heic"], true),
        ("application/zip", ["application/pdf"], false),
        ("application/x-nobody", ["image/*"], false), ("application/x-own", ["application/x-own"], true),
    ])
    func aClaimMayTurnOutToBeWhatIsAllowed(claim: String, allow: [String], may: Bool) throws {
        #expect(try #require(TypeClaim(claim)).mayBeAllowed(by: Policy(allow: allow)) == may)
    }
}
