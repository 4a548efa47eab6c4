-- Every entry of the audit log carries a hash over the one before and itself. What is there already is linked when this is applied.
ALTER TABLE audit ADD COLUMN hash TEXT;

-- From when on the bytes are gone, or go as soon as the job for it is done; NULL while they are kept.
ALTER TABLE attachments ADD COLUMN purged_at INTEGER;
UPDATE attachments SET purged_at = updated_at WHERE state IN ('rejected', 'infected');

CREATE INDEX attachments_kept ON attachments (state, updated_at)
WHERE purged_at IS NULL AND state IN ('released', 'delivered', 'held', 'failed');
CREATE INDEX attachments_purged ON attachments (state, purged_at) WHERE purged_at IS NOT NULL;
CREATE INDEX attachments_judged ON attachments (engine, id)
WHERE purged_at IS NULL AND engine IS NOT NULL AND state IN ('released', 'delivered', 'held');

-- A row that goes is looked for in whatever points at it.
DROP INDEX jobs_parked;
CREATE INDEX jobs_by_attachment ON jobs (attachment_id);
CREATE INDEX fetches_by_message ON fetches (message_id);
CREATE INDEX outbox_by_message ON outbox (message_id) WHERE message_id IS NOT NULL;

-- What an engine said of bytes, so that it is not asked again; never changed, and forgotten when it is of no use any more.
CREATE TABLE verdicts (
    sha256 TEXT NOT NULL,
    engine TEXT NOT NULL,            -- with the version of its signatures
    outcome TEXT NOT NULL,
    active_content TEXT,
    signature TEXT,
    reasons TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (sha256, engine)
) STRICT, WITHOUT ROWID;

CREATE INDEX verdicts_by_age ON verdicts (at);
