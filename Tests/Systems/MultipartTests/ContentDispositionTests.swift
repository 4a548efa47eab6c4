import Multipart
import Testing

@Suite struct ContentDispositionTests {
    @Test(arguments: [
        ("a field", "name=a", String?.none), ("a token", "name=a; filename=b.txt", "b.txt"),
        ("quotation marks", "name=a; filename=\"b.txt\"", "b.txt"), ("another order", "filename=\"b.txt\"; name=\"a\"", "b.txt"),
        ("blanks without quotation marks", "name=a; filename=my file.txt", "my file.txt"),
        ("an escaped quotation mark", #"name=a; filename="b\"c.txt""#, "b\"c.txt"),
        ("an escaped backslash", #"name=a; filename="b\\c.txt""#, #"b\c.txt"#),
        ("a Windows path", #"name=a; filename="C:\docs\new.txt""#, #"C:\docs\new.txt"#),
        ("browsers' escapes", "name=a; filename=\"b%22%0D%0ac%41.txt\"", "b\"\r\nc%41.txt"),
        ("aiohttp's escapes", "name=a; filename=\"Gr%C3%BC%C3%9Fe%20%227%22%20100%25.txt\"", "Grüße \"7\" 100%.txt"),
        ("escapes of other letters alone", "name=a; filename=\"Gr%C3%BC%C3%9Fe 1(a).txt\"", "Grüße 1(a).txt"),
        ("escapes that are not UTF-8", "name=a; filename=\"Gr%FC%DFe.txt\"", "Gr%FC%DFe.txt"),
        ("no escapes", "name=a; filename=\"100% of%20it.txt\"", "100% of%20it.txt"),
        ("form-data's quotation marks", "name=a; filename=\"a \"b\" c\".txt\"", "a \"b\" c\".txt"),
        ("form-data's, with a semicolon", "filename=\"a \"b\"; c.txt\"; name=a", "a \"b\"; c.txt"),
        ("an encoded word without quotation marks", "name=a; filename==?utf-8?B?w7xiZXIucGRm?=", "=?utf-8?B?w7xiZXIucGRm?="),
        ("a semicolon", "name=a; filename=\"b;c=d.txt\"", "b;c=d.txt"), ("empty", "name=a; filename=\"\"", ""),
        ("UTF-8", "name=a; filename=\"これ.txt\"", "これ.txt"),
        ("extended", "name=a; filename*=UTF-8''na%C3%AFve.txt", "naïve.txt"),
        ("extended with a language", "name=a; filename*=utf-8'en'b.txt", "b.txt"),
        ("extended Latin-1", "name=a; filename*=ISO-8859-1''na%EFve.txt", "naïve.txt"),
        ("in pieces", "name=a; filename*0=\"b\"; filename*1=\"c.txt\"", "bc.txt"),
        ("in encoded pieces", "name=a; filename*1=c; filename*2*=%2Etxt; filename*0*=UTF-8''%C3%AF", "ïc.txt"),
        ("a character cut between pieces", "name=a; filename*0*=UTF-8''%C3; filename*1*=%AF", "ï"),
    ])
    func readsFileNames(_ what: String, parameters: String, fileName: String?) throws {
        let parts = try readForm("--B\nContent-Disposition: form-data; \(parameters)\n\n1\n--B--")
        #expect(parts.map(\.headers.name) == ["a"], "\(what)")
        #expect(parts.map(\.headers.fileName) == [fileName], "\(what)")
    }

    @Test func prefersTheExtendedNameAndReportsBoth() throws {
        let parts = try readForm(
            "--B\nContent-Disposition: form-data; name=a; filename*=UTF-8''b.pdf; filename=\"b.exe\"\n\n1\n--B--")
        let headers = try #require(parts.first?.headers)
        #expect(headers.fileName == "b.pdf")
        #expect(headers.plainFileName == "b.exe")
        #expect(headers.extendedFileName == "b.pdf")
    }

    @Test(arguments: [
        "filename*=b.txt", "filename*=UTF-8''%C3", "filename*=UTF-8''%4", "filename*=UTF-8''%+1", "filename*=UTF-16''b",
        "filename*1=b", "filename*0=b; filename*2=c", "filename*0=b; filename*=UTF-8''c", "filename*0=b; filename*0*=UTF-8''c",
        "filename*x=b", "filename*00=b", "filename=a; filename=b", "filename=a\"b", "filename", "filename=",
        "=b", (0..<64).map { "p\($0)=1" }.joined(separator: ";"),
    ])
    func refusesMalformedFileNames(parameters: String) throws {
        let body = bytes("--B\nContent-Disposition: form-data; name=a; \(parameters)\n\n1\n--B--")
        #expect(try refusal(of: body) == .invalidDisposition)
    }
}
