extension MediaTypes {
    static let pictures: [MediaType] = [
        MediaType("image/png", ["png", "apng"], aliases: ["image/x-png", "image/apng", "image/vnd.mozilla.apng"], .picture),
        MediaType(
            "image/jpeg", ["jpg", "jpeg", "jpe", "jfif", "pjpeg", "pjp"],
            aliases: ["image/jpg", "image/pjpeg", "image/x-jpeg", "image/jpe", "image/jfif", "image/pipeg"],
            .picture),
        // Two JPEG pictures in one file: cameras for stereo, and Android's (CIPA DC-007).
        MediaType("image/mpo", ["mpo"], aliases: ["image/x-mpo"], claims: ["image/jpeg"], .picture),
        MediaType("image/gif", ["gif", "gfa"], aliases: ["image/x-gif"], .picture),
        MediaType("image/webp", ["webp"], aliases: ["image/x-webp"], .picture),
        MediaType(
            "image/bmp", ["bmp", "dib"], aliases: ["image/x-bmp", "image/x-ms-bmp", "image/x-windows-bmp", "image/ms-bmp"], .picture
        ),
        MediaType(
            "image/heic", ["heic", "heics", "hif"], aliases: ["image/heic-sequence", "image/x-heic"],
            // What iPhones' photos are claimed as by Chromium on Linux.
            claims: ["image/heif"], .isoMedia, .picture),
        MediaType(
            "image/heif", ["heif", "heifs", "hif", "heic"], aliases: ["image/heif-sequence", "image/x-heif"],
            claims: ["image/heic"],
            .isoMedia, .picture),
        MediaType("image/avif", ["avif", "avifs"], aliases: ["image/avif-sequence"], .isoMedia, .picture),
        MediaType(
            "image/jp2", ["jp2", "jpg2"], aliases: ["image/jpeg2000", "image/jpeg2000-image", "image/x-jpeg2000-image"], .picture),
        MediaType("image/jpx", ["jpx", "jpf"], .picture),
        MediaType("image/x-jp2-codestream", ["j2k", "j2c", "jpc"], .picture),
        MediaType("image/jxl", ["jxl"], .picture),
        MediaType("image/jxr", ["jxr", "wdp", "hdp"], aliases: ["image/vnd.ms-photo"], .picture),
        MediaType("image/jls", ["jls"], .picture),
        MediaType(
            "image/vnd.microsoft.icon", ["ico"],
            aliases: ["image/x-icon", "image/ico", "image/icon", "image/x-ico", "application/ico"], .picture),
        MediaType("image/x-icns", ["icns"], aliases: ["image/icns"], .picture),
        MediaType(
            "image/vnd.adobe.photoshop", ["psd", "psb"],
            aliases: [
                "image/psd", "image/x-psd", "image/photoshop", "image/x-photoshop", "application/photoshop",
                "application/x-photoshop",
            ], .picture),
        MediaType(
            "image/emf", ["emf"], aliases: ["image/x-emf", "application/emf", "application/x-emf"], .picture),
        MediaType(
            "image/wmf", ["wmf"],
            aliases: ["image/x-wmf", "image/x-win-metafile", "application/wmf", "application/x-wmf", "application/x-msmetafile"],
            .picture),
        MediaType(
            "image/vnd.djvu", ["djvu", "djv"], aliases: ["image/x-djvu", "image/x.djvu", "image/vnd.djvu+multipage"], .picture),
        MediaType(
            "image/vnd.dwg", ["dwg"], aliases: ["image/x-dwg", "application/acad", "application/x-acad", "application/dwg"],
            .picture),
        MediaType(
            "image/vnd.dxf", ["dxf"], aliases: ["image/x-dxf", "application/dxf", "application/x-dxf"], claims: ["text/plain"],
            .text,
            .plainText),
        MediaType("image/vnd.zbrush.pcx", ["pcx"], aliases: ["image/x-pcx"], .picture),
        MediaType(
            "image/x-tga", ["tga"],
            aliases: ["image/tga", "image/targa", "image/x-targa", "application/tga", "application/x-tga", "application/x-targa"],
            .picture),
        MediaType("image/x-xcf", ["xcf"], .picture),
        MediaType("image/x-qoi", ["qoi"], aliases: ["image/qoi"], .picture),
        MediaType("image/bpg", ["bpg"], .picture),
        MediaType("image/x-exr", ["exr"], aliases: ["image/aces"], .picture),
        MediaType("image/x-portable-pixmap", ["ppm", "pnm"], .picture),
        MediaType("image/x-portable-greymap", ["pgm"], aliases: ["image/x-portable-graymap"], .picture),
        MediaType("image/x-portable-bitmap", ["pbm"], .picture),
        MediaType("image/svg+xml", ["svg", "svgz"], aliases: ["image/svg", "image/svg-xml"], .xml, .active),
    ]

    /// What Chromium on Linux claims for the cameras' own formats is `image/x-…`; most of them are TIFF.
    static let rawPictures: [MediaType] =
        [
            MediaType(
                "image/tiff", ["tif", "tiff"] + cameras.flatMap(\.extensions),
                aliases: ["image/tif", "image/x-tiff", "image/x-tif"],
                claims: cameras.map(\.name) + ["image/x-dcraw"], .tiff, .picture),
            MediaType("image/x-fuji-raf", ["raf"], .picture), MediaType("image/x-canon-crw", ["crw"], .picture),
            MediaType("image/x-canon-cr3", ["cr3"], .isoMedia, .picture),
            MediaType("image/x-sigma-x3f", ["x3f"], aliases: ["image/x-x3f"], .picture),
            MediaType("image/x-olympus-orf", ["orf"], claims: ["image/tiff"], .tiff, .picture),
            MediaType(
                "image/x-panasonic-rw2", ["rw2"], aliases: ["image/x-panasonic-raw2"], claims: ["image/tiff"], .tiff, .picture),
        ] + cameras

    /// Raw pictures with TIFF's own mark: the name says whose they are.
    private static let cameras: [MediaType] = [
        MediaType("image/x-adobe-dng", ["dng"], aliases: ["image/dng"], claims: ["image/tiff"], .tiff, .picture),
        MediaType("image/x-nikon-nef", ["nef"], claims: ["image/tiff"], .tiff, .picture),
        MediaType("image/x-nikon-nrw", ["nrw"], claims: ["image/tiff"], .tiff, .picture),
        MediaType("image/x-sony-arw", ["arw"], claims: ["image/tiff"], .tiff, .picture),
        MediaType("image/x-sony-sr2", ["sr2"], claims: ["image/tiff"], .tiff, .picture),
        MediaType("image/x-canon-cr2", ["cr2"], claims: ["image/tiff"], .tiff, .picture),
        MediaType("image/x-pentax-pef", ["pef"], claims: ["image/tiff"], .tiff, .picture),
        MediaType("image/x-samsung-srw", ["srw"], claims: ["image/tiff"], .tiff, .picture),
        MediaType("image/x-kodak-dcr", ["dcr"], claims: ["image/tiff"], .tiff, .picture),
        MediaType("image/x-kodak-kdc", ["kdc"], claims: ["image/tiff"], .tiff, .picture),
        MediaType("image/x-epson-erf", ["erf"], claims: ["image/tiff"], .tiff, .picture),
        MediaType("image/x-hasselblad-3fr", ["3fr"], claims: ["image/tiff"], .tiff, .picture),
    ]
}
