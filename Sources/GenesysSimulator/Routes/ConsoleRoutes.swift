internal import HTTPSemantics

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
            platform.messages.removeAll()
            return Reply(.noContent)
        },
        Route(.put, "/simulator/faults", access: .anyone, body: .json(.list(of: Fault.shape, count: 0...1000))) { platform, visit in
            platform.faults.set((visit.body.items ?? []).map(Fault.init))
            return Reply(.noContent)
        },
        Route(.delete, "/simulator/faults", access: .anyone) { platform, _ in
            platform.faults.set([])
            return Reply(.noContent)
        },
    ]

    /// Whether a call goes to one of these.
    static func owns(_ call: Call) -> Bool {
        ["simulator", "healthz"].contains(call.segments.first)
    }
}
