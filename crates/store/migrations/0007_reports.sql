-- Reported figures, steps and closed periods. They go by the key of a target and so stay through amendments.

CREATE TABLE report (
    id UUID PRIMARY KEY,
    target_key TEXT NOT NULL,
    unit_id UUID NOT NULL REFERENCES org_unit (id),
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (target_key, unit_id, first_day, last_day)
);

-- one answer; only its review is filled in later. evidence: hashes of kept files, one a line
CREATE TABLE report_version (
    report_id UUID NOT NULL REFERENCES report (id),
    no BIGINT NOT NULL,
    numerator TEXT NOT NULL,
    denominator TEXT NOT NULL,
    note TEXT NOT NULL,
    evidence TEXT NOT NULL,
    submitted_at TIMESTAMPTZ NOT NULL,
    submitted_on DATE NOT NULL,
    submitted_by UUID NOT NULL,
    is_accepted BOOLEAN,
    reviewed_by UUID,
    reviewed_at TIMESTAMPTZ,
    reason TEXT,
    PRIMARY KEY (report_id, no)
);

CREATE TABLE milestone (
    id UUID PRIMARY KEY,
    target_key TEXT NOT NULL,
    unit_id UUID NOT NULL REFERENCES org_unit (id),
    title TEXT NOT NULL,
    due DATE NOT NULL,
    state TEXT NOT NULL,
    done_on DATE,
    changed_by UUID,
    changed_at TIMESTAMPTZ,
    reason TEXT,
    note TEXT NOT NULL,
    evidence TEXT NOT NULL,
    version BIGINT NOT NULL
);

CREATE INDEX milestone_of_target ON milestone (target_key, unit_id);

CREATE TABLE period_close (
    id UUID PRIMARY KEY,
    period TEXT NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    closed_by UUID NOT NULL,
    closed_at TIMESTAMPTZ NOT NULL,
    sha256 TEXT NOT NULL,
    reopened_by UUID,
    reopened_at TIMESTAMPTZ,
    reason TEXT
);

-- a period is closed once at a time
CREATE UNIQUE INDEX period_close_stands ON period_close (first_day, last_day) WHERE reopened_at IS NULL;

-- inputs: identity#version of reports and steps, parted by commas
CREATE TABLE closed_reading (
    close_id UUID NOT NULL REFERENCES period_close (id),
    target_key TEXT NOT NULL,
    unit_id UUID NOT NULL,
    indicator TEXT,
    definition TEXT NOT NULL,
    first_day DATE,
    last_day DATE,
    as_of DATE,
    numerator TEXT NOT NULL,
    denominator TEXT NOT NULL,
    is_rate BOOLEAN NOT NULL,
    base_numerator TEXT,
    base_denominator TEXT,
    inputs TEXT NOT NULL,
    light TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (close_id, target_key, unit_id)
);
