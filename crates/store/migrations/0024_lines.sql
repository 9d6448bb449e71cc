-- What a leader's post is in charge of: a sector, or a place that the leader is linked to.
CREATE TABLE post_line (
    id UUID PRIMARY KEY,
    post_id UUID NOT NULL REFERENCES post (id),
    sector TEXT,
    unit_id UUID REFERENCES org_unit (id),
    valid_from DATE NOT NULL,
    valid_to DATE
);

CREATE INDEX line_of_post ON post_line (post_id);
