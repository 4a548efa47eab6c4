import Testing

@testable import XML

struct XMLReaderTests {
    private func read(_ text: String) throws -> XMLElement { try XMLReader.read(Array(text.utf8)) }

    @Test func readsWhatServicesSend() throws {
        let root = try read(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- a > comment -->
            <s3:List xmlns:s3="http://s3.amazonaws.com/doc/2006-03-01/" a='>'>
              <Key>a&amp;b&lt;&#65;&#x1F600;</Key><Key><![CDATA[<&>]]>!</Key>
              <Owner><ID/></Owner></s3:List>

            """)
        #expect(root.name == "List")
        #expect(root.all("Key").map(\.text) == ["a&b<A😀", "<&>!"])
        #expect(root["Key"] == "a&b<A😀" && root["Nothing"] == nil)
        #expect(root.children.last?.children == [XMLElement(name: "ID")])
    }

    @Test(arguments: [
        "", " ", "text", "<", "<a", "<a>", "<a></b>", "<a/><b/>", "<a/>x", "x<a/>", "</a>", "<a b=\"></a>", "<a>&nbsp;</a>",
        "<a>&</a>",
        "<a>&#xD800;</a>", "<a>&#99999999999;</a>", "<a><![CDATA[x</a>", "<!-- <a/>", "<a/", "<a/b>", "<>", "< a/>", "<a><b</a>",
        "<![CDATA[x]]><a/>", "<a><!ENTITY x \"y\"></a>", "<a>\u{0}</b>",
    ])
    func refusesWhatIsNoDocument(_ text: String) {
        #expect(throws: XMLReader.Problem.self) { try read(text) }
    }

    @Test(arguments: [
        "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
    ])
    func refusesDocumentTypes(_ text: String) {
        #expect(throws: XMLReader.Problem.documentType) { try read(text) }
    }

    @Test func refusesBytesThatAreNotUTF8() {
        #expect(throws: XMLReader.Problem.malformed) { try XMLReader.read(Array("<a>".utf8) + [0xff] + Array("</a>".utf8)) }
    }

    @Test func stopsAtItsLimits() throws {
        #expect(try read(String(repeating: "<a>", count: 16) + String(repeating: "</a>", count: 16)).name == "a")
        #expect(throws: XMLReader.Problem.tooDeep) { try read(String(repeating: "<a>", count: 100_000)) }
        #expect(throws: XMLReader.Problem.tooManyElements) {
            try read("<a>" + String(repeating: "<b/>", count: XMLReader.maximumElements) + "</a>")
        }
    }

    /// Each of these would cost hours where a reader looked at anything twice.
    @Test(arguments: ["<a>", "<a ", "<!--", "&amp;", "<![CDATA[", "]]>", "\"", "<a/>", "-"])
    func takesLinearTime(_ piece: String) {
        let text = Array(("<r>" + String(repeating: piece, count: 400_000 / piece.utf8.count)).utf8)
        #expect(throws: XMLReader.Problem.self) { try XMLReader.read(text) }
    }

    @Test func survivesEveryCutAndChange() {
        let text = Array("<?xml?><L a='b'><K>x&amp;y</K><!-- c --><![CDATA[z]]><E/></L>".utf8)
        for index in text.indices {
            #expect(throws: XMLReader.Problem.self) { try XMLReader.read(Array(text[..<index])) }
            for byte in [0, 0x20, 0x22, 0x26, 0x2f, 0x3c, 0x3e, 0xff] as [UInt8] {
                var changed = text
                changed[index] = byte
                // Either is right; what counts is that it ends.
                _ = try? XMLReader.read(changed)
            }
        }
    }
}
