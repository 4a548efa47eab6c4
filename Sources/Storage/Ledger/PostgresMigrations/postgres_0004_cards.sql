-- What became of cards, for their senders and for counting; what is in them is in the outbox alone, while they are on their way.
CREATE TABLE cards (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id TEXT COLLATE "C" UNIQUE,          -- the card's name; NULL for one that was refused
    fingerprint TEXT NOT NULL,                   -- of the request: the same name with another is another card
    conversation_id TEXT,
    template_id TEXT,
    state TEXT COLLATE "C" NOT NULL,
    detail TEXT,
    latency BIGINT,                              -- microseconds of the call that took it
    created_at BIGINT NOT NULL,
    settled_at BIGINT
);

CREATE INDEX cards_by_age ON cards (created_at);
