import HTTPSemantics
import HTTPServer
import JSON
import Testing

@Suite struct ProblemDetailsTests {
    @Test func writesTheStandardMembersAndItsOwnInOrder() {
        var problem = ProblemDetails(
            status: 415, error: "This is not what it says.", detail: "Send one of the allowed types.",
            members: [
                "detected_mime": .string("application/x-dosexec"), "allowed_mimes": .array([.string("image/png")]), "status": .null,
            ])
        problem.instance = "/attachments/1"
        #expect(
            String(decoding: problem.json, as: UTF8.self) == """
                {"allowed_mimes":["image/png"],"detail":"Send one of the allowed types.","detected_mime":"application/x-dosexec",\
                "error":"This is not what it says.","instance":"/attachments/1","status":415,"title":"Unsupported Media Type",\
                "type":"about:blank"}
                """)
    }

    @Test func leavesOutWhatIsNotThere() {
        let json = String(decoding: ProblemDetails(status: 599, error: "a\"/\u{1}").json, as: UTF8.self)
        #expect(json == #"{"error":"a\"/\u0001","status":599,"title":"Internal Server Error","type":"about:blank"}"#)
    }

    @Test func isAnAnswerThatIsNotKept() {
        let response = ProblemDetails(status: 404, error: "Not here.").response(fields: ["Retry-After": "5"])
        #expect(response.status == 404)
        #expect(response.fields["content-type"] == "application/problem+json")
        #expect(response.fields["cache-control"] == "no-store")
        #expect(response.fields["retry-after"] == "5")
    }
}
