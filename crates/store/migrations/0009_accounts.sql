-- Accounts that somebody keeps: locked ones, passwords that must be changed, sessions that end when nobody uses them, and how
-- often a password was wrong. All nodes look at the same rows.

ALTER TABLE app_user ADD COLUMN must_change BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE app_user ADD COLUMN locked_at TIMESTAMPTZ;

ALTER TABLE session ADD COLUMN seen_at TIMESTAMPTZ;
ALTER TABLE session ADD COLUMN address TEXT;
ALTER TABLE session ADD COLUMN agent TEXT;
UPDATE session SET seen_at = created_at;
CREATE INDEX session_of_user ON session (user_id);

-- subject: `login:…` or `address:…`
CREATE TABLE sign_in_failure (
    subject TEXT PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX audit_event_by_moment ON audit_event (at, id);
CREATE INDEX post_of_unit ON post (unit_id);
