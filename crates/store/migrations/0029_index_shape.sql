-- Which index entries the records of a register have, by the names of their slots: where its definition asks for others, they are
-- made anew.
CREATE TABLE index_shape (
    register TEXT PRIMARY KEY,
    names TEXT NOT NULL
);
