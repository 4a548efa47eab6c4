-- The link by which the platform was given a file: what the platform keeps a copy under, should it have to be taken back.
CREATE TABLE sent_links (
    attachment_id TEXT NOT NULL PRIMARY KEY REFERENCES attachments (id),
    url TEXT NOT NULL
) STRICT, WITHOUT ROWID;
