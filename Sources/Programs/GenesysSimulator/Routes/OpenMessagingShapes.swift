/// The bodies of the Open Messaging calls, after the models of the platform's own SDK.
enum OpenMessagingShapes {
    /// `OpenInboundNormalizedMessage`.
    static let message = Shape.object(
        required: [
            "channel": .object(
                required: ["from": sender, "time": .text(.timestamp)],
                optional: ["messageId": .filledText, "metadata": channelMetadata])
        ],
        optional: ["text": .text(atMost: 2000), "content": content(of: file), "metadata": .textByName])

    /// `OpenNormalizedMessage`, the deprecated route's. One of the tutorials puts a media type into `mediaType`, so that any text is taken,
    /// and leaves `mime` out.
    static let legacyMessage = Shape.object(
        required: [
            "channel": .object(
                required: [
                    "platform": .oneOf(["Open"], type: "platform"), "type": .oneOf(["Private"], type: "type"),
                    "messageId": .filledText, "to": recipient, "from": sender, "time": .text(.timestamp),
                ],
                optional: ["metadata": channelMetadata]),
            "type": .oneOf(["Text"], type: "type"),
            "direction": .oneOf(["Inbound"], type: "direction"),
        ],
        optional: ["text": .text(atMost: 2000), "content": content(of: tutorialFile), "metadata": .textByName])

    /// `OpenInboundNormalizedEvent`.
    static let event = Shape.object(
        required: [
            "channel": .object(required: ["from": sender, "time": .text(.timestamp)]),
            "events": .list(of: .object(required: ["eventType": .oneOf(["Typing"], type: "eventType")]), count: 1...1),
        ])

    /// `OpenInboundNormalizedReceipt`, and the direction that users of older SDKs send.
    static let receipt = Shape.object(
        required: [
            "id": .filledText, "channel": .object(required: ["to": recipient, "time": .text(.timestamp)]),
            "status": .oneOf(["Sent", "Delivered", "Failed", "Published", "Removed"], type: "status"),
        ],
        optional: [
            "reasons": .list(
                of: .object(required: ["message": .text], optional: ["code": .oneOf(reasonCodes, type: "code")]), count: 0...20),
            "isFinalReceipt": .flag, "direction": .oneOf(["Outbound"], type: "direction"),
        ])

    /// `OpenInboundStructuredResponseMessage`.
    static let response = Shape.object(
        required: [
            "channel": .object(
                required: ["from": sender, "time": .text(.timestamp)],
                optional: ["messageId": .filledText, "metadata": channelMetadata]),
            "buttonResponse": .object(
                required: [
                    "type": .oneOf(["Button", "QuickReply", "DatePicker"], type: "type"), "text": .text, "payload": .text,
                ],
                optional: ["id": .text]),
            "originatingMessageId": .filledText,
        ])

    private static let reasonCodes = [
        "MessageExpired", "RateLimited", "MessageNotAllowed", "GeneralError", "UnsupportedMessage", "UnknownMessage",
        "InvalidMessageStructure", "InvalidDestination", "ServerError", "MediaTypeNotAllowed", "InvalidMediaContentLength",
        "RecipientOptedOut", "DataFiltered",
    ]

    private static let idType = Shape.oneOf(["Email", "Phone", "Opaque"], type: "idType")

    /// `OpenMessagingFromRecipient`.
    private static let sender = Shape.object(
        required: ["id": .filledText, "idType": idType],
        optional: ["nickname": .text, "firstName": .text, "lastName": .text, "image": .text(.url), "email": .text])

    /// `OpenMessagingToRecipient`.
    private static let recipient = Shape.object(
        required: ["id": .filledText],
        optional: [
            "idType": idType, "nickname": .text, "firstName": .text, "lastName": .text, "image": .text(.url), "email": .text,
        ])

    private static let channelMetadata = Shape.object(
        optional: [
            "customAttributes": .textByName,
            "subType": .oneOf(["None", "GoogleBusinessProfile", "RoadsideAssistance", "YouTube"], type: "subType"),
        ])

    /// `OpenContentAttachment`.
    private static let file = Shape.object(
        required: [
            "mediaType": .oneOf(["Image", "Video", "Audio", "File", "Link"], type: "mediaType"), "url": .text(.url),
            "mime": .text(.mediaType),
        ],
        optional: [
            "id": .text, "filename": .filledText, "text": .text, "sha256": .text(.sha256), "thumbnail": thumbnail,
        ])

    private static let tutorialFile = Shape.object(
        required: ["mediaType": .filledText, "url": .text(.url)],
        optional: [
            "id": .text, "mime": .text(.mediaType), "filename": .filledText, "text": .text, "sha256": .text(.sha256),
            "thumbnail": thumbnail,
        ])

    /// `OpenContentThumbnail`.
    private static let thumbnail = Shape.object(
        optional: [
            "url": .text(.url), "mime": .text(.mediaType), "sha256": .text(.sha256), "contentSizeBytes": .whole(0...Int.max),
        ])

    /// Only one element when it is an attachment, and there is nothing else that it can be. The SDK's inbound model leaves
    /// `contentType` out, and all that is seen working sends it.
    private static func content(of attachment: Shape) -> Shape {
        .list(
            of: .object(
                required: ["attachment": attachment], optional: ["contentType": .oneOf(["Attachment"], type: "contentType")]),
            count: 0...1)
    }
}
