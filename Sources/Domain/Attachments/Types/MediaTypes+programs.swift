extension MediaTypes {
    /// Known in order to be named when they come under another name.
    static let programs: [MediaType] = [
        MediaType(
            "application/vnd.microsoft.portable-executable", ["exe", "dll", "scr", "cpl", "ocx", "sys", "com", "pif"],
            aliases: [
                "application/x-dosexec", "application/x-msdownload", "application/x-msdos-program", "application/x-exe",
                "application/x-ms-ne-executable", "application/x-lx-executable", "application/x-ms-dos-executable",
            ], .active),
        MediaType(
            "application/x-executable", ["elf", "so", "o"],
            aliases: [
                "application/x-pie-executable", "application/x-sharedlib", "application/x-object", "application/x-elf",
                "application/x-coredump",
            ], .active),
        MediaType("application/x-mach-binary", ["macho", "dylib"], .active),
        MediaType("application/java-archive", ["jar", "war", "ear"], aliases: ["application/x-java-archive"], .zip, .active),
        MediaType("application/x-java-applet", ["class"], aliases: ["application/java-vm", "application/x-java"], .active),
        MediaType("application/vnd.android.package-archive", ["apk"], .zip, .active),
        MediaType("application/x-ios-app", ["ipa"], .zip, .active),
        MediaType("application/x-xpinstall", ["xpi"], .zip, .active),
        MediaType("application/appx", ["appx", "msix", "appxbundle", "msixbundle"], aliases: ["application/msix"], .zip, .active),
        MediaType("application/x-chrome-extension", ["crx"], .active),
        MediaType("application/vnd.openofficeorg.extension", ["oxt"], .zip, .active),
        MediaType("application/vnd.debian.binary-package", ["deb"], aliases: ["application/x-debian-package"], .active),
        MediaType("application/x-archive", ["a", "ar", "lib"], .active),
        MediaType("application/x-rpm", ["rpm"], .active),
        MediaType("application/x-msi", ["msi", "msp", "mst"], .compoundFile, .active),
        MediaType("application/x-ms-shortcut", ["lnk"], .active),
        MediaType("application/vnd.ms-htmlhelp", ["chm"], .active),
        MediaType("application/vnd.ms-cab-compressed", ["cab"], .active),
        MediaType("application/x-iso9660-image", ["iso", "udf"], .active),
        MediaType("application/x-apple-diskimage", ["dmg"], .active),
        MediaType("application/x-virtualbox-vhd", ["vhd", "vhdx"], aliases: ["application/x-vhd"], .active),
        MediaType("application/x-ms-wim", ["wim"], .active),
        MediaType("application/x-xar", ["xar", "pkg"], .active),
        MediaType("application/x-shockwave-flash", ["swf"], .active),
        MediaType("application/wasm", ["wasm"], .active),
        MediaType("application/x-dex", ["dex"], .active),
        MediaType(
            "application/x-msaccess", ["mdb", "accdb", "mde", "accde"],
            aliases: [
                "application/vnd.ms-access", "application/msaccess", "application/vnd.msaccess", "application/mdb",
                "application/x-mdb",
            ], .active),
        MediaType("application/x-navi-animation", ["ani"], .active),
        MediaType("application/x-rdp", ["rdp"], .text, .active),
    ]

    /// Texts that something runs when they are opened under their own name.
    static let scripts: [MediaType] = [
        MediaType("text/html", ["html", "htm", "xhtml", "shtml", "xht"], aliases: ["application/xhtml+xml"], .text, .active),
        MediaType(
            "text/javascript", ["js", "mjs", "cjs", "jse"],
            aliases: ["application/javascript", "application/x-javascript", "application/ecmascript", "text/ecmascript"], .text,
            .active),
        MediaType(
            "text/x-shellscript", ["sh", "bash", "zsh", "ksh", "csh", "command"],
            aliases: ["application/x-sh", "application/x-shellscript"],
            .text, .active),
        MediaType("text/x-msdos-batch", ["bat", "cmd"], aliases: ["application/x-bat", "application/bat"], .text, .active),
        MediaType("text/x-powershell", ["ps1", "psm1"], aliases: ["application/x-powershell"], .text, .active),
        MediaType("text/vbscript", ["vbs", "vbe", "vb"], aliases: ["application/x-vbs"], .text, .active),
        MediaType("application/hta", ["hta"], .text, .active),
        MediaType(
            "text/x-php", ["php", "phtml", "phar"], aliases: ["application/x-php", "application/x-httpd-php"], .text, .active),
        MediaType("text/x-script.python", ["py"], aliases: ["text/x-python", "application/x-python"], .text, .active),
        MediaType("text/x-perl", ["pl"], aliases: ["application/x-perl"], .text, .active),
        MediaType("text/x-ruby", ["rb"], aliases: ["application/x-ruby"], .text, .active),
        MediaType("text/x-ms-regedit", ["reg"], .text, .active),
        MediaType("application/x-mswinurl", ["url", "website"], .text, .active),
        MediaType("application/x-setupscript", ["inf"], .text, .active),
        MediaType("application/x-desktop", ["desktop"], aliases: ["application/x-kdelnk"], .text, .active),
        MediaType("application/x-ms-scf", ["scf"], .text, .active),
        // Excel opens it by its first characters, whatever its name, and runs what is in it.
        MediaType("application/x-sylk", ["slk", "sylk"], .text, .active),
    ]
}
