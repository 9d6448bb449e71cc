-- When what was held about the person of an account was erased; its name stays in records and in the trail.
ALTER TABLE app_user ADD COLUMN erased_at TIMESTAMPTZ;
