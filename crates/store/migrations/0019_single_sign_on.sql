-- Who comes from a provider of identities: which account an identity there has, and by what a session was opened.

CREATE TABLE identity (
    user_id UUID PRIMARY KEY REFERENCES app_user (id),
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    linked_at TIMESTAMPTZ NOT NULL,
    UNIQUE (issuer, subject)
);

ALTER TABLE session ADD COLUMN proof TEXT NOT NULL DEFAULT 'password';
