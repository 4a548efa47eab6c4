-- What the SQLite migrations 1 and 2 make, for PostgreSQL; the words, the times (milliseconds since 1970) and the meaning are the same.
-- COLLATE "C" sorts by bytes, as the identifiers do.

CREATE TABLE messages (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,    -- a ULID
    key TEXT COLLATE "C" NOT NULL UNIQUE,        -- names it at its origin: the same message told twice is one
    direction TEXT NOT NULL,
    source TEXT NOT NULL,
    channel TEXT,
    external_id TEXT,
    conversation_id TEXT,
    contact_id TEXT,
    text TEXT,
    payload TEXT,                                -- the message as it came, where it is passed on
    created_at BIGINT NOT NULL
);

CREATE TABLE attachments (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,    -- a ULID: sorts by time
    state TEXT COLLATE "C" NOT NULL,
    source TEXT NOT NULL,
    conversation_id TEXT COLLATE "C",
    contact_id TEXT,
    message_id TEXT,
    name TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    claimed_type TEXT,
    detected_type TEXT,
    outcome TEXT NOT NULL,
    active_content TEXT,
    engine TEXT,
    signature TEXT,
    reasons TEXT,                                -- a JSON array; NULL when there is none
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    part_of TEXT COLLATE "C" REFERENCES messages (id)
);

CREATE INDEX attachments_by_state ON attachments (state, id);
CREATE INDEX attachments_by_conversation ON attachments (conversation_id, id) WHERE conversation_id IS NOT NULL;
CREATE INDEX attachments_by_message ON attachments (part_of, id) WHERE part_of IS NOT NULL;

CREATE TABLE timeline (
    attachment_id TEXT COLLATE "C" NOT NULL REFERENCES attachments (id),
    number BIGINT NOT NULL,                      -- from 1, for each attachment
    at BIGINT NOT NULL,
    state TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (attachment_id, number)
);

-- What is to be worked on. A row goes when its work is done. Nobody may take a row before due_at: the time it was put off to, or the
-- end of the lease. Rows come and go all the time: they are vacuumed by number, not by share.

