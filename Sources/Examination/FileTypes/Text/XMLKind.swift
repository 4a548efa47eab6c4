/// Which kind of XML a document is, by its root element.
enum XMLKind {
    /// The canonical types of a document with this root, the most precise first.
    ///
    /// - Parameter characters: the document's beginning. What names a page's, a picture's or a style sheet's language in it may run when
    ///   a browser opens it, and is no harmless kind, whatever its root.
    static func types(_ root: XMLRoot, in characters: [UInt8]) -> [String] {
        if root.name.lowercased() == "html" || root.namespace == page { return ["text/html"] }
        if root.name.lowercased() == "svg" || root.namespace == picture { return ["image/svg+xml"] }
        guard !active.contains(where: { characters.place(of: $0) != nil }) else { return [plain] }
        if root.namespace == office, root.name == "document" {
            return [root.attributes["office:mimetype"].map { $0 + "-flat-xml" }, plain].compactMap(\.self)
        }
        return [kinds[root.name], plain].compactMap(\.self)
    }

    private static let plain = "application/xml"
    private static let page = "http://www.w3.org/1999/xhtml"
    private static let picture = "http://www.w3.org/2000/svg"
    private static let office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"

    private static let active = [page, picture, "http://www.w3.org/1999/XSL/Transform", "<?xml-stylesheet"].map { Array($0.utf8) }

    private static let kinds = [
        "gpx": "application/gpx+xml", "kml": "application/vnd.google-earth.kml+xml",
        "TrainingCenterDatabase": "application/vnd.garmin.tcx+xml",
        "FeatureCollection": "application/gml+xml", "xbrl": "application/xbrl+xml", "xliff": "application/xliff+xml",
        "score-partwise": "application/vnd.recordare.musicxml+xml", "score-timewise": "application/vnd.recordare.musicxml+xml",
        "COLLADA": "model/vnd.collada+xml", "FictionBook": "application/x-fictionbook+xml", "rss": "application/rss+xml",
        "feed": "application/atom+xml", "SignedDoc": "application/x-ddoc", "OFX": "application/x-ofx", "xfdf": "application/xfdf",
    ]
}
