import Attachments
import Testing

@testable import FileTypes

/// Families whose members are told by what is in them.
@Suite struct ContainerTests {
    @Test(arguments: [
        ("application/vnd.apple.pages", ["Index/Document.iwa", "Index/ViewState.iwa"]),
        ("application/vnd.apple.keynote", ["Index/Document.iwa", "Index/Slide-1.iwa"]),
        ("application/vnd.apple.numbers", ["Index/Document.iwa", "Index/CalculationEngine.iwa", "Index/Tables/Tile.iwa"]),
        ("application/vnd.apple.pkpass", ["pass.json", "manifest.json", "signature"]),
        ("application/vnd.google-earth.kmz", ["doc.kml", "files/a.png"]),
        ("application/vnd.ms-xpsdocument", ["[Content_Types].xml", "FixedDocSeq.fdseq"]),
        ("model/3mf", ["[Content_Types].xml", "3D/3dmodel.model"]),
        ("application/vnd.ms-visio.drawing.main+xml", ["[Content_Types].xml", "visio/document.xml"]),
        ("application/vnd.ms-excel.sheet.binary.macroenabled.12", ["[Content_Types].xml", "xl/workbook.bin"]),
        ("application/zip", ["a.kml/x", "b"]),
        ("application/vnd.etsi.asic-e+zip", ["a.pdf", "META-INF/signatures0.xml"]),
    ])
    func anArchiveIsWhatItsMembersMakeIt(type: String, members: [String]) throws {
        #expect(try Samples.detect(Samples.zip(members.map { ($0, "x") })).type == type)
    }

    @Test func aLabelCountsOnlyWithWhatBelongsToIt() throws {
        let label = ("mimetype", "application/vnd.oasis.opendocument.text")
        #expect(try Samples.detect(Samples.zip([label, ("META-INF/manifest.xml", "x")])).type == label.1)
        #expect(try Samples.detect(Samples.zip([label, ("a.exe", "x")])).type == "application/zip")
        #expect(try Samples.detect(Samples.zip([("mimetype", "image/png"), ("a", "x")])).type == "application/zip")
    }

    @Test(arguments: [
        ("isom", ["soun"], ["audio/mp4", "video/mp4"]), ("mp42", ["soun"], ["audio/mp4", "video/mp4"]),
        ("M4A ", ["soun"], ["audio/mp4", "video/mp4"]),
        ("dash", ["soun"], ["audio/mp4", "video/mp4"]), ("isom", ["vide", "soun"], ["video/mp4"]),
        ("M4A ", ["soun", "vide"], ["video/mp4"]), ("isom", [], ["video/mp4"]),
        ("M4A ", [], ["audio/mp4", "video/mp4"]), ("3gp4", ["soun"], ["audio/3gpp", "video/3gpp"]),
        ("3gp5", ["vide"], ["video/3gpp"]), ("qt  ", ["soun"], ["video/quicktime"]),
        ("heic", [], ["image/heic", "image/heif"]), ("avif", [], ["image/avif"]), ("crx ", [], ["image/x-canon-cr3"]),
        ("zzzz", ["vide"], ["application/octet-stream"]),
    ])
    func tracksTellSoundsFromFilms(brand: String, tracks: [String], types: [String]) throws {
        for listLast in [false, true] {
            #expect(try Samples.detect(Samples.film(brand, tracks: tracks, listLast: listLast)).types == types)
        }
    }

    @Test func tracksOfWebMTellSoundsFromFilms() throws {
        #expect(try Samples.detect(Samples.webm(tracks: [2])).types == ["audio/webm", "video/webm"])
        #expect(try Samples.detect(Samples.webm(tracks: [1, 2])).types == ["video/webm"])
        #expect(try Samples.detect(Samples.webm(tracks: [])).types == ["video/webm"])
    }

    @Test(arguments: [
        ("WordDocument", "application/msword"), ("Workbook", "application/vnd.ms-excel"), ("Book", "application/vnd.ms-excel"),
        ("PowerPoint Document", "application/vnd.ms-powerpoint"),
        ("VisioDocument", "application/vnd.visio"), ("__properties_version1.0", "application/vnd.ms-outlook"),
        ("Props14", "application/vnd.ms-project"), ("Other", "application/x-ole-storage"),
    ])
    func aCompoundFileIsWhatItsStreamsMakeIt(stream: String, type: String) throws {
        #expect(try Samples.detect(Samples.compoundFile([("\u{5}SummaryInformation", []), (stream, [])])).type == type)
    }

    @Test func theNameSaysWhoseRawPictureATIFFIs() throws {
        let bytes: [UInt8] = [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 0, 0]
        #expect(try Samples.detect(bytes, named: "a.dng").types == ["image/x-adobe-dng", "image/tiff"])
        #expect(try Samples.detect(bytes, named: "a.tif").types == ["image/tiff"])
        #expect(try Samples.passes(bytes, named: "a.nef", claimed: "image/x-nikon-nef"))
    }

    @Test(arguments: ["", "BBBB", "\0\0\0\0", "\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}"])
    func nothingBreaksOnWhatIsCutOrNonsense(tail: String) throws {
        let whole = [
            Samples.zip([("[Content_Types].xml", "x"), ("word/a.xml", "x")]), Samples.compoundFile([("WordDocument", [])]),
            Samples.film("isom", tracks: ["soun"]),
            Samples.webm(tracks: [2]), Samples.latin1("Rar!\u{1A}\u{7}\u{1}\0"), Samples.latin1("7z\u{BC}\u{AF}\u{27}\u{1C}"),
            Samples.latin1("OggS\0\u{2}"), [0x30, 0x82], [0x30, 0x80, 6, 9],
            Samples.latin1("ID3\u{4}\0\0\0\0\0\u{5}"), [0xFF, 0xFB, 0x90], [0x47], Samples.latin1("<?xml "),
            Samples.latin1("<!DOCTYPE x ["),
        ]
        for bytes in whole {
            for length in stride(from: 0, through: bytes.count, by: max(1, bytes.count / 200)) {
                _ = try Samples.detect(Array(bytes[..<length]) + Samples.latin1(tail), named: "a.docx")
            }
        }
    }

    @Test(arguments: [
        // By Python's zlib, without its header: packed by fixed codes, with copies, by codes of its own, and stored.
        ("4b4c4a4e490500", "abcde", 10), ("4b4c4a4e490500", "abcd", 4), ("4b4c24120000", String(repeating: "a", count: 41), 64),
        (
            "0d8f5b0100500443abac8102e832effe09eefd630eb354b3e838bbf3b58ae3ee9728d762a531241d5caf15a23e869af25f34171ee9d2212382df55b71e"
                + "567925b6eb3910739938475862e784c71655fdd344d10aa8c5e85c3b54b826f8a87d95378ac2deec1050fb90fe0d4f6886c19a1ef10f9a757598e6",
            "c<==bebh=hh>g=dbhagg<==a/he/=d<bfaaa> ag>dg/a d=hh dfd>d=heag", 61
        ),
        ("010500faff68656c6c6f", "hello", 5),
    ])
    func unpacksTheBeginningOfAStream(hexadecimal: String, text: String, limit: Int) throws {
        let digits = Array(hexadecimal)
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
        #expect(Inflate.beginning(of: bytes, upTo: limit).map { String(decoding: $0, as: UTF8.self) } == text)
    }

    @Test func packedNonsenseIsNothing() {
        #expect(Inflate.beginning(of: [0xFF, 0xFF, 0xFF], upTo: 100) == nil)
        #expect(Inflate.beginning(of: [], upTo: 100) == [])
    }
}
