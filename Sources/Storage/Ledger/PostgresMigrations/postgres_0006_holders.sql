-- Who has a lease, so that a process that comes back need not wait for the end of those that it had.
ALTER TABLE jobs ADD COLUMN holder TEXT COLLATE "C";
ALTER TABLE fetches ADD COLUMN holder TEXT COLLATE "C";
ALTER TABLE outbox ADD COLUMN holder TEXT COLLATE "C";
