-- Tokens that programs sign in with, in the name of an account. Which one was used stands in the audit trail.

CREATE TABLE api_token (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES app_user (id),
    name TEXT NOT NULL,
    token_sha256 TEXT NOT NULL UNIQUE,
    scope TEXT NOT NULL,
    -- words of roles, with commas between; all that the account has, when absent
    roles TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ,
    revoked_at TIMESTAMPTZ
);
CREATE INDEX api_token_of_user ON api_token (user_id);

ALTER TABLE audit_event ADD COLUMN token_id UUID;
