internal import HTTPSemantics
internal import JSON

/// What the simulator offers beyond the platform: a look at what arrived, faults on demand, a sign of life. Nobody needs a token.
enum ConsoleRoutes {
    static let all = [
        Route(.get, "/healthz", access: .anyone) { _, _ in Reply(.ok(["status": "ok"])) },
        Route(.get, "/simulator/messages", access: .anyone) { platform, visit throws(Refusal) in
            let query = try MessageQuery(visit.call.query)
            let waits = query.patience > .zero && !platform.isComplete(query)
            return Reply(.ok(platform.list(query)), effects: waits ? [.wait(query)] : [])
        },
        Route(.delete, "/simulator/messages", access: .anyone) { platform, _ in
            platform.forgetMessages()
            return Reply(.noContent)
        },
        Route(.put, "/simulator/faults", access: .anyone, body: .json(.list(of: Fault.shape, count: 0...1000))) {
            platform, visit throws(Refusal) in
            var faults: [Fault] = []
            for fault in visit.body.array ?? [] { faults.append(try Fault(fault)) }
            platform.faults.set(faults)
            return Reply(.noContent)
        },
        Route(.delete, "/simulator/faults", access: .anyone) { platform, _ in
            platform.faults.set([])
            return Reply(.noContent)
        },
        Route(.post, "/simulator/sockets", access: .anyone, body: .json(sockets)) { platform, visit in
            let drops = visit.body["event"] == "dropped"
            platform.perform(drops ? platform.hub.dropAll(code: 1006) : platform.hub.warn())
            return Reply(.noContent)
        },
        Route(.post, "/simulator/tokens", access: .anyone) { platform, visit in
            let token = platform.newMessageID() + platform.newMessageID()
            let identity = Tokens.Identity(clientID: platform.configuration.clientID, userID: PlatformConfiguration.demoUserID)
            platform.tokens.issue(token, to: identity, at: visit.now)
            return Reply(.ok(["access_token": .string(token), "userId": .string(PlatformConfiguration.demoUserID)]))
        },
    ]

    private static let sockets = Shape.object(required: ["event": .oneOf(["dropped", "closing"], type: "event")])

    /// Whether a call goes to one of these.
    static func owns(_ call: Call) -> Bool {
        ["simulator", "healthz"].contains(call.segments.first)
    }
}
