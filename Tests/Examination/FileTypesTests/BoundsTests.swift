import Attachments
import FileTypes
import Testing

@Suite struct BoundsTests {
    /// A source that says it is endless, and counts what is asked of it.
    private final class Endless: ByteSource {
        let start: [UInt8]
        let filler: [UInt8]
        var taken = 0
        var size: Int64 { 1 << 40 }

        init(_ start: [UInt8], filler: [UInt8]) {
            self.start = start
            self.filler = filler
        }

        func read(upTo count: Int, at offset: Int64) -> [UInt8] {
            taken += count
            return (0..<count).map { index in
                let place = Int(offset) + index
                return place < start.count ? start[place] : filler[place % filler.count]
            }
        }
    }

    @Test(arguments: [
        (Samples.latin1("PK\u{3}\u{4}"), [0x50, 0x4B, 5, 6] as [UInt8]),
        (Samples.box("ftyp", Samples.latin1("isom\0\0\0\0")), [0, 0, 0, 8, 0x66, 0x72, 0x65, 0x65]),
        (Samples.latin1("Rar!\u{1A}\u{7}\0"), [0, 0, 0x74, 0, 0x80, 7, 0, 0]),
        (Samples.compoundFile([("WordDocument", [])]), [0, 0, 0, 0]),
        (Samples.latin1("ID3\u{4}\0\0\u{7F}\u{7F}\u{7F}\u{7F}"), [0xFF]),
    ])
    func noStructureLeadsFurtherThanTheBound(start: [UInt8], filler: [UInt8]) throws {
        let source = Endless(start, filler: filler)
        _ = try FileTypeDetector.detect(source, name: nil, claim: nil) { _ in DetectedType.unknown }
        #expect(source.taken <= 65536 + 5 << 20)
    }

    @Test func libmagicIsAskedOnlyWhereNobodyKnows() throws {
        func asked(_ bytes: [UInt8], answering type: String) throws -> (type: String, asked: Bool) {
            var asked = false
            let detected = try FileTypeDetector.detect(BytesInMemory(bytes), name: nil, claim: nil) { _ in
                asked = true
                return type
            }
            return (detected.type, asked)
        }
        #expect(try asked(Samples.latin1("A letter."), answering: "application/x-dosexec") == ("text/plain", false))
        #expect(try asked([0, 1, 2, 3], answering: "image/x-sony-tim") == ("image/x-sony-tim", true))
        // That binary bytes are a text, or of a family that has refuted it, is not believed.
        for type in ["text/plain", "text/x-c", "application/zip", "application/json"] {
            #expect(try asked([0, 1, 2, 3], answering: type) == (DetectedType.unknown, true))
        }
    }
}
