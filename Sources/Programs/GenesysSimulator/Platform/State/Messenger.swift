/// The ways on which customers write.
enum Messenger: String, Sendable {
    case open
    /// The platform's own widget.
    case webmessaging
    case sms
    case whatsapp
    case apple

    /// As a normalized message's channel spells it.
    var platform: String {
        switch self {
        case .open: "Open"
        case .webmessaging: "WebMessaging"
        case .sms: "Sms"
        case .whatsapp: "Whatsapp"
        case .apple: "Apple"
        }
    }
}
