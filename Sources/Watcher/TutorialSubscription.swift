import Foundation

/// What the tutorials' socket wants to be told first: `{"type":"subscribe","eventTypes":[…],"includeData":true}`.
struct TutorialSubscription: Encodable {
    let type = "subscribe"
    let eventTypes: [String]
    let includeData = true

    init(_ eventTypes: [String]) {
        self.eventTypes = eventTypes
    }

    var message: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
