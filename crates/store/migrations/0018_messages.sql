-- by what a unit is told
CREATE TABLE message_channel (
    id UUID PRIMARY KEY,
    carrier TEXT NOT NULL,
    name TEXT NOT NULL,
    unit_id UUID NOT NULL REFERENCES org_unit (id),
    address TEXT NOT NULL,
    secret TEXT NOT NULL,
    -- words with a blank between
    occasions TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    removed_at TIMESTAMPTZ,
    version BIGINT NOT NULL
);

-- messages on their way and those that arrived; written in the transaction of what they tell of
CREATE TABLE delivery (
    id UUID PRIMARY KEY,
    channel_id UUID NOT NULL REFERENCES message_channel (id),
    occasion TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    path TEXT NOT NULL,
    state TEXT NOT NULL,
    failures BIGINT NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    -- a server sends it; when that server dies, another does after this
    taken_until TIMESTAMPTZ,
    last_error TEXT,
    made_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ
);
CREATE INDEX delivery_by_due ON delivery (due_at) WHERE state = 'waiting';
CREATE INDEX delivery_by_channel ON delivery (channel_id, id);

-- what the calendar starts, once for each slot of time however many servers there are
CREATE TABLE job_run (
    job TEXT NOT NULL,
    slot TEXT NOT NULL,
    begun_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (job, slot)
);
