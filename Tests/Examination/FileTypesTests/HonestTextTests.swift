import Attachments
import Testing

/// A text is a text, whatever its first word may be the mark of.
@Suite struct HonestTextTests {
    @Test(arguments: [
        "PATIENT: Erika Muster\r\n", "MZ Meier writes\n", "PK Meier\n", "BM of today\n", "OTTO was here\n", "GIF89a is a format\n",
        "ID3 tags\n", "RIFF raff\n",
        "Rar! means rare\n", "From: Anna\nTo: Ben\n\nThe parcel is here.\n", "Received: 3 parcels\r\n",
        "The page shows <html> to me.\n", "3 < 4\n<p>later</p>\n",
        "<someone@example.com> wrote:\n", "a", "an old note\r\n\u{1A}", "caf\u{E9}\n", "\u{8C}_\u{96}\u{F1}\u{82}\u{CC}\r\n",
        "\u{B8}g\u{AC}d\r\n",
        "\u{FF}\u{FE}h\0i\0", "\u{EF}\u{BB}\u{BF}with a mark\n", "BEGIN:VCARD\nVERSION:3.0\n", "I hear that %PDF-1.4 is old.\n",
        "from Berlin import duties are due\n",
        "class Foo is full\n\nend\n", "import tax\n", "class A:\n 10 EUR\nclass B:\n 20 EUR\n",
        "The programmer's module begins so:\n\nfrom os import path\n\nIt does not work here.\nPlease help.\n",
        "\u{1B}[31mred\u{1B}[0m\n", "@Anna: hello\n", "<Invoice xmlns='urn:x'/>",
    ])
    func isPlainUnderAPlainName(latin1: String) throws {
        for name in ["a.txt", "a.log", "a.csv", "a.md", "a.yaml"] {
            #expect(try Samples.passes(Samples.latin1(latin1), named: name, claimed: "text/plain"), "\(name)")
        }
    }

    @Test(arguments: ["a\0b", "text\u{1}", "\u{1A}behind the end", "\u{FF}\u{FE}a\0\0\0b\0", "text \u{2}\u{3}\u{4}\n"])
    func controlCharactersAreNotText(latin1: String) throws {
        #expect(try !Samples.passes(Samples.latin1(latin1), named: "a.txt"))
    }

    @Test(arguments: [
        ("a.csv", "ID;Preis;Menge\r\n1;2,50;3\r\n"), ("a.md", "<p align=\"center\"><img src=\"a.png\"></p>\n\n# Title\n"),
        ("a.md", "# Use\n\n```\nfrom os import path\n```\n"),
        ("a.eml", "X-Unsent: 1\nSubject: a\n\n<html>"), ("a.eml", "ARC-Seal: i=1\nFrom: a@example.com\nTo: b@example.com\n\nx"),
        ("a.eml", "\u{EF}\u{BB}\u{BF}Date: x\r\nFrom: y\r\n\r\n"),
        ("a.mbox", "From a@example.com Fri Jan  2 10:00:00 2026\nFrom: a\nSubject: b\n\nx"),
        ("a.ics", "\n\nbegin:vcalendar\nversion:2.0\n"),
        ("a.vcf", "\u{FF}\u{FE}B\0E\0G\0I\0N\0:\0V\0C\0A\0R\0D\0\n\0"), ("a.gpx", "<gpx version=\"1.1\"><trk/></gpx>"),
        ("a.gpx", "<?xml version=\"1.0\"?>\n<!-- x --><g:gpx xmlns:g=\"urn:g\"/>"),
        ("a.kml", "<?xml version='1.0'?><kml xmlns='http://www.opengis.net/kml/2.2'><a/></kml>"),
        ("a.edi", "UNB+UNOC:3+1+2+260102:1000+1'"), ("a.edi", "ISA*00*"),
        ("a.hl7", "MSH|^~\\&|A|B\rPID|1\r"), ("a.sta", ":20:START\r\n:25:1/2\r\n"), ("a.sta", "{1:F01X}{4:\n:20:X\n-}"),
        ("a.ofx", "OFXHEADER:100\nDATA:OFXSGML\n"),
        ("a.ofx", "<?xml version=\"1.0\"?><?OFX OFXHEADER=\"200\"?><OFX></OFX>"), ("a.qif", "!Type:Bank\nD1/2/26\n"),
        ("a.geojson", "{\"type\": \"Feature\"}"), ("a.har", "{\"log\": {}}"),
        ("a.stl", "solid x\n facet normal 0 0 0\n"), ("a.yaml", "a: 1\n"),
        (
            "a.fodt",
            "<?xml version=\"1.0\"?><office:document office:mimetype=\"application/vnd.oasis.opendocument.text\" xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"/>"
        ),
    ])
    func structuredTextsAreKnownByTheirBeginning(name: String, latin1: String) throws {
        #expect(try Samples.passes(Samples.latin1(latin1), named: name))
        #expect(try Samples.passes(Samples.latin1(latin1), named: name, claimed: "text/plain"))
    }

    @Test(arguments: [
        ("<p><script>1</script></p>"), ("<img src=x onerror=alert(1)>"), ("<a href=javascript:1>x</a>"), ("<!DOCTYPE html>\n# x"),
        ("<div><iframe src=x></div>"),
    ])
    func markdownWithWhatRunsIsAPage(latin1: String) throws {
        #expect(try Samples.detect(Samples.latin1(latin1), named: "a.md").types == ["text/html"])
    }

    @Test(arguments: [
        "<?xml version='1.0'?><gpx xmlns:h='http://www.w3.org/1999/xhtml'><h:script/></gpx>",
        "<?xml version='1.0'?><?xml-stylesheet href='x.xsl'?><gpx/>",
    ])
    func whatABrowserWouldRunIsNoHarmlessKindOfXML(latin1: String) throws {
        #expect(try Samples.detect(Samples.latin1(latin1), named: "a.gpx").types == ["application/xml"])
    }
}
