-- The last transaction of each connection, written down by itself: whether a commit without an answer was made is seen here.
CREATE TABLE commits (
    place BIGINT PRIMARY KEY,                    -- a connection's place in the pool of a process, by chance
    number BIGINT NOT NULL,                      -- of the last transaction there
    at TIMESTAMPTZ NOT NULL DEFAULT now()        -- by the server's clock, so that rows of processes that have ended can go
) WITH (fillfactor = 50);
