-- The telephone of the person of an account: personal data, gone when it is erased.
ALTER TABLE app_user ADD COLUMN phone TEXT;
