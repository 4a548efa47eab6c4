import Testing

@testable import JSONForm

@Suite struct JSONFormRefusalTests {
    @Test(arguments: [
        ("", JSONFormError.Code.truncated), (" ", .truncated), ("{", .truncated), (#"{"data":"YQ=="#, .truncated),
        (#"{"a":1"#, .truncated),
        ("x", .malformed), ("{}}", .malformed), ("{}{}", .malformed), ("{} x", .malformed), ("{]", .malformed), ("{,}", .malformed),
        (#"{"a"}"#, .malformed), (#"{"a":}"#, .malformed), (#"{"a":1,}"#, .malformed), (#"{"a":[1,]}"#, .malformed),
        (#"{"a" "b"}"#, .malformed), (#"{a:1}"#, .malformed), (#"{'a':1}"#, .malformed), (#"{"a":nul}"#, .malformed),
        (#"{"a":nulL}"#, .malformed), (#"{"a":01}"#, .malformed), (#"{"a":+1}"#, .malformed), (#"{"a":1.}"#, .malformed),
        (#"{"a":-}"#, .malformed), (#"{"a":1e}"#, .malformed), (#"{"a":.5}"#, .malformed), (#"{"a":NaN}"#, .malformed),
        (#"{"a":"\x"}"#, .malformed), (#"{"a":"\u12G4"}"#, .malformed), ("{\"a\":\"\n\"}", .malformed),
        ("{\"a\":\"\0\"}", .malformed), ("{} // x", .malformed),
        ("{}\u{FEFF}", .malformed), ("{\"a\":1\u{A0}}", .malformed),
        ("[]", .notAnObject), ("1 ", .notAnObject), ("null", .notAnObject), (#""a""#, .notAnObject), ("[1]", .notAnObject),
        (#"{"text":"a","text":"a"}"#, .duplicateMember), (#"{"x":1,"x":1}"#, .duplicateMember),
        (#"{"contact_id":"a","contactId":"a"}"#, .duplicateMember), (#"{"attachments":[],"files":[]}"#, .duplicateMember),
        (#"{"x":{"y":1,"y":1}}"#, .duplicateMember), (#"{"text":"a","t\u0065xt":"b"}"#, .duplicateMember),
        (#"{"data":"YQ==","data":"YQ=="}"#, .duplicateMember),
        (#"{"text":1}"#, .wrongType), (#"{"contact_id":true}"#, .wrongType), (#"{"data":["YQ=="]}"#, .wrongType),
        (#"{"filename":{}}"#, .wrongType), (#"{"attachments":"a"}"#, .wrongType), (#"{"attachments":{}}"#, .wrongType),
        (#"{"attachments":["a"]}"#, .wrongType), (#"{"attachments":[1]}"#, .wrongType), (#"{"attachments":[null]}"#, .wrongType),
        (#"{"attachments":[[]]}"#, .wrongType), (#"{"attachments":[{"data":1}]}"#, .wrongType),
        (#"{"attachments":""}"#, .wrongType),
        (#"{"data":"Y"}"#, .invalidBase64), (#"{"data":"YQ"}"#, .invalidBase64), (#"{"data":"YR=="}"#, .invalidBase64),
        (#"{"data":"YQ==YQ=="}"#, .invalidBase64), (#"{"data":"YW-/"}"#, .invalidBase64), (#"{"data":"YW-_Y"}"#, .invalidBase64),
        (#"{"data":"-_ab-R"}"#, .invalidBase64), (#"{"data":"YW Jj"}"#, .invalidBase64),
        (#"{"data":"é"}"#, .invalidBase64), (#"{"data":"\u0000"}"#, .invalidBase64),
        (#"{"data":"data:text/plain;base64,Y"}"#, .invalidBase64), (#"{"data":"data:text/plain;base64,YQ%3D%3D"}"#, .invalidBase64),
        (#"{"data":"data:"}"#, .invalidDataURL), (#"{"data":"data:text/plain;base64"}"#, .invalidDataURL),
        (#"{"data":"data:text/plain,YQ=="}"#, .invalidDataURL), (#"{"data":"data:,YQ=="}"#, .invalidDataURL),
        (#"{"data":"data:text;base64,YQ=="}"#, .invalidDataURL), (#"{"data":"data:base64,YQ=="}"#, .invalidDataURL),
        (#"{"data":"data:text/plain;base64,YQ==","contentType":"image/png"}"#, .typesDisagree),
        (#"{"contentType":"x","data":"data:text/plain;base64,YQ=="}"#, .typesDisagree),
        (#"{"data":"YQ==","url":"https://a"}"#, .dataAndURL), (#"{"url":"https://a","data":"YQ=="}"#, .dataAndURL),
        (#"{"filename":"a"}"#, .noData), (#"{"attachments":[{}]}"#, .noData), (#"{"data":null}"#, .noData),
        (#"{"data":"YQ==","attachments":[]}"#, .fileAndList), (#"{"attachments":[],"filename":"a"}"#, .fileAndList),
    ])
    func refuses(body: String, code: JSONFormError.Code) throws {
        let body = Array(body.utf8)
        #expect(try refusal(of: body) == code)
        #expect(try refusal(of: body, chunks: [1]) == code)
    }

    @Test(arguments: [#"{"text":"?"}"#, #"{"?":1}"#, #"{"a":"?"}"#]) func refusesWhatIsNotUTF8(body: String) throws {
        let broken = body.utf8.map { $0 == UInt8(ascii: "?") ? 0xFF : $0 }
        #expect(try refusal(of: broken) == .notUTF8)
        #expect(try refusal(of: broken, chunks: [1]) == .notUTF8)
    }

    @Test(arguments: [
        (#"{"a":[[1]]}"#, JSONFormLimits(depth: 2), JSONFormError.Code.tooDeep),
        (#"{"a":1,"b":1}"#, JSONFormLimits(members: 1), .tooManyMembers),
        (#"{"abc":1}"#, JSONFormLimits(nameBytes: 2), .stringTooLong),
        (#"{"text":"abc"}"#, JSONFormLimits(stringBytes: 2), .stringTooLong),
        (#"{"x":"abc"}"#, JSONFormLimits(stringBytes: 2), .stringTooLong),
        (#"{"a":-123}"#, JSONFormLimits(numberBytes: 3), .numberTooLong),
        (#"{"a":[1,1,1]}"#, JSONFormLimits(overheadBytes: 9), .tooLong),
        ("{          ", JSONFormLimits(overheadBytes: 9), .tooLong),
        ("{}         ", JSONFormLimits(overheadBytes: 9), .tooLong),
        (#"{"a":["ab","ab","ab","ab","ab","ab"]}"#, JSONFormLimits(overheadBytes: 11), .tooLong),
    ])
    func keepsEveryLimit(body: String, limits: JSONFormLimits, code: JSONFormError.Code) throws {
        for chunks in [[], [1]] {
            let error = #expect(throws: JSONFormError.self) { try readMessage(body, chunks: chunks, limits: limits) }
            #expect(error?.code == code && error?.limit != nil)
        }
    }

    @Test func limitsNoFilesData() throws {
        let body = #"{"data":"\#(String(repeating: "YWJj", count: 1000))"}"#
        let limits = JSONFormLimits(nameBytes: 4, stringBytes: 1, overheadBytes: 14)
        #expect(try readMessage(body, limits: limits).files.map(\.data?.count) == [3000])
    }

    @Test func saysWhereAndWhatToDoAndNothingOfTheCustomers() throws {
        let error = try #require(throws: JSONFormError.self) { try readMessage(#"{"contact_id":"secret","contactId":"secret"}"#) }
        #expect(error.description.contains("('contact_id')") && !error.description.contains("secret"))
        let unknown = try #require(throws: JSONFormError.self) { try readMessage(#"{"secret":1,"secret":2}"#) }
        #expect(unknown.code == .duplicateMember && !unknown.description.contains("secret"))
    }
}
