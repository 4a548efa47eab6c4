-- Times are milliseconds since 1970. States, sources, outcomes and kinds are the words of the program.

CREATE TABLE attachments (
    id TEXT NOT NULL PRIMARY KEY,    -- a ULID: sorts by time
    state TEXT NOT NULL,
    source TEXT NOT NULL,
    conversation_id TEXT,
    contact_id TEXT,
    message_id TEXT,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    claimed_type TEXT,
    detected_type TEXT,
    outcome TEXT NOT NULL,
    active_content TEXT,
    engine TEXT,
    signature TEXT,
    reasons TEXT,                    -- a JSON array; NULL when there is none
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX attachments_by_state ON attachments (state, id);
CREATE INDEX attachments_by_conversation ON attachments (conversation_id, id) WHERE conversation_id IS NOT NULL;

-- How many attachments are in each state: counting a million rows at every look at the metrics would be too slow.
CREATE TABLE attachment_counts (
    state TEXT NOT NULL PRIMARY KEY,
    count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER attachment_added AFTER INSERT ON attachments BEGIN
    INSERT INTO attachment_counts VALUES (new.state, 1) ON CONFLICT (state) DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER attachment_moved AFTER UPDATE OF state ON attachments WHEN new.state <> old.state BEGIN
    UPDATE attachment_counts SET count = count - 1 WHERE state = old.state;
    INSERT INTO attachment_counts VALUES (new.state, 1) ON CONFLICT (state) DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER attachment_removed AFTER DELETE ON attachments BEGIN
    UPDATE attachment_counts SET count = count - 1 WHERE state = old.state;
END;

CREATE TABLE timeline (
    attachment_id TEXT NOT NULL REFERENCES attachments (id),
    number INTEGER NOT NULL,         -- from 1, for each attachment
    at INTEGER NOT NULL,
    state TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (attachment_id, number)
) STRICT, WITHOUT ROWID;

-- What is to be worked on. A row goes when its work is done, so that the tables stay as small as the work at hand.
-- Nobody may take a row before due_at: the time it was put off to, or the end of the lease. Parked rows are out of the index.

CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    attachment_id TEXT NOT NULL REFERENCES attachments (id),
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    token INTEGER,                   -- the holder's; NULL when nobody has it
    parked INTEGER NOT NULL DEFAULT 0,
    reason TEXT                      -- why it was put off or parked
) STRICT;

CREATE INDEX jobs_due ON jobs (due_at) WHERE parked = 0;
CREATE INDEX jobs_parked ON jobs (attachment_id) WHERE parked = 1;

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    attachment_id TEXT NOT NULL REFERENCES attachments (id),
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    token INTEGER,
    parked INTEGER NOT NULL DEFAULT 0,
    reason TEXT,
    kind TEXT NOT NULL,
    idempotency_key TEXT NOT NULL UNIQUE,
    text TEXT
) STRICT;

CREATE INDEX outbox_due ON outbox (due_at) WHERE parked = 0;
CREATE INDEX outbox_order ON outbox (attachment_id, id) WHERE parked = 0;
CREATE INDEX outbox_parked ON outbox (attachment_id) WHERE parked = 1;

-- Nothing here is ever deleted, so numbers only grow. No foreign key: an entry outlives what it is about.
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    attachment_id TEXT,
    detail TEXT NOT NULL
) STRICT;

-- One row, changed to see that writing works.
CREATE TABLE checks (
    count INTEGER NOT NULL
) STRICT;

INSERT INTO checks VALUES (0);
