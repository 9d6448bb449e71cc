-- What became of a unit: figures of an earlier day are read by the tree of that day.
CREATE TABLE unit_history (
    id UUID PRIMARY KEY,
    unit_id UUID NOT NULL REFERENCES org_unit (id),
    what TEXT NOT NULL,
    effect_on DATE NOT NULL,
    name_before TEXT NOT NULL,
    parent_before UUID,
    other_id UUID,
    basis TEXT NOT NULL,
    user_id UUID NOT NULL,
    at TIMESTAMPTZ NOT NULL
);
