-- What was found in a file: a JSON array; NULL when nothing was.
ALTER TABLE attachments ADD COLUMN findings TEXT;

-- What an examiner, at a version, said of bytes, so that it is not asked again; never changed, and forgotten when it is of no use any more.
CREATE TABLE examinations (
    sha256 TEXT NOT NULL,
    examiner TEXT NOT NULL,
    version TEXT NOT NULL,
    findings TEXT,                   -- a JSON array; NULL when it found nothing
    at INTEGER NOT NULL,
    PRIMARY KEY (sha256, examiner, version)
) STRICT, WITHOUT ROWID;

CREATE INDEX examinations_by_age ON examinations (at);

-- Until now there was one engine.
INSERT INTO examinations
SELECT sha256, 'clamd', engine,
    CASE WHEN outcome <> 'clean' THEN json_array(json_object(
        'kind', CASE outcome WHEN 'active' THEN coalesce(active_content, 'macro') ELSE outcome END,
        'examiner', 'clamd', 'version', engine, 'where', json_array(), 'signature', signature,
        'detail', coalesce(json_extract(reasons, '$[0]'), ''))) END,
    at
FROM verdicts WHERE outcome IN ('clean', 'infected', 'encrypted', 'active');

DROP TABLE verdicts;
