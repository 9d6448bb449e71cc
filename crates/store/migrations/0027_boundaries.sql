-- Boundaries of units 辖区边界. The shape stands last: who asks only which reading is in force reads none of it.
CREATE TABLE unit_boundary (
    unit_id UUID PRIMARY KEY REFERENCES org_unit (id),
    reading_id UUID NOT NULL,
    sha256 TEXT NOT NULL,
    read_at TIMESTAMPTZ NOT NULL,
    shape TEXT NOT NULL
);
