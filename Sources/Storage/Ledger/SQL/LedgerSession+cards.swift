import Foundation

extension LedgerSession {
    /// Looks at the key and the card's name first, so that a repetition changes nothing.
    func enqueue(_ sending: Sending, at time: Date, events: inout Set<Event>) throws -> Enqueuing {
        if let known = try answered(sending.claims) { return .repeated(card: known.first) }
        if let known = try known(sending.card) { return .repeated(card: known) }
        try remember(sending.nonce, at: time)
        try insert(sending.claims, of: [sending.card?.messageID].compactMap(\.self), at: time)
        if let card = sending.card { try insert(card, at: time) }
        for message in sending.messages {
            try insert(message, about: nil, partOf: nil, at: time.milliseconds)
            events.insert(.work(.outbox))
        }
        for entry in sending.audit { try insert(entry) }
        return .accepted
    }

    func card(_ messageID: String) throws -> CardRecord? {
        try first(
            """
            SELECT message_id, fingerprint, conversation_id, template_id, state, detail, latency, created_at, settled_at
            FROM cards WHERE message_id = ?
            """, messageID
        ) { row in try CardRecord(&row) }
    }

    /// Counts, and reads the latencies in their order.
    func cardStatistics(since time: Date) throws -> CardStatistics {
        let counts = try query(
            "SELECT state, count(*) FROM cards WHERE created_at >= ? GROUP BY state", time.milliseconds
        ) { row in (try row.word("card state") as CardState, Int(row.integer())) }
        let latencies = try query(
            """
            SELECT latency FROM cards WHERE created_at >= ? AND state = 'sent' AND latency IS NOT NULL ORDER BY latency
            """, time.milliseconds
        ) { Duration.microseconds($0.integer()) }
        return CardStatistics(
            counts: Dictionary(uniqueKeysWithValues: counts), latency: CardStatistics.Latency(sorted: latencies))
    }

    /// The card of this name, if it is there.
    ///
    /// - Throws: `keyReused` when it came of another request.
    fileprivate func known(_ card: CardRecord?) throws -> String? {
        guard let card, let name = card.messageID else { return nil }
        let known = try first("SELECT fingerprint FROM cards WHERE message_id = ?", name) { $0.text() }
        guard let known else { return nil }
        guard known == card.fingerprint else { throw LedgerError.keyReused }
        return name
    }

    fileprivate func insert(_ card: CardRecord, at time: Date) throws {
        try execute(
            """
            INSERT INTO cards (message_id, fingerprint, conversation_id, template_id, state, detail, latency, created_at, settled_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, card.messageID, card.fingerprint, card.conversationID, card.templateID, card.state.rawValue, card.detail,
            card.latency?.microseconds, time.milliseconds, card.state == .queued ? nil : time.milliseconds)
    }

    /// Writes down how a card has ended.
    func end(_ ending: CardEnding, at time: Date, events: inout Set<Event>) throws {
        try execute(
            "UPDATE cards SET state = ?2, detail = ?3, latency = ?4, settled_at = ?5 WHERE message_id = ?1", ending.messageID,
            ending.state.rawValue, ending.detail, ending.latency?.microseconds, time.milliseconds)
        events.insert(.card(ending.messageID))
    }
}

extension CardRecord {
    fileprivate init(_ row: inout some LedgerRow) throws {
        self.init(
            messageID: row.optionalText(), fingerprint: row.text(), conversationID: row.optionalText(),
            templateID: row.optionalText(), state: try row.word("card state"), detail: row.optionalText(),
            latency: row.optionalInteger().map { .microseconds($0) }, createdAt: row.date(),
            settledAt: row.optionalInteger().map { Date(timeIntervalSince1970: Double($0) / 1000) })
    }
}

extension CardStatistics.Latency {
    fileprivate init?(sorted: [Duration]) {
        guard let last = sorted.last else { return nil }
        func quantile(_ share: Double) -> Duration { sorted[Int(Double(sorted.count - 1) * share)] }
        self.init(median: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99), maximum: last)
    }
}

extension Duration {
    fileprivate var microseconds: Int64 { Int64(self / .microseconds(1)) }
}
