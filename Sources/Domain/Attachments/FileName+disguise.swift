internal import Foundation

extension FileName {
    /// The dangerous extension that stands beside another one (`photo.php.jpg`, `report.pdf.exe`); `nil` when none does.
    ///
    /// A web server runs the first kind by its inner extension; Windows shows the second kind without its last one.
    public var disguisedExtension: String? {
        // Full-width and other look-alikes are compared as what they look like (UAX 15, form KC).
        let text = description.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
        let parts = text.split(separator: ".").dropFirst().map { Self.bare(Substring($0)) }
        if let inner = parts.dropLast().first(where: Self.dangerous.contains) { return inner }
        guard let last = parts.last, Self.dangerous.contains(last) || Self.dangerousAtTheEnd.contains(last) else { return nil }
        return parts.dropLast().contains { !MediaTypes.withExtension($0).isEmpty } ? last : nil
    }

    /// `asp;` and `php ` are read as `asp` and `php` by the servers that run them.
    private static func bare(_ part: Substring) -> String {
        part.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces)
    }

    /// Run by Windows, by a shell, or by a web server.
    private static let dangerous: Set<String> = [
        "asa", "asax", "ashx", "asmx", "asp", "aspx", "bat", "cer", "cfm", "cgi", "chm", "cmd", "cpl", "dll", "exe", "gadget",
        "hta",
        "htaccess", "inf", "jar", "jse", "jsp", "jspx", "lnk", "msc", "msi", "msp", "mst", "phar", "php", "php3", "php4", "php5",
        "php7", "phps", "pht", "phtml", "pif", "pl", "ps1", "psm1", "py", "reg", "scf", "scr", "sct", "sh", "shtml", "url", "vb",
        "vbe",
        "vbs", "war", "wsc", "wsf", "wsh",
    ]

    /// Dangerous only in the last place: before it they end the names of sites and products (`example.com.pdf`, `node.js.pdf`).
    private static let dangerousAtTheEnd: Set<String> = ["app", "com", "js", "mjs", "svg", "html", "htm", "xhtml"]
}
