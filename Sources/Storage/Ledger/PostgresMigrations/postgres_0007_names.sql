-- A customer's message is named by its channel, its customer and its own identifier; neither a channel's name nor an identifier has a line
-- break in it. A name with other content is refused: for the rows that are here nothing is known of that, and the first one counts.
ALTER TABLE messages ADD COLUMN fingerprint TEXT;
UPDATE messages SET key = 'channel/' || channel || '/' || contact_id || chr(10) || external_id
WHERE direction = 'inbound' AND source = 'channel' AND channel IS NOT NULL AND contact_id IS NOT NULL AND external_id IS NOT NULL;

-- What a signature is remembered by is kept for longer than idempotency keys are.
ALTER TABLE claims ADD COLUMN lasting BIGINT NOT NULL DEFAULT 0;
DROP INDEX claims_by_age;
CREATE INDEX claims_by_age ON claims (lasting, created_at);
