-- What was found in a file: a JSON array; NULL when nothing was.
ALTER TABLE attachments ADD COLUMN findings TEXT;

-- What an examiner, at a version, said of bytes, so that it is not asked again; never changed, and forgotten when it is of no use any more.
CREATE TABLE examinations (
    sha256 TEXT COLLATE "C" NOT NULL,
    examiner TEXT COLLATE "C" NOT NULL,
    version TEXT COLLATE "C" NOT NULL,
    findings TEXT,                               -- a JSON array; NULL when it found nothing
    at BIGINT NOT NULL,
    PRIMARY KEY (sha256, examiner, version)
);

CREATE INDEX examinations_by_age ON examinations (at);

-- Until now there was one engine.
INSERT INTO examinations
SELECT sha256, 'clamd', engine,
    CASE WHEN outcome <> 'clean' THEN json_build_array(json_build_object(
        'kind', CASE outcome WHEN 'active' THEN coalesce(active_content, 'macro') ELSE outcome END,
        'examiner', 'clamd', 'version', engine, 'where', json_build_array(), 'signature', signature,
        'detail', coalesce(reasons::json ->> 0, '')))::text END,
    at
FROM verdicts WHERE outcome IN ('clean', 'infected', 'encrypted', 'active');

DROP TABLE verdicts;
