-- What a paper covers 文书所列事项: an order names several hazards of one party, an opinion says what was found of each. The paper
-- stands on the page of each record that it covers.
CREATE TABLE paper_case (
    paper_id UUID NOT NULL REFERENCES paper (id),
    place BIGINT NOT NULL,
    record_id UUID NOT NULL REFERENCES record (id),
    -- what a re-inspection found of it
    result TEXT,
    PRIMARY KEY (paper_id, place)
);
CREATE UNIQUE INDEX paper_case_once ON paper_case (record_id, paper_id);

-- the order or notice that an opinion is about
ALTER TABLE paper ADD COLUMN about UUID REFERENCES paper (id);
CREATE INDEX paper_about ON paper (about, id);

-- an opinion was about the order or notice of its hazard that stood then and was issued last
UPDATE paper SET about = (
    SELECT earlier.id FROM paper earlier
    WHERE earlier.case_id = paper.case_id AND earlier.kind IN ('order', 'advice') AND earlier.id < paper.id
      AND (earlier.voided_at IS NULL OR earlier.voided_at > paper.issued_at)
    ORDER BY earlier.id DESC LIMIT 1
) WHERE kind = 'recheck';

-- each covered the one record on which it was issued; an opinion said what was found in the last cell of its only row
INSERT INTO paper_case (paper_id, place, record_id, result)
SELECT id, 1, case_id, CASE
    WHEN kind <> 'recheck' THEN NULL
    WHEN data LIKE '%,"已整改"]]%' THEN 'done'
    WHEN data LIKE '%,"部分整改"]]%' THEN 'partly'
    WHEN data LIKE '%,"未整改"]]%' THEN 'not'
    END
FROM paper;
