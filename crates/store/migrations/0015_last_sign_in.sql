-- When somebody last signed in with an account: its session is swept, and the audit trail is not for who keeps accounts.
ALTER TABLE app_user ADD COLUMN last_sign_in_at TIMESTAMPTZ;
