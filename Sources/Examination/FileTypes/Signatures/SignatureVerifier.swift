import Attachments

/// Formats with fixed bytes at their start: one line each.
enum SignatureVerifier: TypeVerifier {
    static func verify(_ bytes: FileBytes, _ proposals: Proposals) -> DetectedType? {
        guard let first = bytes.head.first, let signature = byFirst[first]?.first(where: { $0.matches(bytes.head) }) else {
            return nil
        }
        switch signature.type {
        case "image/jpeg": return DetectedType(proposals.inFront(["image/jpeg", "image/mpo"]))
        case "application/x-java-applet":
            // Apple's fat programs begin alike; they have few parts, and Java's versions begin at 45.
            return DetectedType([bytes.head.big(4, at: 4).map { $0 < 40 } == true ? "application/x-mach-binary" : signature.type])
        // SVG may come packed under a name of its own.
        case "application/gzip" where proposals.contain("image/svg+xml"): return DetectedType(["image/svg+xml"])
        case "application/x-archive" where bytes.has(Array("debian".utf8), at: 8):
            return DetectedType(["application/vnd.debian.binary-package"])
        default: return DetectedType([signature.type])
        }
    }

    private static let byFirst = Dictionary(grouping: pictures + sounds + documents + archives + programs) { $0.bytes[0] }

    private static let pictures = [
        Signature("image/png", "%89PNG%0D%0A%1A%0A"), Signature("image/jls", "%FF%D8%FF%F7"), Signature("image/jpeg", "%FF%D8%FF"),
        Signature("image/gif", "GIF87a"), Signature("image/gif", "GIF89a"), Signature("image/webp", "RIFF", and: "WEBP", offset: 8),
        Signature("image/bmp", "BM", and: "%00%00%00%00", offset: 6), Signature("image/vnd.adobe.photoshop", "8BPS%00"),
        Signature("image/jp2", "%00%00%00%0CjP  %0D%0A%87%0A", and: "jp2 ", offset: 20),
        Signature("image/jpx", "%00%00%00%0CjP  %0D%0A%87%0A", and: "jpx ", offset: 20),
        Signature("image/x-jp2-codestream", "%FFO%FFQ"),
        Signature("image/jxl", "%00%00%00%0CJXL %0D%0A%87%0A"), Signature("image/jxl", "%FF%0A"),
        Signature("image/jxr", "II%BC%01"),
        Signature("image/vnd.microsoft.icon", "%00%00%01%00", and: "%00", offset: 5), Signature("image/x-icns", "icns%00"),
        Signature("image/emf", "%01%00%00%00", and: " EMF", offset: 40), Signature("image/wmf", "%D7%CD%C6%9A"),
        Signature("image/wmf", "%01%00%09%00%00%03"), Signature("image/vnd.djvu", "AT&TFORM"),
        Signature("image/vnd.dwg", "AC10", and: "%00", offset: 6),
        Signature("image/x-xcf", "gimp xcf"), Signature("image/x-qoi", "qoif%00"), Signature("image/bpg", "BPG%FB"),
        Signature("image/x-exr", "v/1%01"), Signature("image/x-fuji-raf", "FUJIFILMCCD-RAW"),
        Signature("image/x-canon-crw", "II%1A%00%00%00HEAPCCDR"),
        Signature("image/x-sigma-x3f", "FOVb%00"), Signature("image/vnd.zbrush.pcx", "%0A%05%01"),
    ]

    private static let sounds = [
        Signature("audio/wav", "RIFF", and: "WAVE", offset: 8), Signature("audio/wav", "RF64", and: "WAVE", offset: 8),
        Signature("audio/wav", "BW64", and: "WAVE", offset: 8), Signature("audio/midi", "RIFF", and: "RMID", offset: 8),
        Signature("audio/qcelp", "RIFF", and: "QLCM", offset: 8), Signature("video/x-msvideo", "RIFF", and: "AVI ", offset: 8),
        Signature("application/x-navi-animation", "RIFF", and: "ACON", offset: 8), Signature("audio/flac", "fLaC"),
        Signature("audio/midi", "MThd%00"),
        Signature("audio/x-caf", "caff%00"), Signature("audio/aiff", "FORM", and: "AIFF", offset: 8),
        Signature("audio/aiff", "FORM", and: "AIFC", offset: 8),
        Signature("audio/amr", "#!AMR%0A"), Signature("audio/amr", "#!AMR_MC1.0%0A"), Signature("audio/amr-wb", "#!AMR-WB%0A"),
        Signature("audio/amr-wb", "#!AMR-WB_MC1.0%0A"), Signature("audio/silk", "#!SILK_V3"),
        Signature("audio/silk", "%02#!SILK_V3"),
        Signature("audio/basic", ".snd%00"), Signature("audio/ac3", "%0Bw"), Signature("audio/x-ape", "MAC "),
        Signature("audio/x-wavpack", "wvpk"),
        Signature("audio/x-musepack", "MPCK"), Signature("audio/x-musepack", "MP+"), Signature("audio/x-dsf", "DSD %1C"),
        Signature("video/x-flv", "FLV%01"), Signature("application/vnd.rn-realmedia", ".RMF%00"),
        Signature("application/vnd.rn-realmedia", ".ra%FD"),
        Signature("video/mpeg", "%00%00%01%BA"), Signature("video/mpeg", "%00%00%01%B3"),
        Signature("application/mxf", "%06%0E+4%02%05%01%01"),
        Signature("video/x-dv", "%1F%07%00"),
    ]

