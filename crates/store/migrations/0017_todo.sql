-- What people say to each other about what waits 传办: hand on, join, urge, supervise, copy. What waits is computed from the
-- records and stands in no table.

CREATE TABLE slip (
    id UUID PRIMARY KEY,
    hazard_id UUID NOT NULL REFERENCES record (id),
    kind TEXT NOT NULL,
    wait TEXT NOT NULL,
    from_user UUID NOT NULL,
    to_user UUID NOT NULL,
    words TEXT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    on_day DATE NOT NULL,
    due DATE,
    number_year BIGINT,
    number BIGINT,
    state TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_at TIMESTAMPTZ
);
-- what is asked of somebody, and what somebody asked, the newest first
CREATE INDEX slip_to ON slip (to_user, state, id);
CREATE INDEX slip_from ON slip (from_user, id);
CREATE INDEX slip_of ON slip (hazard_id, id);
CREATE UNIQUE INDEX slip_number ON slip (number_year, number) WHERE number IS NOT NULL;

-- The last number that was given out for a sort of paper in a year: gapless, since it moves in the transaction of the paper.
CREATE TABLE paper_number (
    kind TEXT NOT NULL,
    year BIGINT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (kind, year)
);
