import Foundation

/// A headless Chromium that loads pieces of HTML and tells what they tried to do.
enum Browser {
    /// What the pieces tried on a page that lets them do nothing: every script, handler and load is a violation of the page's policy.
    ///
    /// Each piece is looked at twice, as part of the document and as a value set by a script; then every link is followed.
    static func attempts(of pieces: [String]) async throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "browser-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let page = folder.appending(path: "page.html")
        try Data(document(pieces).utf8).write(to: page)
        let dom = try await dump(page, in: folder)
        guard let start = dom.firstRange(of: "<!--attempts "), let end = dom.firstRange(of: " attempts-->") else {
            throw Silent(output: String(dom.suffix(500)))
        }
        return try JSONDecoder().decode([String].self, from: Data(dom[start.upperBound..<end.lowerBound].utf8))
    }

    struct Silent: Error {
        let output: String
    }

    private static func document(_ pieces: [String]) throws -> String {
        let values = String(decoding: try JSONEncoder().encode(pieces), as: UTF8.self).replacing("<", with: "\\u003c")
        let parts = pieces.map { "<div class=piece>\($0)</div>" }.joined(separator: "\n")
        return """
            <!doctype html><meta charset=utf-8>
            <meta http-equiv=Content-Security-Policy content="default-src 'none'; script-src 'nonce-own'; style-src 'unsafe-inline'">
            <script nonce=own>
            const attempts = []
            addEventListener('securitypolicyviolation', event => attempts.push(event.violatedDirective + ' ' + event.blockedURI))
            for (const name of ['alert', 'open', 'print', 'prompt', 'confirm']) window[name] = () => attempts.push(name)
            const values = \(values)
            addEventListener('load', () => {
              for (const value of values) {
                const piece = document.body.appendChild(document.createElement('div'))
                piece.className = 'piece'
                piece.innerHTML = value
              }
              for (const element of document.querySelectorAll('.piece *')) {
                if (/^(script|style|iframe|object|embed|svg|math|form|meta|base|link)$/i.test(element.tagName)) attempts.push(element.tagName)
                for (const { name, value } of element.attributes)
                  if (/^on/i.test(name) || /^\\s*(java|vb)script:|^\\s*data:/i.test(value)) attempts.push(name + '=' + value)
              }
              for (const link of document.querySelectorAll('.piece a[href]')) {
                link.addEventListener('click', event => { if (link.protocol != 'javascript:') event.preventDefault() })
                link.click()
              }
              setTimeout(() => {
                const told = JSON.stringify(attempts).replace(/[<>-]/g, c => '\\\\u00' + c.charCodeAt(0).toString(16))
                document.documentElement.prepend(document.createComment('attempts ' + told + ' attempts'))
              }, 500)
            })
            </script>
            <body>
            \(parts)
            """
    }

    private static func dump(_ page: URL, in folder: URL) async throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
        process.arguments = [
            "60", "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=\(folder.path)/profile", "--virtual-time-budget=2000",
            "--dump-dom",
            page.absoluteString,
        ]
        let output = folder.appending(path: "dom")
        try Data().write(to: output)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        return String(decoding: try Data(contentsOf: output), as: UTF8.self)
    }
}
