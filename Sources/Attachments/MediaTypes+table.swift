extension MediaTypes {
    static let images: [MediaType] = [
        MediaType("image/png", ["png", "apng"], aliases: ["image/x-png", "image/apng", "image/vnd.mozilla.apng"]),
        MediaType("image/jpeg", ["jpg", "jpeg", "jpe", "jfif"], aliases: ["image/jpg", "image/pjpeg", "image/x-jpeg"]),
        MediaType("image/gif", ["gif"]),
        MediaType("image/webp", ["webp"]),
        MediaType("image/bmp", ["bmp", "dib"], aliases: ["image/x-bmp", "image/x-ms-bmp"]),
        // Cameras write their raw files as TIFF.
        MediaType(
            "image/tiff", ["tif", "tiff", "dng", "nef", "arw"], aliases: ["image/tif", "image/x-tiff", "image/x-adobe-dng"]),
        MediaType("image/heic", ["heic", "heics", "hif"], aliases: ["image/heic-sequence"]),
        MediaType("image/heif", ["heif", "heifs"], aliases: ["image/heif-sequence"]),
        MediaType("image/avif", ["avif"], aliases: ["image/avif-sequence"]),
        MediaType("image/vnd.microsoft.icon", ["ico"], aliases: ["image/x-icon", "image/ico"]),
        MediaType("image/jp2", ["jp2"]),
        MediaType("image/jxl", ["jxl"]),
        MediaType("image/vnd.adobe.photoshop", ["psd"], aliases: ["image/x-photoshop", "application/x-photoshop"]),
        MediaType("image/svg+xml", ["svg", "svgz"], aliases: ["image/svg", "image/svg-xml"], .active),
    ]

    static let documents: [MediaType] = [
        MediaType("application/pdf", ["pdf"], aliases: ["application/x-pdf", "application/acrobat", "text/pdf"]),
        MediaType(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["docx", "dotx"],
            aliases: ["application/vnd.openxmlformats-officedocument.wordprocessingml.template"]),
        MediaType(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ["xlsx", "xltx"],
            aliases: ["application/vnd.openxmlformats-officedocument.spreadsheetml.template"]),
        MediaType(
            "application/vnd.openxmlformats-officedocument.presentationml.presentation", ["pptx", "potx", "ppsx"],
            aliases: [
                "application/vnd.openxmlformats-officedocument.presentationml.template",
                "application/vnd.openxmlformats-officedocument.presentationml.slideshow",
            ]),
        MediaType("application/vnd.ms-word.document.macroenabled.12", ["docm", "dotm"], .active),
        MediaType("application/vnd.ms-excel.sheet.macroenabled.12", ["xlsm", "xltm", "xlam", "xlsb"], .active),
        MediaType("application/vnd.ms-powerpoint.presentation.macroenabled.12", ["pptm", "potm", "ppsm"], .active),
        MediaType("application/msword", ["doc", "dot"], aliases: ["application/vnd.ms-word", "application/x-msword"]),
        MediaType("application/vnd.ms-excel", ["xls", "xlt"], aliases: ["application/x-msexcel", "application/msexcel"]),
        MediaType("application/vnd.ms-powerpoint", ["ppt", "pps", "pot"], aliases: ["application/mspowerpoint"]),
        MediaType("application/vnd.ms-outlook", ["msg"]),
        MediaType("application/x-ole-storage", [], aliases: ["application/cdfv2", "application/vnd.ms-office"]),
        MediaType(
            "application/vnd.ms-visio.drawing.main+xml", ["vsdx"],
            aliases: ["application/vnd.ms-visio.drawing", "application/vnd.visio"]),
        MediaType(
            "application/vnd.oasis.opendocument.text", ["odt", "ott"], aliases: ["application/vnd.oasis.opendocument.text-template"]
        ),
        MediaType(
            "application/vnd.oasis.opendocument.spreadsheet", ["ods", "ots"],
            aliases: ["application/vnd.oasis.opendocument.spreadsheet-template"]),
        MediaType(
            "application/vnd.oasis.opendocument.presentation", ["odp", "otp"],
            aliases: ["application/vnd.oasis.opendocument.presentation-template"]),
        MediaType(
            "application/vnd.oasis.opendocument.graphics", ["odg", "otg"],
            aliases: ["application/vnd.oasis.opendocument.graphics-template"]),
        MediaType("application/epub+zip", ["epub"]),
        MediaType("text/rtf", ["rtf"], aliases: ["application/rtf", "application/x-rtf", "text/richtext"]),
        MediaType("message/rfc822", ["eml"]),
        MediaType("application/postscript", ["ps", "eps"], aliases: ["image/x-eps"], .active),
    ]

    static let texts: [MediaType] = [
        // The aliases are libmagic's guesses at prose and source code that nothing runs when it is opened.
        MediaType(
            "text/plain", ["txt", "text", "log", "asc"],
            aliases: [
                "text/x-log", "text/troff", "text/x-algol68", "text/x-asm", "text/x-bcpl", "text/x-c", "text/x-c++",
                "text/x-clojure",
                "text/x-diff", "text/x-forth", "text/x-fortran", "text/x-java", "text/x-lisp", "text/x-makefile",
                "text/x-objective-c",
                "text/x-pascal", "text/x-po", "text/x-tex", "text/x-texinfo",
            ], .plainText),
        MediaType("text/csv", ["csv"], aliases: ["text/comma-separated-values", "application/csv", "text/x-csv"], .plainText),
        MediaType("text/tab-separated-values", ["tsv", "tab"], .plainText),
        MediaType("text/markdown", ["md", "markdown"], aliases: ["text/x-markdown"], .plainText),
        MediaType("application/json", ["json"], aliases: ["text/json", "text/x-json"], .plainText),
        MediaType(
            "application/x-ndjson", ["ndjson", "jsonl"], aliases: ["application/jsonl", "application/x-jsonlines"], .plainText),
        MediaType("text/calendar", ["ics"]),
        MediaType("text/vcard", ["vcf"], aliases: ["text/x-vcard", "text/directory"]),
        MediaType("text/vtt", ["vtt"], .plainText),
        MediaType("application/x-subrip", ["srt"], aliases: ["text/srt"], .plainText),
        MediaType("application/xml", ["xml"], aliases: ["text/xml"], .active),
    ]

    static let archives: [MediaType] = [
        MediaType(
            "application/zip", ["zip"], aliases: ["application/x-zip-compressed", "application/x-zip", "multipart/x-zip"]),
        MediaType("application/x-7z-compressed", ["7z"]),
        MediaType("application/vnd.rar", ["rar"], aliases: ["application/x-rar", "application/x-rar-compressed"]),
        MediaType("application/gzip", ["gz", "tgz"], aliases: ["application/x-gzip", "application/x-gzip-compressed"]),
        MediaType("application/x-bzip2", ["bz2"], aliases: ["application/x-bzip", "application/bzip2"]),
        MediaType("application/x-xz", ["xz"]),
        MediaType("application/zstd", ["zst"], aliases: ["application/x-zstd"]),
        MediaType("application/x-tar", ["tar"], aliases: ["application/tar"]),
    ]

    static let sounds: [MediaType] = [
        MediaType("audio/mpeg", ["mp3", "mp2", "mpga"], aliases: ["audio/mp3", "audio/x-mp3", "audio/mpeg3", "audio/x-mpeg"]),
        MediaType("audio/mp4", ["m4a", "m4b", "f4a", "f4b"], aliases: ["audio/x-m4a", "audio/m4a"]),
        MediaType("audio/aac", ["aac", "adts"], aliases: ["audio/x-hx-aac-adts", "audio/aacp", "audio/x-aac"]),
        MediaType("audio/ogg", ["ogg", "oga", "opus", "spx"], aliases: ["audio/opus", "application/ogg", "audio/x-ogg"]),
        MediaType("audio/wav", ["wav"], aliases: ["audio/x-wav", "audio/wave", "audio/vnd.wave"]),
        MediaType("audio/flac", ["flac"], aliases: ["audio/x-flac"]),
        MediaType("audio/aiff", ["aif", "aiff", "aifc"], aliases: ["audio/x-aiff"]),
        MediaType("audio/amr", ["amr"]),
        MediaType("audio/midi", ["mid", "midi"], aliases: ["audio/x-midi", "audio/mid"]),
    ]

    static let films: [MediaType] = [
        MediaType("video/mp4", ["mp4", "m4v", "m4p", "f4v", "f4p"], aliases: ["video/x-m4v", "video/x-mp4", "application/mp4"]),
        MediaType("video/quicktime", ["mov", "qt"], aliases: ["video/mov", "video/x-quicktime"]),
        MediaType("video/webm", ["webm", "weba"], aliases: ["audio/webm"]),
        MediaType("video/x-matroska", ["mkv"], aliases: ["video/mkv", "video/matroska"]),
        MediaType("video/x-msvideo", ["avi"], aliases: ["video/avi", "video/msvideo", "video/vnd.avi"]),
        MediaType("video/mpeg", ["mpg", "mpeg"], aliases: ["video/x-mpeg"]),
        MediaType("video/3gpp", ["3gp", "3gpp"], aliases: ["audio/3gpp"]),
        MediaType("video/3gpp2", ["3g2"], aliases: ["audio/3gpp2"]),
        MediaType("video/ogg", ["ogv"]),
        MediaType("video/x-ms-asf", ["asf", "wmv", "wma"], aliases: ["video/x-ms-wmv", "audio/x-ms-wma"]),
    ]

    /// Known in order to be named when they come under another name.
    static let programs: [MediaType] = [
        MediaType("text/html", ["html", "htm", "xhtml", "shtml"], aliases: ["application/xhtml+xml"], .active),
        MediaType(
            "text/javascript", ["js", "mjs", "cjs"],
            aliases: ["application/javascript", "application/x-javascript", "application/ecmascript", "text/ecmascript"], .active),
        MediaType(
            "application/vnd.microsoft.portable-executable", ["exe", "dll", "scr", "cpl", "ocx", "sys"],
            aliases: ["application/x-dosexec", "application/x-msdownload", "application/x-msdos-program", "application/x-exe"],
            .active),
        MediaType(
            "application/x-executable", ["elf", "so", "o"],
            aliases: ["application/x-pie-executable", "application/x-sharedlib", "application/x-object", "application/x-elf"],
            .active),
        MediaType("application/x-mach-binary", ["macho", "dylib"], .active),
        MediaType(
            "text/x-shellscript", ["sh", "bash", "zsh"], aliases: ["application/x-sh", "application/x-shellscript"], .active),
        MediaType("text/x-msdos-batch", ["bat", "cmd"], aliases: ["application/x-bat", "application/bat"], .active),
        MediaType("text/x-powershell", ["ps1", "psm1"], aliases: ["application/x-powershell"], .active),
        MediaType("text/vbscript", ["vbs", "vbe", "vb"], aliases: ["application/x-vbs"], .active),
        MediaType("application/hta", ["hta"], .active),
        MediaType("text/x-php", ["php", "phtml", "phar"], aliases: ["application/x-php", "application/x-httpd-php"], .active),
        MediaType("text/x-script.python", ["py"], aliases: ["text/x-python", "application/x-python"], .active),
        MediaType("text/x-perl", ["pl"], aliases: ["application/x-perl"], .active),
        MediaType("text/x-ruby", ["rb"], aliases: ["application/x-ruby"], .active),
        MediaType("text/x-ms-regedit", ["reg"], .active),
        MediaType("application/java-archive", ["jar", "war"], aliases: ["application/x-java-archive"], .active),
        MediaType("application/x-java-applet", ["class"], aliases: ["application/java-vm", "application/x-java"], .active),
        MediaType("application/vnd.android.package-archive", ["apk"], .active),
        MediaType("application/vnd.debian.binary-package", ["deb"], aliases: ["application/x-debian-package"], .active),
        MediaType("application/x-rpm", ["rpm"], .active),
        MediaType("application/x-msi", ["msi"], .active),
        MediaType("application/x-ms-shortcut", ["lnk"], .active),
        MediaType("application/x-mswinurl", ["url"], .active),
        MediaType("application/vnd.ms-htmlhelp", ["chm"], .active),
        MediaType("application/vnd.ms-cab-compressed", ["cab"], .active),
        MediaType("application/x-iso9660-image", ["iso"], .active),
        MediaType("application/x-apple-diskimage", ["dmg"], .active),
        MediaType("application/x-shockwave-flash", ["swf"], .active),
        MediaType("application/wasm", ["wasm"], .active),
    ]
}
