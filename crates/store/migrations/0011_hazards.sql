-- What is decided of hazards beside their records: how a deadline moved, how a level was judged. Both are added and stay.

CREATE TABLE hazard_extension (
    id UUID PRIMARY KEY,
    hazard_id UUID NOT NULL REFERENCES record (id),
    from_day DATE NOT NULL,
    to_day DATE NOT NULL,
    reason TEXT NOT NULL,
    asked_by UUID NOT NULL,
    asked_on DATE NOT NULL,
    set_by UUID,
    verdict TEXT NOT NULL,
    decided_by UUID,
    decided_on DATE,
    answer TEXT NOT NULL
);
CREATE INDEX hazard_extension_of ON hazard_extension (hazard_id);
-- one at a time is asked for, however many ask at once
CREATE UNIQUE INDEX hazard_extension_pending ON hazard_extension (hazard_id) WHERE verdict = 'pending';

-- clauses: one a line
CREATE TABLE hazard_judgement (
    id UUID PRIMARY KEY,
    hazard_id UUID NOT NULL REFERENCES record (id),
    standard TEXT,
    place TEXT NOT NULL,
    ticked TEXT NOT NULL,
    proposal TEXT,
    proposal_clauses TEXT NOT NULL,
    level TEXT NOT NULL,
    basis TEXT NOT NULL,
    reason TEXT NOT NULL,
    participants TEXT NOT NULL,
    judged_by UUID NOT NULL,
    judged_on DATE NOT NULL
);
CREATE INDEX hazard_judgement_of ON hazard_judgement (hazard_id);