CREATE TABLE jobs (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    attachment_id TEXT COLLATE "C" NOT NULL REFERENCES attachments (id),
    created_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    token BIGINT,                                -- the holder's; NULL when nobody has it
    parked BIGINT NOT NULL DEFAULT 0,
    reason TEXT                                  -- why it was put off or parked
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE INDEX jobs_due ON jobs (due_at, id) WHERE parked = 0;
CREATE INDEX jobs_leased ON jobs (due_at) WHERE token IS NOT NULL;
CREATE INDEX jobs_unleased ON jobs (created_at) WHERE token IS NULL AND parked = 0;
CREATE INDEX jobs_parked ON jobs (attachment_id) WHERE parked = 1;
CREATE VIEW jobs_waiting AS SELECT created_at FROM jobs WHERE token IS NULL AND parked = 0;

CREATE TABLE fetches (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    attachment_id TEXT COLLATE "C" NOT NULL UNIQUE,
    message_id TEXT COLLATE "C" NOT NULL REFERENCES messages (id),
    file TEXT NOT NULL,                          -- a JSON object: where it is, and what is said of it
    created_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    token BIGINT,
    parked BIGINT NOT NULL DEFAULT 0,
    reason TEXT
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE INDEX fetches_due ON fetches (due_at, id) WHERE parked = 0;
CREATE INDEX fetches_leased ON fetches (due_at) WHERE token IS NOT NULL;
CREATE INDEX fetches_unleased ON fetches (created_at) WHERE token IS NULL AND parked = 0;
CREATE INDEX fetches_parked ON fetches (attachment_id) WHERE parked = 1;
CREATE VIEW fetches_waiting AS SELECT created_at FROM fetches WHERE token IS NULL AND parked = 0;

CREATE TABLE outbox (
    id BIGINT NOT NULL PRIMARY KEY,              -- given by the trigger below
    lane TEXT COLLATE "C" NOT NULL,
    slot BIGINT NOT NULL DEFAULT 0,
    attachment_id TEXT COLLATE "C",              -- a slot's may still have to be fetched
    message_id TEXT COLLATE "C" REFERENCES messages (id),
    created_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    token BIGINT,
    parked BIGINT NOT NULL DEFAULT 0,
    reason TEXT,
    kind TEXT NOT NULL,
    idempotency_key TEXT COLLATE "C" NOT NULL UNIQUE,
    payload TEXT
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE INDEX outbox_due ON outbox (due_at, id) WHERE parked = 0 AND slot = 0;
CREATE INDEX outbox_order ON outbox (lane, id) WHERE parked = 0;
CREATE INDEX outbox_leased ON outbox (due_at) WHERE token IS NOT NULL;
CREATE INDEX outbox_unleased ON outbox (created_at) WHERE token IS NULL AND parked = 0 AND slot = 0;
CREATE INDEX outbox_parked ON outbox (attachment_id) WHERE parked = 1;
CREATE INDEX outbox_slots ON outbox (attachment_id) WHERE slot = 1;
CREATE VIEW outbox_waiting AS SELECT created_at FROM outbox WHERE token IS NULL AND parked = 0 AND slot = 0;

-- Who enters a lane holds it until the commit: so that no later number is seen there before an earlier one.
CREATE SEQUENCE outbox_numbers;

CREATE FUNCTION enter_lane() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(TG_RELID::int4, hashtext(new.lane));
    new.id := nextval('outbox_numbers');
    RETURN new;
END $$;

CREATE TRIGGER outbox_entered BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION enter_lane();

-- How many there are: counting a million rows at every look at the metrics would be too slow, and one row for each number would make all
-- transactions wait for each other. So each adds rows of its own, and now and then they are added up to one.
CREATE TABLE changes (
    name TEXT COLLATE "C" NOT NULL,              -- a queue, or attachments/STATE
    change BIGINT NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE VIEW attachment_counts AS
SELECT substr(name, 13) AS state, sum(change)::bigint AS count FROM changes WHERE name LIKE 'attachments/%' GROUP BY name;

CREATE FUNCTION count_attachment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN INSERT INTO changes VALUES ('attachments/' || old.state, -1); END IF;
    IF TG_OP <> 'DELETE' THEN INSERT INTO changes VALUES ('attachments/' || new.state, 1); END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER attachment_added_or_removed AFTER INSERT OR DELETE ON attachments
    FOR EACH ROW EXECUTE FUNCTION count_attachment();
CREATE TRIGGER attachment_moved AFTER UPDATE OF state ON attachments
    FOR EACH ROW WHEN (new.state <> old.state) EXECUTE FUNCTION count_attachment();

CREATE FUNCTION count_work() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO changes VALUES (TG_TABLE_NAME, CASE TG_OP WHEN 'DELETE' THEN -1 ELSE 1 END);
    RETURN NULL;
END $$;

CREATE TRIGGER job_added_or_removed AFTER INSERT OR DELETE ON jobs FOR EACH ROW EXECUTE FUNCTION count_work();
CREATE TRIGGER fetch_added_or_removed AFTER INSERT OR DELETE ON fetches FOR EACH ROW EXECUTE FUNCTION count_work();
CREATE TRIGGER message_added AFTER INSERT ON outbox FOR EACH ROW WHEN (new.slot = 0) EXECUTE FUNCTION count_work();
CREATE TRIGGER message_removed AFTER DELETE ON outbox FOR EACH ROW WHEN (old.slot = 0) EXECUTE FUNCTION count_work();
CREATE TRIGGER slot_filled AFTER UPDATE OF slot ON outbox
    FOR EACH ROW WHEN (old.slot = 1 AND new.slot = 0) EXECUTE FUNCTION count_work();

-- Idempotency keys of senders, with what they were answered for.
CREATE TABLE claims (
    scope TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    fingerprint TEXT NOT NULL,
    attachments TEXT NOT NULL,                   -- a JSON array of identifiers
    created_at BIGINT NOT NULL,
    PRIMARY KEY (scope, key)
);

CREATE INDEX claims_by_age ON claims (created_at);

-- How many files came in under an upload token.
CREATE TABLE allowances (
    token TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    files BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- Nothing here is ever deleted. No foreign key: an entry outlives what it is about.
CREATE TABLE audit (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    attachment_id TEXT COLLATE "C",
    detail TEXT NOT NULL
);

-- One row, changed to see that writing works.
CREATE TABLE checks (
    count BIGINT NOT NULL
);

INSERT INTO checks VALUES (0);
