-- The region code of a place: 12 digits, of a grid 15. Whether another unit has it at the time is a rule, since units end.
ALTER TABLE org_unit ADD COLUMN region_code TEXT;
-- Whether a post is held beside another work (兼职).
ALTER TABLE post ADD COLUMN part_time BOOLEAN NOT NULL DEFAULT FALSE;
