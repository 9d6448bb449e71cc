-- Who entered a record, and what lists are narrowed by: cost follows what a caller may see, not what is stored.

ALTER TABLE record ADD COLUMN made_by UUID;

-- sqlite: UPDATE record SET made_by = (SELECT e.user_id FROM audit_event e WHERE e.subject_kind = 'record' AND e.action = 'record.create' AND e.subject_id = lower(substr(hex(record.id), 1, 8) || '-' || substr(hex(record.id), 9, 4) || '-' || substr(hex(record.id), 13, 4) || '-' || substr(hex(record.id), 17, 4) || '-' || substr(hex(record.id), 21)) LIMIT 1);
-- postgres: UPDATE record SET made_by = (SELECT e.user_id FROM audit_event e WHERE e.subject_kind = 'record' AND e.action = 'record.create' AND e.subject_id = record.id::text LIMIT 1);

CREATE INDEX record_by_place ON record (register, unit_id, sector, id)
    WHERE removed_at IS NULL AND merged_into IS NULL;
CREATE INDEX record_by_author ON record (made_by, register, id)
    WHERE removed_at IS NULL AND merged_into IS NULL;

-- a file is seen by those who see a record that holds it: its hash, cut to an identity, is linked like a record
-- sqlite: INSERT OR IGNORE INTO record_link (to_id, register, field, from_id) SELECT unhex(substr(v.value, 1, 32)), r.register, f.key, r.id FROM record r, json_each(r.fields) f, json_each(f.value) v WHERE r.removed_at IS NULL AND r.merged_into IS NULL AND length(v.value) = 64 AND v.value NOT GLOB '*[^0-9a-f]*';
-- postgres: INSERT INTO record_link (to_id, register, field, from_id) SELECT substr(v.value, 1, 32)::uuid, r.register, f.key, r.id FROM record r, jsonb_each(r.fields::jsonb) f, jsonb_array_elements_text(f.value) v (value) WHERE r.removed_at IS NULL AND r.merged_into IS NULL AND v.value ~ '^[0-9a-f]{64}$' ON CONFLICT DO NOTHING;
