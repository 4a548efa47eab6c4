/// Why a text must not be shown to anybody.
public enum Objection: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    /// `javascript:`, in a link or in the text.
    case javascriptURL
    /// `vbscript:`, in a link or in the text.
    case vbscriptURL
    /// `data:`, in a link or in the text.
    case dataURL
    /// An event handler such as `onclick=`.
    case handler
    /// A call of `postMessage(`.
    case postMessage
    /// `window.opener`
    case windowOpener
    /// `target=_blank` without `rel=noopener`.
    case blankTarget
    /// More bytes with markup than are looked at.
    case tooLong
    /// More tags than are looked at.
    case tooManyTags
    /// Elements nested too deeply.
    case tooDeep
    /// Markup that becomes other markup each time it is cleaned.
    case unstable

    /// What is wrong and what to do about it.
    public var description: String {
        switch self {
        case .javascriptURL: "contains 'javascript:'. Take the script out."
        case .vbscriptURL: "contains 'vbscript:'. Take the script out."
        case .dataURL: "contains 'data:'. Put the content behind an https address, or write the word without the colon."
        case .handler: "contains an event handler (on…=). Take it out."
        case .postMessage: "contains 'postMessage('. Take the script out."
        case .windowOpener: "contains 'window.opener'. Take the script out."
        case .blankTarget: "opens a window with target=_blank that could reach back. Add rel=\"noopener\", or take the target out."
        case .tooLong: "is too long for a text with markup. Shorten it."
        case .tooManyTags: "has too many tags. Use fewer."
        case .tooDeep: "has elements nested too deeply. Make it flatter."
        case .unstable: "has markup that turns into other markup when it is cleaned. Write it plainly."
        }
    }
}
