-- The second factor of an account, and codes for the day that the phone is lost. The secret must be readable to check a code;
-- recovery codes need not, so that only their hashes are kept.

CREATE TABLE second_factor (
    user_id UUID PRIMARY KEY REFERENCES app_user (id),
    secret TEXT NOT NULL,
    begun_at TIMESTAMPTZ NOT NULL,
    confirmed_at TIMESTAMPTZ,
    last_step BIGINT NOT NULL
);

CREATE TABLE recovery_code (
    user_id UUID NOT NULL REFERENCES app_user (id),
    code_sha256 TEXT NOT NULL,
    used_at TIMESTAMPTZ,
    PRIMARY KEY (user_id, code_sha256)
);
