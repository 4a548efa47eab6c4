-- Messages of conversations: files that came together, words beside them, and files that have still to be fetched.

CREATE TABLE messages (
    id TEXT NOT NULL PRIMARY KEY,    -- a ULID
    key TEXT NOT NULL UNIQUE,        -- names it at its origin: the same message told twice is one
    direction TEXT NOT NULL,
    source TEXT NOT NULL,
    channel TEXT,
    external_id TEXT,
    conversation_id TEXT,
    contact_id TEXT,
    text TEXT,
    payload TEXT,                    -- the message as it came, where it is passed on
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE attachments ADD COLUMN part_of TEXT REFERENCES messages (id);

CREATE INDEX attachments_by_message ON attachments (part_of, id) WHERE part_of IS NOT NULL;

-- Files that were announced and are to be fetched. The attachment's row comes with its bytes, or when they are given up.
CREATE TABLE fetches (
    id INTEGER PRIMARY KEY,
    attachment_id TEXT NOT NULL UNIQUE,
    message_id TEXT NOT NULL REFERENCES messages (id),
    file TEXT NOT NULL,              -- a JSON object: where it is, and what is said of it
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    token INTEGER,
    parked INTEGER NOT NULL DEFAULT 0,
    reason TEXT
) STRICT;

CREATE INDEX fetches_due ON fetches (due_at) WHERE parked = 0;

-- The outbox anew: not every message is about an attachment, and those of one lane go in order. A slot keeps the place of what is not
-- known yet: it holds up its lane, and nobody may take it.
ALTER TABLE outbox RENAME TO old_outbox;

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    lane TEXT NOT NULL,
    slot INTEGER NOT NULL DEFAULT 0,
    attachment_id TEXT,              -- a slot's may still have to be fetched
    message_id TEXT REFERENCES messages (id),
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    token INTEGER,
    parked INTEGER NOT NULL DEFAULT 0,
    reason TEXT,
    kind TEXT NOT NULL,
    idempotency_key TEXT NOT NULL UNIQUE,
    payload TEXT
) STRICT;

INSERT INTO outbox
SELECT id, attachment_id, 0, attachment_id, NULL, created_at, due_at, attempts, token, parked, reason, kind, idempotency_key, text
FROM old_outbox;

DROP TABLE old_outbox;

CREATE INDEX outbox_due ON outbox (due_at) WHERE parked = 0 AND slot = 0;
CREATE INDEX outbox_order ON outbox (lane, id) WHERE parked = 0;
CREATE INDEX outbox_parked ON outbox (attachment_id) WHERE parked = 1;
CREATE INDEX outbox_slots ON outbox (attachment_id) WHERE slot = 1;

-- Idempotency keys of senders, with what they were answered for.
CREATE TABLE claims (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    attachments TEXT NOT NULL,       -- a JSON array of identifiers
    created_at INTEGER NOT NULL,
    PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX claims_by_age ON claims (created_at);

-- How many files came in under an upload token.
CREATE TABLE allowances (
    token TEXT NOT NULL PRIMARY KEY,
    files INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
