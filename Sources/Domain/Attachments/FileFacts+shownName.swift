extension FileFacts {
    /// The name that people and other systems get to see: ``name``, with the usual extension of what the file is where its sender had no name
    /// for it.
    ///
    /// Known as soon as the file is inspected. Upload tokens are not to learn what was found, and see ``name``.
    public var shownName: String {
        guard isStandIn, let suffix = detectedType.flatMap(MediaTypes.named)?.extensions.first else { return name }
        return "\(name).\(suffix)"
    }

    /// Browsers call a file that a script has made `blob` (WHATWG XMLHttpRequest, "create an entry"); the others are ours.
    private var isStandIn: Bool {
        name == "blob" || name == FileName.standIn
            || name.hasPrefix(FileName.standIn + "-")
                && AttachmentID(String(name.dropFirst(FileName.standIn.utf8.count + 1))) != nil
    }
}

extension FileName {
    /// What a file is called whose sender has no name for it; an identifier may follow behind a hyphen.
    public static let standIn = "attachment"
}
