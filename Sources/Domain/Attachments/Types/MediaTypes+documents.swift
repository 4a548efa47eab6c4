extension MediaTypes {
    static let documents: [MediaType] = [
        MediaType(
            "application/pdf", ["pdf", "ai"],
            aliases: [
                "application/x-pdf", "application/acrobat", "application/nappdf", "image/pdf", "text/pdf", "application/vnd.pdf",
            ],
            claims: ["application/illustrator", "application/postscript"], .document),
        // Illustrator's files are PDF documents since version 9.
        MediaType("application/illustrator", [], aliases: ["application/vnd.adobe.illustrator"], .document),
        MediaType(
            "text/rtf", ["rtf"], aliases: ["application/rtf", "application/x-rtf", "text/richtext"],
            // Windows with Word claims this for .rtf.
            claims: ["application/msword", "text/plain"], .document),
        MediaType(
            "message/rfc822", ["eml"], aliases: ["message/global", "application/eml", "application/x-eml"], claims: ["text/plain"],
            .mail,
            .document),
        MediaType(
            "application/mbox", ["mbox", "mbx"], aliases: ["application/x-mbox"], claims: ["message/rfc822"], .mail, .document),
        // Saved pages (RFC 2557); what is in them can run when a browser opens them.
        MediaType(
            "multipart/related", ["mht", "mhtml"], aliases: ["application/x-mimearchive", "message/mhtml", "application/x-mht"],
            claims: ["message/rfc822", "text/html"], .mail, .active),
        MediaType("application/vnd.ms-tnef", ["tnef", "tnf"], aliases: ["application/ms-tnef"], .document),
        MediaType(
            "application/pkcs7-mime", ["p7m", "p7c"], aliases: ["application/x-pkcs7-mime"],
            claims: ["application/pkcs7-signature"], .der,
            .document),
        MediaType(
            "application/pkcs7-signature", ["p7s"], aliases: ["application/x-pkcs7-signature"], claims: ["application/pkcs7-mime"],
            .der,
            .document),
        MediaType("application/x-pkcs7-certificates", ["p7b", "spc"], .der, .document),
        MediaType(
            "application/pkix-cert", ["cer", "crt", "der"],
            aliases: ["application/x-x509-ca-cert", "application/x-x509-user-cert"], .der,
            .document),
        MediaType("application/x-pkcs12", ["p12", "pfx"], aliases: ["application/pkcs12"], .der, .document),
        MediaType("application/fdf", ["fdf"], aliases: ["application/vnd.fdf", "application/vnd.adobe.fdf"], .active),
        MediaType("application/vnd.ms-outlook-pst", ["pst", "ost"], .document),
        MediaType("application/x-bplist", ["plist", "webarchive"], aliases: ["application/x-webarchive"], .active),
        MediaType("application/dicom", ["dcm", "dicom"], .document),
        MediaType("application/onenote", ["one", "onetoc2"], aliases: ["application/msonenote"], .active),
        MediaType("application/x-mobipocket-ebook", ["mobi", "prc", "azw"], aliases: ["application/vnd.amazon.ebook"], .document),
        MediaType(
            "application/vnd.wordperfect", ["wpd", "wp"], aliases: ["application/x-wordperfect", "application/wordperfect"],
            .document),
        MediaType("application/vnd.lotus-1-2-3", ["wk1", "123", "wk3", "wk4"], .document),
        MediaType("application/vnd.sqlite3", ["sqlite", "sqlite3", "db"], aliases: ["application/x-sqlite3"], .document),
        MediaType("application/x-dbf", ["dbf"], aliases: ["application/dbf", "application/dbase"], .document),
        MediaType("application/vnd.apache.parquet", ["parquet"], .document),
        MediaType("application/x-shapefile", ["shp", "shx"], aliases: ["application/vnd.shp"], .document),
        MediaType("application/vnd.tcpdump.pcap", ["pcap", "cap"], .document),
        MediaType("application/vnd.ms-works", ["wps", "wks", "xlr"], .document),
        MediaType("application/x-mswrite", ["wri"], .document),
        MediaType("application/postscript", ["ps", "eps"], aliases: ["image/x-eps", "application/eps", "image/eps"], .active),
        // Triangles, without a mark of their own in the binary form.
        MediaType(
            "model/stl", ["stl"],
            aliases: ["model/x.stl-ascii", "model/x.stl-binary", "application/sla", "application/vnd.ms-pki.stl"],
            claims: ["text/plain"],
            .document),
        MediaType("model/gltf-binary", ["glb"], .document),
        MediaType("font/ttf", ["ttf", "ttc"], aliases: ["application/x-font-ttf", "font/sfnt", "font/collection"], .document),
        MediaType("font/otf", ["otf"], aliases: ["application/x-font-otf", "application/vnd.ms-opentype"], .document),
        MediaType("font/woff", ["woff"], aliases: ["application/font-woff"], .document),
        MediaType("font/woff2", ["woff2"], .document),
        // Nothing is known of it but that it is no text; it can be allowed, and then anything can come.
        MediaType("application/octet-stream", [], .active),
        // A package that a password locks, whatever is in it.
        MediaType("application/encrypted", [], aliases: ["application/x-ms-encrypted-package"], .compoundFile, .document),
    ]

    private static let openXML = "application/vnd.openxmlformats-officedocument."

    /// What can be in an office suite's file. Old clients claim the binary format's name for the XML one.
    static let officeDocuments: [MediaType] =
        [
            MediaType(
                openXML + "wordprocessingml.document", ["docx", "dotx"], aliases: [openXML + "wordprocessingml.template"],
                claims: ["application/msword"], .zip, .document),
            MediaType(
                openXML + "spreadsheetml.sheet", ["xlsx", "xltx"], aliases: [openXML + "spreadsheetml.template"],
                claims: ["application/vnd.ms-excel"], .zip, .document),
            MediaType(
                openXML + "presentationml.presentation", ["pptx", "potx", "ppsx"],
                aliases: [openXML + "presentationml.template", openXML + "presentationml.slideshow"],
                claims: ["application/vnd.ms-powerpoint"], .zip, .document),
            MediaType(
                "application/vnd.ms-word.document.macroenabled.12", ["docm", "dotm"],
                aliases: ["application/vnd.ms-word.template.macroenabled.12"],
                claims: ["application/msword"], .zip, .active),
            MediaType(
                "application/vnd.ms-excel.sheet.macroenabled.12", ["xlsm", "xltm", "xlam"],
                aliases: ["application/vnd.ms-excel.template.macroenabled.12", "application/vnd.ms-excel.addin.macroenabled.12"],
                claims: ["application/vnd.ms-excel"], .zip, .active),
            MediaType(
                "application/vnd.ms-excel.sheet.binary.macroenabled.12", ["xlsb"], claims: ["application/vnd.ms-excel"], .zip,
                .active),
            MediaType(
                "application/vnd.ms-powerpoint.presentation.macroenabled.12", ["pptm", "potm", "ppsm"],
                aliases: [
                    "application/vnd.ms-powerpoint.template.macroenabled.12",
                    "application/vnd.ms-powerpoint.slideshow.macroenabled.12",
                ], claims: ["application/vnd.ms-powerpoint"], .zip, .active),
            MediaType(
                "application/vnd.ms-visio.drawing.main+xml", ["vsdx", "vstx", "vssx"],
                aliases: [
                    "application/vnd.ms-visio.drawing", "application/vnd.ms-visio.template.main+xml",
                    "application/vnd.ms-visio.stencil.main+xml",
                ], claims: ["application/vnd.visio"], .zip, .document),
            MediaType("application/vnd.ms-visio.drawing.macroenabled.main+xml", ["vsdm", "vstm", "vssm"], .zip, .active),
            MediaType(
                "application/msword", ["doc", "dot"],
                aliases: ["application/vnd.ms-word", "application/x-msword", "application/doc", "application/msword-template"],
                .compoundFile,
                .document),
            MediaType(
                "application/vnd.ms-excel", ["xls", "xlt", "xla"],
                aliases: [
                    "application/x-msexcel", "application/msexcel", "application/x-excel", "application/excel", "application/xls",
                ],
                .compoundFile, .document),
            MediaType(
                "application/vnd.ms-powerpoint", ["ppt", "pps", "pot"],
                aliases: ["application/mspowerpoint", "application/powerpoint", "application/x-mspowerpoint"], .compoundFile,
                .document),
            MediaType(
                "application/vnd.ms-outlook", ["msg", "oft"], aliases: ["application/x-ms-msg", "application/x-msg"], .compoundFile,
                .document),
            MediaType("application/vnd.visio", ["vsd", "vst", "vss"], aliases: ["application/x-visio"], .compoundFile, .document),
            MediaType(
                "application/vnd.ms-publisher", ["pub"], aliases: ["application/x-mspublisher"], .compoundFile, .document),
            MediaType(
                "application/vnd.ms-project", ["mpp", "mpt"], aliases: ["application/x-project", "application/msproject"],
                .compoundFile, .document),
            MediaType(
                "application/x-hwp", ["hwp"], aliases: ["application/vnd.haansoft-hwp", "application/haansofthwp"], .compoundFile,
                .document),
            MediaType(
                "application/x-ole-storage", [], aliases: ["application/cdfv2", "application/vnd.ms-office", "application/x-cfb"],
                .compoundFile,
                .document),
        ] + openDocuments + appleDocuments + packages

    private static let openDocuments: [MediaType] = [
        ("text", ["odt", "ott"]), ("spreadsheet", ["ods", "ots"]), ("presentation", ["odp", "otp"]), ("graphics", ["odg", "otg"]),
        ("formula", ["odf"]), ("chart", ["odc"]), ("image", ["odi"]), ("database", ["odb"]),
    ].map { kind, extensions in
        let name = "application/vnd.oasis.opendocument." + kind
        return MediaType(
            name, extensions, aliases: [name + "-template", "application/x-vnd.oasis.opendocument." + kind], .zip,
            kind == "database" ? .active : .document)
    }

    private static let appleDocuments: [MediaType] = [
        MediaType("application/vnd.apple.pages", ["pages"], aliases: ["application/x-iwork-pages-sffpages"], .zip, .document),
        MediaType(
            "application/vnd.apple.numbers", ["numbers"], aliases: ["application/x-iwork-numbers-sffnumbers"], .zip, .document),
        MediaType("application/vnd.apple.keynote", ["key"], aliases: ["application/x-iwork-keynote-sffkey"], .zip, .document),
    ]

    /// Other kinds of zip archives with members by which they are known.
    private static let packages: [MediaType] = [
        MediaType("application/epub+zip", ["epub"], .zip, .document),
        MediaType("application/vnd.apple.pkpass", ["pkpass"], aliases: ["application/x-apple-pkpass"], .zip, .document),
        MediaType("application/vnd.apple.pkpasses", ["pkpasses"], .zip, .document),
        MediaType("application/vnd.google-earth.kmz", ["kmz"], .zip, .document),
        // The Baltic states' names for it are older than the standard (ETSI EN 319 162).
        MediaType(
            "application/vnd.etsi.asic-e+zip", ["asice", "sce", "bdoc", "edoc", "adoc"],
            aliases: ["application/vnd.bdoc-1.0", "application/x-ddoc+zip", "application/vnd.lt.archyvai.adoc-2008"], .zip,
            .document),
        MediaType("application/vnd.etsi.asic-s+zip", ["asics", "scs"], .zip, .document),
        MediaType(
            "application/vnd.ms-xpsdocument", ["xps", "oxps"], aliases: ["application/oxps", "application/xps"], .zip, .document),
        MediaType(
            "model/3mf", ["3mf"],
            aliases: ["application/vnd.ms-3mfdocument", "application/vnd.ms-package.3dmanufacturing-3dmodel+xml"], .zip, .document),
        MediaType("model/vnd.usdz+zip", ["usdz"], .zip, .document),
        MediaType("application/vnd.comicbook+zip", ["cbz"], aliases: ["application/x-cbz"], .zip, .archive),
        MediaType("application/hwp+zip", ["hwpx"], aliases: ["application/vnd.hancom.hwpx"], .zip, .document),
    ]
}
