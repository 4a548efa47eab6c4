extension MediaTypes {
    /// What Windows claims for archives of several kinds, from its registry.
    private static let compressed = "application/x-compressed"

    static let archives: [MediaType] = [
        MediaType(
            "application/zip", ["zip", "zipx"],
            aliases: ["application/x-zip-compressed", "application/x-zip", "multipart/x-zip", "application/zip-compressed"],
            claims: [compressed], .zip,
            .archive),
        MediaType(
            "application/x-7z-compressed", ["7z"], aliases: ["application/7z", "application/x-7zip"], claims: [compressed], .archive
        ),
        MediaType(
            "application/vnd.rar", ["rar"], aliases: ["application/x-rar", "application/x-rar-compressed", "application/rar"],
            claims: [compressed],
            .archive),
        MediaType(
            "application/vnd.comicbook-rar", ["cbr"], aliases: ["application/x-cbr"], claims: ["application/vnd.rar"], .archive),
        MediaType(
            "application/gzip", ["gz", "tgz"],
            aliases: [
                "application/x-gzip", "application/x-gzip-compressed", "application/x-compressed-tar",
            ],
            claims: ["application/x-tar", compressed], .archive),
        MediaType(
            "application/x-bzip2", ["bz2", "tbz2", "tbz"], aliases: ["application/x-bzip", "application/bzip2"],
            claims: ["application/x-tar"],
            .archive),
        MediaType(
            "application/x-xz", ["xz", "txz"], aliases: ["application/xz"], claims: ["application/x-tar", compressed], .archive),
        MediaType(
            "application/zstd", ["zst", "tzst"], aliases: ["application/x-zstd"], claims: ["application/x-tar", compressed],
            .archive),
        MediaType(
            "application/x-tar", ["tar"], aliases: ["application/tar", "application/x-gtar", "application/x-ustar"], .archive),
        MediaType("application/x-lzip", ["lz"], .archive),
        MediaType("application/x-lz4", ["lz4"], .archive),
        MediaType("application/x-lzh-compressed", ["lzh", "lha"], aliases: ["application/x-lha"], .archive),
        MediaType("application/x-compress", ["z"], .archive),
        MediaType("application/x-cpio", ["cpio"], .archive),
        MediaType("application/x-arj", ["arj"], aliases: ["application/arj"], .archive),
        MediaType("application/x-ace-compressed", ["ace"], .archive),
        MediaType(
            "application/pgp-encrypted", ["pgp", "gpg"], aliases: ["application/pgp"], claims: ["application/pgp-signature"],
            .archive),
    ]
}
