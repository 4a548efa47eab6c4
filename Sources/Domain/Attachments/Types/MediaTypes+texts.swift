extension MediaTypes {
    /// Any text may have the name of one of these: nothing runs when it is opened.
    static let texts: [MediaType] = [
        // The aliases are prose and source code that nothing runs when it is opened.
        MediaType(
            "text/plain", ["txt", "text", "log", "asc"],
            aliases: [
                "text/x-log", "text/x-readme", "application/txt", "text/troff", "text/x-algol68", "text/x-asm", "text/x-bcpl",
                "text/x-c",
                "text/x-c++", "text/x-clojure", "text/x-forth", "text/x-fortran", "text/x-java", "text/x-lisp", "text/x-makefile",
                "text/x-objective-c", "text/x-pascal", "text/x-texinfo",
            ], .text, .plainText),
        // Windows claims Excel's type for tables once Excel is installed; Android has a name of its own.
        MediaType(
            "text/csv", ["csv"],
            aliases: [
                "text/comma-separated-values", "text/x-comma-separated-values", "application/csv", "application/x-csv",
                "text/x-csv",
            ], claims: ["application/vnd.ms-excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"], .text,
            .plainText),
        MediaType(
            "text/tab-separated-values", ["tsv", "tab"], aliases: ["text/tsv", "text/x-tsv"], claims: ["application/vnd.ms-excel"],
            .text,
            .plainText),
        MediaType(
            "text/markdown", ["md", "markdown", "mdown"], aliases: ["text/x-markdown", "text/x-web-markdown"], .text, .plainText),
        MediaType("text/x-rst", ["rst"], aliases: ["text/prs.fallenstein.rst"], .text, .plainText),
        MediaType("application/json", ["json"], aliases: ["text/json", "text/x-json", "application/x-json"], .text, .plainText),
        MediaType(
            "application/x-ndjson", ["ndjson", "jsonl"],
            aliases: ["application/ndjson", "application/jsonl", "application/x-jsonlines"],
            claims: ["application/json"], .text, .plainText),
        MediaType(
            "application/yaml", ["yaml", "yml"],
            aliases: ["application/x-yaml", "text/yaml", "text/x-yaml", "text/vnd.yaml"], .text, .plainText),
        MediaType("application/toml", ["toml"], aliases: ["text/x-toml", "text/toml"], .text, .plainText),
        MediaType("text/vtt", ["vtt"], aliases: ["text/webvtt"], .text, .plainText),
        MediaType("application/x-subrip", ["srt"], aliases: ["text/srt", "application/srt", "text/x-srt"], .text, .plainText),
        MediaType("application/sql", ["sql"], aliases: ["text/x-sql"], .text, .plainText),
        MediaType("text/css", ["css"], .text, .plainText),
        MediaType("text/x-ldif", ["ldif"], .text, .plainText),
        MediaType("text/x-bibtex", ["bib"], aliases: ["application/x-bibtex"], .text, .plainText),
        MediaType("text/x-tex", ["tex", "latex"], aliases: ["application/x-tex", "application/x-latex"], .text, .plainText),
        MediaType("model/obj", ["obj"], .text, .plainText),
        MediaType("model/mtl", ["mtl"], .text, .plainText),
        MediaType(
            "model/step", ["step", "stp", "ifc"], aliases: ["application/step", "application/x-step", "application/p21"], .text,
            .plainText),
        MediaType("model/iges", ["iges", "igs"], .text, .plainText),
        // Diffs, and programs' words for their users (gettext).
        MediaType("text/x-diff", ["diff", "patch"], aliases: ["text/x-patch"], .text, .plainText),
        MediaType("text/x-po", ["po"], aliases: ["text/x-gettext-translation"], .text, .plainText),
        // PGP's armour (RFC 9580, section 6.2).
        MediaType("application/pgp-signature", ["sig"], .text, .plainText),
        MediaType("application/pgp-keys", [], .text, .plainText),
        MediaType("application/x-pem-file", ["pem"], aliases: ["application/pem-certificate-chain"], .text, .plainText),
    ]

    /// Texts with a beginning of their own, which is looked for.
    static let structuredTexts: [MediaType] = [
        MediaType(
            "text/calendar", ["ics", "ical", "ifb", "vcs"], aliases: ["text/x-vcalendar", "application/ics", "text/ics"], .text,
            .document),
        MediaType(
            "text/vcard", ["vcf", "vcard"], aliases: ["text/x-vcard", "text/directory", "application/vcard"], .text, .document),
        MediaType("application/geo+json", ["geojson"], aliases: ["application/vnd.geo+json"], .text, .document),
        MediaType("application/ld+json", ["jsonld"], .text, .document),
        // What browsers' tools write of a session (W3C, "HTTP Archive format"); the name is no registered one.
        MediaType("application/har+json", ["har"], aliases: ["application/x-har", "application/x-har+json"], .text, .document),
        MediaType("model/gltf+json", ["gltf"], .text, .document),
        MediaType(
            "application/edifact", ["edi", "edifact"], aliases: ["application/x-edifact", "application/edi-consent"], .text,
            .document),
        MediaType("application/edi-x12", ["x12", "edi"], aliases: ["application/x12"], .text, .document),
        MediaType(
            "application/hl7-v2", ["hl7"],
            aliases: [
                "x-application/hl7-v2+er7", "application/hl7-v2+er7", "application/edi-hl7", "application/x-hl7", "text/hl7v2",
                "text/x-hl7",
            ], .text, .document),
        // Banks' statements: SWIFT's, and those of account programs. None of the names is registered.
        MediaType(
            "application/x-mt940", ["sta", "mt940", "940", "swi", "mt942"],
            aliases: ["text/mt940", "text/x-mt940", "application/mt940"], .text, .document),
        MediaType(
            "application/x-ofx", ["ofx", "qfx"], aliases: ["application/vnd.intu.qfx", "application/ofx"], .text, .document),
        MediaType("application/x-qif", ["qif"], aliases: ["application/qif", "text/qif"], .text, .document),
    ]

    /// Kinds of XML, each with a root element of its own.
    static let markup: [MediaType] = [
        MediaType(
            "application/xml", ["xml", "xsd"], aliases: ["text/xml", "application/x-xml"], claims: ["text/plain"], .xml, .active),
        MediaType(
            "application/gpx+xml", ["gpx"], aliases: ["application/gpx", "application/x-gpx+xml", "application/x-gpx"], .xml,
            .document),
        MediaType(
            "application/vnd.google-earth.kml+xml", ["kml"], aliases: ["application/kml+xml", "application/kml"], .xml, .document),
        MediaType("application/vnd.garmin.tcx+xml", ["tcx"], aliases: ["application/tcx+xml"], .xml, .document),
        MediaType("application/gml+xml", ["gml"], .xml, .document),
        MediaType("application/xbrl+xml", ["xbrl"], aliases: ["application/x-xbrl+xml"], .xml, .document),
        MediaType(
            "application/xliff+xml", ["xlf", "xliff"], aliases: ["application/x-xliff", "application/x-xliff+xml"], .xml, .document),
        MediaType("application/vnd.recordare.musicxml+xml", ["musicxml"], .xml, .document),
        MediaType("model/vnd.collada+xml", ["dae"], .xml, .document),
        MediaType("application/x-fictionbook+xml", ["fb2"], aliases: ["application/x-fictionbook"], .xml, .document),
        MediaType("application/xfdf", ["xfdf"], aliases: ["application/vnd.adobe.xfdf"], .xml, .document),
        MediaType("application/rss+xml", ["rss"], aliases: ["text/rss"], .xml, .document),
        MediaType("application/atom+xml", ["atom"], .xml, .document),
        MediaType("application/x-ddoc", ["ddoc"], aliases: ["application/vnd.digidoc+xml"], .xml, .document),
        MediaType("application/vnd.oasis.opendocument.text-flat-xml", ["fodt"], .xml, .document),
        MediaType("application/vnd.oasis.opendocument.spreadsheet-flat-xml", ["fods"], .xml, .document),
        MediaType("application/vnd.oasis.opendocument.presentation-flat-xml", ["fodp"], .xml, .document),
        MediaType("application/vnd.oasis.opendocument.graphics-flat-xml", ["fodg"], .xml, .document),
    ]
}
