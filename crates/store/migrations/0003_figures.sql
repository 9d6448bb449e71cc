-- Figures: what records add to indicators, kept as they change. A reading adds up whole months and the days of the last one.

-- scanning a register in order, to count it again
CREATE INDEX record_by_register ON record (register, id);

-- all zeros as unit_id: everything. cohort 202603 or 0 for what stands in every period; month 202603, 0 for always
CREATE TABLE figure_month (
    unit_id UUID NOT NULL,
    cohort INTEGER NOT NULL,
    indicator TEXT NOT NULL,
    month INTEGER NOT NULL,
    sector TEXT NOT NULL,
    numerator BIGINT NOT NULL,
    denominator BIGINT NOT NULL,
    PRIMARY KEY (unit_id, cohort, indicator, month, sector)
)
-- sqlite: WITHOUT ROWID
;

-- the same by day, 20260315
CREATE TABLE figure_day (
    unit_id UUID NOT NULL,
    day INTEGER NOT NULL,
    cohort INTEGER NOT NULL,
    indicator TEXT NOT NULL,
    sector TEXT NOT NULL,
    numerator BIGINT NOT NULL,
    denominator BIGINT NOT NULL,
    PRIMARY KEY (unit_id, day, cohort, indicator, sector)
)
-- sqlite: WITHOUT ROWID
;

-- what was done for each subject of a frequency, by day, in ten-thousandths
CREATE TABLE figure_subject (
    indicator TEXT NOT NULL,
    subject_id UUID NOT NULL,
    day DATE NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (indicator, subject_id, day)
)
-- sqlite: WITHOUT ROWID
;

-- by which definition the counters of an indicator were made
CREATE TABLE figure_indicator (
    code TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    counted_at TIMESTAMPTZ NOT NULL
);

-- which indicator measures a target, once a person or a publication said so
CREATE TABLE target_indicator (
    target_id UUID PRIMARY KEY REFERENCES target (id),
    indicator TEXT NOT NULL,
    is_chosen BOOLEAN NOT NULL,
    bound_at TIMESTAMPTZ NOT NULL
);
