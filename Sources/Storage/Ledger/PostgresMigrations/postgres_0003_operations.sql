-- Every entry of the audit log carries a hash over the one before and itself. What is there already is numbered anew, for a number that
-- a transaction took and gave up left a gap, and linked when this is applied.
ALTER TABLE audit RENAME TO old_audit;

-- Nothing here is ever deleted. No foreign key: an entry outlives what it is about.
CREATE TABLE audit (
    number BIGINT PRIMARY KEY,                   -- without gaps from 1
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    attachment_id TEXT COLLATE "C",
    detail TEXT NOT NULL,
    hash TEXT
);

INSERT INTO audit
SELECT row_number() OVER (ORDER BY number), at, actor, action, attachment_id, detail, NULL FROM old_audit;

DROP TABLE old_audit;

-- The last entry. Who has asked for it holds the end of the chain until the commit; who waits for that sees what was committed then,
-- for each statement of a volatile function looks anew.
CREATE FUNCTION hold_audit_head() RETURNS TABLE (number BIGINT, hash TEXT) LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock('audit'::regclass::oid::int4, 0);
    RETURN QUERY SELECT a.number, a.hash FROM audit a ORDER BY a.number DESC LIMIT 1;
END $$;

-- From when on the bytes are gone, or go as soon as the job for it is done; NULL while they are kept.
ALTER TABLE attachments ADD COLUMN purged_at BIGINT;
UPDATE attachments SET purged_at = updated_at WHERE state IN ('rejected', 'infected');

CREATE INDEX attachments_kept ON attachments (state, updated_at)
WHERE purged_at IS NULL AND state IN ('released', 'delivered', 'held', 'failed');
CREATE INDEX attachments_purged ON attachments (state, purged_at) WHERE purged_at IS NOT NULL;
CREATE INDEX attachments_judged ON attachments (engine, id)
WHERE purged_at IS NULL AND engine IS NOT NULL AND state IN ('released', 'delivered', 'held');

-- A row that goes is looked for in whatever points at it.
CREATE INDEX jobs_by_attachment ON jobs (attachment_id);
CREATE INDEX fetches_by_message ON fetches (message_id);
CREATE INDEX outbox_by_message ON outbox (message_id) WHERE message_id IS NOT NULL;

-- What an engine said of bytes, so that it is not asked again; never changed, and forgotten when it is of no use any more.
CREATE TABLE verdicts (
    sha256 TEXT COLLATE "C" NOT NULL,
    engine TEXT COLLATE "C" NOT NULL,            -- with the version of its signatures
    outcome TEXT NOT NULL,
    active_content TEXT,
    signature TEXT,
    reasons TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (sha256, engine)
);

CREATE INDEX verdicts_by_age ON verdicts (at);
