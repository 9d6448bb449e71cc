-- Files that a unit gave as evidence of what it reported or did: whoever sees all of the unit may open them.
CREATE TABLE evidence (
    file_id UUID NOT NULL,
    unit_id UUID NOT NULL REFERENCES org_unit (id),
    PRIMARY KEY (file_id, unit_id)
)
-- sqlite: WITHOUT ROWID
;
