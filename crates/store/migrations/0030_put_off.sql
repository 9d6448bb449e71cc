-- Indexes that are put off while very many records are brought in at once. A row stands here until its index is laid again: also by
-- the next start, when the loading was ended before its time.
CREATE TABLE index_put_off (
    name TEXT PRIMARY KEY,
    of_table TEXT NOT NULL,
    definition TEXT NOT NULL
);
