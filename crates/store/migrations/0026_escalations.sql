-- What went up and was told 升级: a hazard once for each rule, which is a level and a role, and each deadline.
CREATE TABLE escalation (
    hazard_id UUID NOT NULL REFERENCES record (id),
    level TEXT NOT NULL,
    role TEXT NOT NULL,
    due DATE NOT NULL,
    told_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (hazard_id, level, role, due)
);
