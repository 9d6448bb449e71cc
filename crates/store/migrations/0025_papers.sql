-- Papers printed from a case 执法文书: what was issued stays, byte for byte. Its record in the register stands beside it.

-- how a unit appears on papers, and since when it may order
CREATE TABLE paper_office (
    unit_id UUID PRIMARY KEY REFERENCES org_unit (id),
    name TEXT NOT NULL,
    word TEXT NOT NULL,
    contact TEXT NOT NULL,
    power_from DATE,
    power_to DATE,
    power_basis TEXT NOT NULL,
    appeal_to TEXT NOT NULL,
    court TEXT NOT NULL,
    version BIGINT NOT NULL
);

-- the last number of a sort of paper, of a unit, in a year: gapless, since it moves in the transaction of the paper
CREATE TABLE paper_series (
    kind TEXT NOT NULL,
    organ_id UUID NOT NULL,
    year BIGINT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (kind, organ_id, year)
);

CREATE TABLE paper (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL,
    organ_id UUID NOT NULL REFERENCES org_unit (id),
    year BIGINT NOT NULL,
    serial BIGINT NOT NULL,
    number TEXT NOT NULL,
    case_id UUID NOT NULL REFERENCES record (id),
    case_register TEXT NOT NULL,
    record_id UUID NOT NULL REFERENCES record (id),
    recipient TEXT NOT NULL,
    issued_on DATE NOT NULL,
    issued_at TIMESTAMPTZ NOT NULL,
    issued_by UUID NOT NULL,
    data TEXT NOT NULL,
    pdf TEXT NOT NULL REFERENCES original (sha256),
    docx TEXT NOT NULL REFERENCES original (sha256),
    served_on DATE,
    served_how TEXT,
    served_to TEXT,
    served_note TEXT,
    receipt TEXT,
    served_by UUID,
    void_reason TEXT,
    voided_by UUID,
    voided_at TIMESTAMPTZ
);
CREATE UNIQUE INDEX paper_serial ON paper (kind, organ_id, year, serial);
CREATE UNIQUE INDEX paper_number_once ON paper (number);
CREATE INDEX paper_of_case ON paper (case_id, id);
CREATE UNIQUE INDEX paper_of_record ON paper (record_id);
