import Crypto
import Foundation
import HTTPSemantics
import Observability
import Testing

@testable import S3

/// A case of AWS's own test suite (awslabs/aws-c-auth), where `LAZARET_CORPORA` names a folder that has it.
struct SigningCase: Sendable, CustomTestStringConvertible {
    private struct Context: Decodable {
        struct Credentials: Decodable { let token: String? }

        let credentials: Credentials
        let normalize: Bool
        let signBody: Bool
        let omitSessionToken: Bool?
    }

    let name, method, path, query, body, canonical, signature, queryCanonical, querySignature: String
    let fields: [[String]]
    let normalized, signsBody, signsToken: Bool
    let token: String?

    var testDescription: String { name }

    /// `nil` where nobody has said where they are.
    static let folder = ProcessInfo.processInfo.environment["LAZARET_CORPORA"].map { URL(filePath: $0).appending(path: "sigv4") }

    static let all: [SigningCase] = {
        guard let folder, let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else { return [] }
        return names.sorted().compactMap { try? SigningCase($0, in: folder.appending(path: $0)) }
    }()

    private init(_ name: String, in folder: URL) throws {
        func text(_ file: String) throws -> String { try String(contentsOf: folder.appending(path: file), encoding: .utf8) }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let context = try decoder.decode(Context.self, from: Data(text("context.json").utf8))
        let halves = try text("request.txt").components(separatedBy: "\n\n")
        // A folded line goes on with the value above it.
        let lines = halves[0].replacing(#/\n[ \t]+/#, with: " ").split(separator: "\n")
        let words = lines[0].split(separator: " ")
        let target = words[1..<(words.count - 1)].joined(separator: " ")
        self.name = name
        method = String(words[0])
        path = String(target.prefix { $0 != "?" })
        query = String(target.dropFirst(path.count + 1))
        fields = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            return [String(parts[0]), parts[1].trimmingCharacters(in: .whitespaces)]
        }
        body = halves.dropFirst().joined(separator: "\n\n")
        (normalized, signsBody) = (context.normalize, context.signBody)
        (token, signsToken) = (context.credentials.token, context.omitSessionToken != true)
        (canonical, signature) = (try text("header-canonical-request.txt"), try text("header-signature.txt"))
        (queryCanonical, querySignature) = (try text("query-canonical-request.txt"), try text("query-signature.txt"))
    }
}

@Suite(.enabled(if: SigningCase.folder != nil, "Set LAZARET_CORPORA to a folder with other people's test data."))
struct SigningCaseTests {
    /// 30 August 2015, 12:36:00 UTC.
    private static let time = Date(timeIntervalSince1970: 1_440_938_160)

    @Test func knowsAllCases() { #expect(SigningCase.all.count == 38) }

    @Test(arguments: SigningCase.all)
    func signsByFields(_ sample: SigningCase) throws {
        let signer = sample.signer
        var request = try sample.request()
        if sample.signsBody { request.fields["x-amz-content-sha256"] = request.payload }
        let signed = try signer.signedFields(of: request, at: Self.time)
        #expect(signed["Authorization"]?.hasSuffix("Signature=\(sample.signature)") == true)
        request.fields["X-Amz-Date"] = signed["X-Amz-Date"]
        request.fields["X-Amz-Security-Token"] = signed["X-Amz-Security-Token"]
        #expect(request.text == sample.canonical)
    }

    @Test(arguments: SigningCase.all)
    func signsByQuery(_ sample: SigningCase) throws {
        let query = try sample.signer.signedQuery(of: sample.request(), at: Self.time, lifetimeInSeconds: 3600)
        #expect(query.hasSuffix("&X-Amz-Signature=\(sample.querySignature)"))
        #expect(
            sample.queryCanonical.split(separator: "\n", omittingEmptySubsequences: false)[2]
                == query.split(separator: "&X-Amz-Signature=")[0])
    }
}

extension SigningCase {
    var signer: RequestSigner {
        RequestSigner(
            credentials: Credentials(
                accessKey: "AKIDEXAMPLE", secretKey: Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
                sessionToken: signsToken ? token.map { Secret($0) } : nil), region: "us-east-1", service: "service")
    }

    func request() throws -> CanonicalRequest {
        var fields = HTTPFields()
        for field in self.fields { fields.append(field[0], field[1]) }
        let items = try #require(PercentEncoding.pairs(ofQuery: query)).map { QueryItem(name: $0.name, value: $0.value) }
        return CanonicalRequest(
            method: HTTPMethod(rawValue: method), path: normalized ? normalizedPath : path, query: items, fields: fields,
            payload: signsBody ? try SHA256.hash(Array(body.utf8)).hex : S3Request.emptyDigest)
    }

    /// As services other than S3 sign a path; ours never does.
    private var normalizedPath: String {
        var kept: [Substring] = []
        for segment in path.split(separator: "/") where segment != "." {
            if segment == ".." { _ = kept.popLast() } else { kept.append(segment) }
        }
        return "/" + kept.joined(separator: "/") + (path.hasSuffix("/") && !kept.isEmpty ? "/" : "")
    }
}