    private static let documents = [
        Signature("application/pdf", "%25PDF-"), Signature("application/fdf", "%25FDF-"),
        Signature("application/vnd.ms-outlook-pst", "!BDN"),
        Signature("application/x-bplist", "bplist00"), Signature("text/rtf", "{\\rtf"),
        Signature("application/postscript", "%25!PS"),
        Signature("application/postscript", "%C5%D0%D3%C6"), Signature("application/postscript", "%04%25!PS"),
        Signature("application/onenote", "%E4R\\{%8C%D8%A7M%AE%B1Sx%D0)%96%D3"),
        Signature("application/onenote", "%A1/%FFC%D9%EFvL%9E%E2%10%EAW\"v_"),
        Signature("application/vnd.wordperfect", "%FFWPC"), Signature("application/vnd.ms-tnef", "x%9F>%22"),
        Signature("application/vnd.sqlite3", "SQLite format 3%00"), Signature("application/vnd.apache.parquet", "PAR1%15"),
        Signature("application/x-shapefile", "%00%00%27%0A", and: "%E8%03%00%00", offset: 28),
        Signature("application/vnd.tcpdump.pcap", "%A1%B2%C3%D4"),
        Signature("application/vnd.tcpdump.pcap", "%D4%C3%B2%A1"), Signature("application/vnd.tcpdump.pcap", "%0A%0D%0D%0A"),
        Signature("model/gltf-binary", "glTF%02%00%00%00"), Signature("font/woff", "wOFF"), Signature("font/woff2", "wOF2"),
        Signature("font/otf", "OTTO%00"), Signature("font/ttf", "%00%01%00%00%00"), Signature("font/ttf", "ttcf%00"),
        Signature("font/ttf", "true%00"),
        Signature("application/vnd.lotus-1-2-3", "%00%00%02%00%06%04%06%00"),
        Signature("application/vnd.lotus-1-2-3", "%00%00%1A%00%00%10%04%00"),
        Signature("application/x-mswrite", "1%BE%00%00"), Signature("application/x-mswrite", "2%BE%00%00"),
        Signature("application/x-hwp", "HWP Document File"),
    ]

    private static let archives = [
        Signature("application/gzip", "%1F%8B%08"), Signature("application/x-bzip2", "BZh", and: "1AY&SY", offset: 4),
        Signature("application/x-xz", "%FD7zXZ%00"),
        Signature("application/zstd", "(%B5/%FD"), Signature("application/x-lzip", "LZIP%01"),
        Signature("application/x-lz4", "%04%22M%18"),
        Signature("application/x-compress", "%1F%9D"), Signature("application/x-cpio", "%C7q"),
        Signature("application/x-cpio", "07070"),
        Signature("application/x-arj", "`%EA"),
    ]

    private static let programs = [
        Signature("application/vnd.microsoft.portable-executable", "MZ"),
        Signature("application/vnd.microsoft.portable-executable", "ZM"),
        Signature("application/x-executable", "%7FELF"), Signature("application/x-mach-binary", "%FE%ED%FA%CE"),
        Signature("application/x-mach-binary", "%FE%ED%FA%CF"), Signature("application/x-mach-binary", "%CE%FA%ED%FE"),
        Signature("application/x-mach-binary", "%CF%FA%ED%FE"), Signature("application/x-mach-binary", "%CA%FE%BA%BF"),
        Signature("application/x-java-applet", "%CA%FE%BA%BE"), Signature("application/wasm", "%00asm"),
        Signature("application/x-dex", "dex%0A"),
        Signature("application/x-shockwave-flash", "FWS"), Signature("application/x-shockwave-flash", "CWS"),
        Signature("application/x-shockwave-flash", "ZWS"), Signature("application/x-ms-shortcut", "L%00%00%00%01%14%02%00"),
        Signature("application/vnd.ms-cab-compressed", "MSCF%00%00%00%00"), Signature("application/vnd.ms-htmlhelp", "ITSF%03"),
        Signature("application/x-archive", "!<arch>%0A"), Signature("application/x-rpm", "%ED%AB%EE%DB"),
        Signature("application/x-chrome-extension", "Cr24"), Signature("application/x-ms-wim", "MSWIM%00%00%00"),
        Signature("application/x-xar", "xar!%00"),
        Signature("application/x-virtualbox-vhd", "conectix"), Signature("application/x-virtualbox-vhd", "vhdxfile"),
        Signature("application/x-msaccess", "%00%01%00%00Standard Jet DB"),
        Signature("application/x-msaccess", "%00%01%00%00Standard ACE DB"),
    ]
}
