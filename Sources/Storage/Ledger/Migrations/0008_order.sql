-- What a customer sends goes in one lane. A slot of a customer's file (2) holds the lane up until it is due, one of an agent's (1) until it
-- is filled.
DROP INDEX outbox_slots;
CREATE INDEX outbox_slots ON outbox (attachment_id) WHERE slot > 0;
CREATE INDEX outbox_yielding ON outbox (due_at) WHERE slot = 2;
CREATE INDEX outbox_about ON outbox (attachment_id) WHERE parked = 0;

-- Until when the platform's notifications were heard without a gap.
CREATE TABLE checkpoints (
    name TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
