-- Why an operator did something can be erased: the hash of the entry is over its digest.
ALTER TABLE audit ADD COLUMN reason TEXT;
ALTER TABLE audit ADD COLUMN reason_salt TEXT;
ALTER TABLE audit ADD COLUMN reason_digest TEXT;
-- Whom it is about, from when the attachment's row is gone.
ALTER TABLE audit ADD COLUMN reason_contact TEXT;
CREATE INDEX audit_reasons ON audit (attachment_id) WHERE reason IS NOT NULL;
CREATE INDEX audit_reasons_by_contact ON audit (reason_contact) WHERE reason_contact IS NOT NULL;

-- What there is of one customer.
CREATE INDEX attachments_by_contact ON attachments (contact_id, id) WHERE contact_id IS NOT NULL;
CREATE INDEX messages_by_contact ON messages (contact_id, id) WHERE contact_id IS NOT NULL;
