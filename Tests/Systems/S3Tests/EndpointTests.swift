import Foundation
import Testing

@testable import S3

struct EndpointTests {
    @Test(
        arguments: [
            ("https://s3.example.com", .path, "https://s3.example.com", "s3.example.com", "/b/k"),
            ("https://s3.example.com/", .virtualHost, "https://b.s3.example.com", "b.s3.example.com", "/k"),
            ("https://S3.example.com:443", .path, "https://s3.example.com", "s3.example.com", "/b/k"),
            ("http://127.0.0.1:7480", .path, "http://127.0.0.1:7480", "127.0.0.1:7480", "/b/k"),
            ("http://[::1]:80", .path, "http://[::1]", "[::1]", "/b/k"),
        ] as [(String, S3Endpoint.Style, String, String, String)])
    func namesABucket(_ text: String, _ style: S3Endpoint.Style, _ origin: String, _ host: String, _ path: String) throws {
        let url = try #require(URL(string: text))
        let endpoint = try #require(S3Endpoint(url, style: style))
        #expect(endpoint.origin(of: "b") == origin)
        #expect(endpoint.host(of: "b") == host)
        #expect(endpoint.path(of: "b", key: "k") == path)
    }

    @Test(
        arguments: [
            ("ftp://s3.example.com", .path), ("https://s3.example.com/prefix", .path), ("http://127.0.0.1", .virtualHost),
            ("http://[::1]", .virtualHost), ("https://s3.example.com?x", .path), ("/local", .path),
        ] as [(String, S3Endpoint.Style)])
    func refusesWhatIsNoEndpoint(_ text: String, _ style: S3Endpoint.Style) throws {
        #expect(S3Endpoint(try #require(URL(string: text)), style: style) == nil)
    }
}
