-- The link by which the platform was given a file: what the platform keeps a copy under, should it have to be taken back.
CREATE TABLE sent_links (
    attachment_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES attachments (id),
    url TEXT NOT NULL
);

-- What is taken back when an attachment is settled.
CREATE INDEX outbox_by_attachment ON outbox (attachment_id, kind) WHERE slot = 0;
