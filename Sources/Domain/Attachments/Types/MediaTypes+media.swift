extension MediaTypes {
    /// Containers serve sounds and films alike: an extension may belong to both, and the tracks decide.
    static let sounds: [MediaType] = [
        MediaType(
            "audio/mpeg", ["mp3", "mpga", "mp2", "mp1", "m2a"],
            aliases: [
                "audio/mp3", "audio/x-mp3", "audio/mpeg3", "audio/x-mpeg3", "audio/x-mpeg-3", "audio/x-mpeg", "audio/mpg",
                "audio/x-mpg",
                "audio/mp2", "audio/x-mp2",
            ], .sound),
        // Android's own table claims audio/mpeg for .m4a; recorders in browsers name their files .mp4.
        MediaType(
            "audio/mp4", ["m4a", "m4b", "m4r", "m4p", "f4a", "f4b", "mp4", "mp4a"],
            aliases: [
                "audio/x-m4a", "audio/m4a", "audio/x-m4b", "audio/m4b", "audio/mp4a-latm", "audio/x-mp4a-latm", "audio/x-mp4",
            ],
            claims: ["audio/mpeg", "audio/aac", "video/mp4", "audio/3gpp", "video/quicktime", "audio/x-caf"], .isoMedia, .sound),
        MediaType(
            "audio/3gpp", ["3gp", "3gpp", "3ga"], claims: ["video/3gpp", "audio/mp4", "audio/amr", "video/mp4"], .isoMedia, .sound),
        // Chrome on Windows claims the DLNA name for .aac, from the registry.
        MediaType(
            "audio/aac", ["aac", "adts"],
            aliases: ["audio/x-hx-aac-adts", "audio/aacp", "audio/x-aac", "audio/vnd.dlna.adts", "audio/x-hx-aac-adif"],
            claims: ["audio/mp4", "audio/mpeg"], .sound),
        MediaType(
            "audio/ogg", ["ogg", "oga", "opus", "spx"],
            aliases: [
                "audio/opus", "audio/x-ogg", "audio/vorbis", "audio/x-vorbis", "audio/speex", "audio/x-speex", "audio/x-vorbis+ogg",
                "audio/x-opus+ogg",
            ],
            claims: ["application/ogg", "video/ogg"], .ogg, .sound),
        MediaType("audio/webm", ["weba", "webm"], aliases: ["audio/x-webm"], claims: ["video/webm"], .ebml, .sound),
        MediaType("audio/x-matroska", ["mka", "mkv"], aliases: ["audio/matroska"], claims: ["video/x-matroska"], .ebml, .sound),
        MediaType(
            "audio/wav", ["wav", "wave"], aliases: ["audio/x-wav", "audio/wave", "audio/vnd.wave", "audio/x-pn-wav"], .sound),
        MediaType("audio/flac", ["flac"], aliases: ["audio/x-flac"], .sound),
        MediaType("audio/aiff", ["aif", "aiff", "aifc"], aliases: ["audio/x-aiff", "audio/x-aifc"], .sound),
        MediaType("audio/amr", ["amr"], aliases: ["audio/x-amr", "audio/amr-nb"], claims: ["audio/3gpp", "audio/amr-wb"], .sound),
        MediaType("audio/amr-wb", ["awb", "amr"], claims: ["audio/amr"], .sound),
        MediaType("audio/x-caf", ["caf"], aliases: ["audio/caf"], .sound),
        MediaType("audio/midi", ["mid", "midi", "kar", "rmi"], aliases: ["audio/x-midi", "audio/mid", "audio/sp-midi"], .sound),
        MediaType("audio/basic", ["au", "snd"], .sound),
        MediaType("audio/ac3", ["ac3"], aliases: ["audio/vnd.dolby.dd-raw", "audio/x-ac3"], .sound),
        MediaType("audio/x-ms-wma", ["wma"], aliases: ["audio/wma"], claims: ["video/x-ms-asf"], .sound),
        MediaType("audio/x-ape", ["ape"], .sound),
        MediaType("audio/x-wavpack", ["wv"], .sound),
        MediaType("audio/x-musepack", ["mpc"], .sound),
        MediaType("audio/qcelp", ["qcp"], .sound),
        MediaType("audio/x-dsf", ["dsf"], .sound),
        // WeChat's voice messages.
        MediaType("audio/silk", ["silk"], aliases: ["audio/x-silk"], claims: ["audio/amr"], .sound),
    ]

    static let films: [MediaType] = [
        MediaType(
            "video/mp4", ["mp4", "m4v", "m4p", "f4v", "f4p", "lrv"],
            aliases: ["video/x-m4v", "video/x-mp4", "application/mp4", "video/mp4v-es", "video/mpeg4", "video/m4v"],
            claims: ["video/quicktime", "video/3gpp", "audio/mp4"], .isoMedia, .film),
        MediaType(
            "video/quicktime", ["mov", "qt", "qta"], aliases: ["video/mov", "video/x-quicktime", "image/mov"],
            claims: ["video/mp4"], .isoMedia,
            .film),
        // WhatsApp's documentation has video/3gp.
        MediaType(
            "video/3gpp", ["3gp", "3gpp"], aliases: ["video/3gp", "video/x-3gpp"], claims: ["video/mp4", "audio/3gpp"], .isoMedia,
            .film),
        MediaType(
            "video/3gpp2", ["3g2", "3gp2"], aliases: ["audio/3gpp2", "video/3g2"], claims: ["video/3gpp", "video/mp4"], .isoMedia,
            .film),
        MediaType("video/mj2", ["mj2", "mjp2"], .isoMedia, .film),
        MediaType("video/webm", ["webm"], aliases: ["video/x-webm"], claims: ["audio/webm", "video/x-matroska"], .ebml, .film),
        MediaType(
            "video/x-matroska", ["mkv", "mk3d"], aliases: ["video/mkv", "video/matroska", "application/x-matroska"],
            claims: ["video/webm"],
            .ebml, .film),
        MediaType(
            "video/ogg", ["ogv", "ogg", "ogx"], aliases: ["video/x-ogg", "video/x-theora"],
            claims: ["application/ogg", "audio/ogg"], .ogg, .film),
        MediaType("application/ogg", ["ogx"], aliases: ["application/x-ogg"], .ogg, .film),
        MediaType(
            "video/x-msvideo", ["avi", "divx"],
            aliases: ["video/avi", "video/x-avi", "video/msvideo", "video/vnd.avi", "video/divx", "video/vnd.divx"], .film),
        MediaType(
            "video/mpeg", ["mpg", "mpeg", "mpe", "vob", "m2v"],
            aliases: [
                "video/x-mpeg", "video/mpg", "video/x-mpg", "video/mpeg2", "video/x-mpeg2", "video/mpeg-system",
                "video/x-mpeg-system",
            ], .film),
        // Chrome on Windows claims the DLNA name, Firefox on Linux Qt's translations or TypeScript by the extension.
        MediaType(
            "video/mp2t", ["ts", "mts", "m2ts", "m2t"],
            aliases: ["video/vnd.dlna.mpeg-tts", "video/mpeg-ts", "video/x-mp2t", "video/avchd-stream", "application/x-mpegts"],
            claims: [
                "text/vnd.trolltech.linguist", "text/vnd.qt.linguist", "application/typescript", "text/typescript", "video/mpeg",
            ], .film),
        MediaType(
            "video/x-ms-asf", ["asf", "wmv", "wma"],
            aliases: ["application/vnd.ms-asf", "video/x-ms-wmv", "video/x-ms-asf-plugin"], claims: ["audio/x-ms-wma"], .film),
        MediaType("video/x-flv", ["flv"], aliases: ["video/flv", "application/x-flash-video"], .film),
        MediaType(
            "application/vnd.rn-realmedia", ["rm", "rmvb", "ra"], aliases: ["audio/x-pn-realaudio", "video/vnd.rn-realvideo"], .film
        ),
        MediaType("application/mxf", ["mxf"], .film),
        MediaType("video/x-dv", ["dv"], .film),
    ]
}
