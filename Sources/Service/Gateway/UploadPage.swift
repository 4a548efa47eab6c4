import HTTPSemantics
import HTTPServer

/// `GET /upload-page`, and the script and style that it and others' pages use.
enum UploadPage {
    static let routes: [Route] = [
        Route(.get, .head, at: "/upload-page", for: .open) { request, _ in
            answer(request, PackageResources.upload_page_html, type: "text/html; charset=utf-8", fields: pageFields)
        },
        Route(.get, .head, at: "/lazaret-upload.js", for: .open) { request, _ in
            answer(request, PackageResources.lazaret_upload_js, type: "text/javascript; charset=utf-8")
        }.forBrowsers(),
        Route(.get, .head, at: "/lazaret-upload.css", for: .open) { request, _ in
            answer(request, PackageResources.lazaret_upload_css, type: "text/css; charset=utf-8")
        }.forBrowsers(),
        Route(.get, .head, at: "/upload-page.js", for: .open) { request, _ in
            answer(request, PackageResources.upload_page_js, type: "text/javascript; charset=utf-8")
        },
    ]

    /// The page runs nothing but its own scripts, talks to nobody but the gateway, and stands in nobody's frame.
    private static let pageFields: HTTPFields = [
        "Content-Security-Policy":
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
    ]

    private static func answer(_ request: Request, _ bytes: [UInt8], type: String, fields: HTTPFields = [:]) -> RequestHandling {
        .respond { await .orUnavailable(request) { try .cacheable(bytes, type: type, for: request, fields: fields) } }
    }
}
