-- Posts: a role that a person holds at a unit for a time. One person commonly holds several, so an account has no role of its own.

CREATE TABLE post (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES app_user (id),
    role TEXT NOT NULL,
    unit_id UUID REFERENCES org_unit (id),
    sector TEXT,
    valid_from DATE NOT NULL,
    valid_to DATE
);

CREATE INDEX post_of_user ON post (user_id);

-- what an account was becomes its first post; the day lies before anything that could have been entered
INSERT INTO post (id, user_id, role, valid_from)
SELECT id, id, role, '2000-01-01' FROM app_user;

ALTER TABLE app_user DROP COLUMN role;
