-- The unit that an event is about, and an index for each way of asking. Identities of events sort by their moment.
ALTER TABLE audit_event ADD COLUMN unit_id UUID;

DROP INDEX audit_event_by_moment;
DROP INDEX audit_event_by_request;
CREATE INDEX audit_event_by_request ON audit_event (request_id, id);
CREATE INDEX audit_event_by_person ON audit_event (user_id, id);
CREATE INDEX audit_event_by_unit ON audit_event (unit_id, id);
CREATE INDEX audit_event_by_action ON audit_event (action, id);

-- Nobody changes or deletes an event, by whatever program.
-- sqlite: CREATE TRIGGER audit_event_unchanged BEFORE UPDATE ON audit_event BEGIN SELECT RAISE(ABORT, 'audit events are never changed'); END;
-- sqlite: CREATE TRIGGER audit_event_kept BEFORE DELETE ON audit_event BEGIN SELECT RAISE(ABORT, 'audit events are never deleted'); END;
-- postgres: CREATE FUNCTION refuse_on_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'audit events are never changed or deleted'; END $$;
-- postgres: CREATE TRIGGER audit_event_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_on_audit_event();
