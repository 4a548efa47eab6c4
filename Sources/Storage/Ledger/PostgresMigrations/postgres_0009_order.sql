-- What a customer sends goes in one lane. A slot of a customer's file (2) holds the lane up until it is due, one of an agent's (1) until it
-- is filled.
DROP INDEX outbox_slots;
CREATE INDEX outbox_slots ON outbox (attachment_id) WHERE slot > 0;
CREATE INDEX outbox_yielding ON outbox (due_at) WHERE slot = 2;
CREATE INDEX outbox_about ON outbox (attachment_id) WHERE parked = 0;

DROP TRIGGER slot_filled ON outbox;
CREATE TRIGGER slot_filled AFTER UPDATE OF slot ON outbox
    FOR EACH ROW WHEN (old.slot > 0 AND new.slot = 0) EXECUTE FUNCTION count_work();

-- Until when the platform's notifications were heard without a gap.
CREATE TABLE checkpoints (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);
