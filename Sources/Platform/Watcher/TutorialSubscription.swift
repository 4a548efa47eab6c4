import JSON

/// What the tutorials' socket wants to be told first: `{"eventTypes":[…],"includeData":true,"type":"subscribe"}`.
struct TutorialSubscription {
    let message: String

    init(_ eventTypes: [String]) {
        let body: JSON = ["eventTypes": .array(eventTypes.map { .string($0) }), "includeData": true, "type": "subscribe"]
        message = body.text
    }
}
