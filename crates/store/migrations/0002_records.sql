-- Records of registers. A line that begins with the name of an engine stands for that engine alone.

-- definitions that users made or changed, beside those of the catalogue
CREATE TABLE register_definition (
    code TEXT NOT NULL,
    version BIGINT NOT NULL,
    definition TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    made_by UUID,
    PRIMARY KEY (code, version)
);

CREATE TABLE record (
    id UUID PRIMARY KEY,
    register TEXT NOT NULL,
    definition BIGINT NOT NULL,
    unit_id UUID NOT NULL REFERENCES org_unit (id),
    sector TEXT,
    state TEXT NOT NULL,
    title TEXT NOT NULL,
    record_key TEXT,
    -- object of arrays of texts, by the code of the field
    fields TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    merged_into UUID REFERENCES record (id),
    removed_at TIMESTAMPTZ,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX record_by_key ON record (register, record_key)
    WHERE record_key IS NOT NULL AND removed_at IS NULL AND merged_into IS NULL;

-- one row per field that is filtered or sorted by; a slot stands for a field of a register, a key sorts as its value
CREATE TABLE record_index (
    slot BIGINT NOT NULL,
    entry BYTEA NOT NULL,
    record_id UUID NOT NULL,
    amount BIGINT,
    PRIMARY KEY (slot, entry, record_id)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX record_index_by_record ON record_index (record_id, slot);

CREATE TABLE record_link (
    to_id UUID NOT NULL,
    register TEXT NOT NULL,
    field TEXT NOT NULL,
    from_id UUID NOT NULL REFERENCES record (id),
    PRIMARY KEY (to_id, register, field, from_id)
)
-- sqlite: WITHOUT ROWID
;

-- search over Chinese text: pairs of characters, see docs/adr
-- sqlite: CREATE TABLE record_search (seq INTEGER PRIMARY KEY, record_id BLOB NOT NULL UNIQUE, register TEXT NOT NULL);
-- sqlite: CREATE VIRTUAL TABLE record_gram USING fts5 (grams, content = '', contentless_delete = 1);
-- postgres: CREATE TABLE record_search (record_id UUID PRIMARY KEY, register TEXT NOT NULL, grams TEXT NOT NULL);
-- postgres: CREATE INDEX record_gram ON record_search USING gin (to_tsvector('simple', grams));

-- what a user keeps of a list: its columns, filters and order
CREATE TABLE saved_view (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES app_user (id),
    register TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    is_shared BOOLEAN NOT NULL,
    made_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX saved_view_by_register ON saved_view (register, user_id);

-- how the columns of a sheet were mapped once, by its header
CREATE TABLE sheet_mapping (
    register TEXT NOT NULL,
    header_sha256 TEXT NOT NULL,
    mapping TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (register, header_sha256)
);

-- a sheet on its way in, and what became of it
CREATE TABLE sheet_import (
    id UUID PRIMARY KEY,
    register TEXT NOT NULL,
    user_id UUID NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    state TEXT NOT NULL,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    report TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ
);
CREATE INDEX sheet_import_by_register ON sheet_import (register, made_at);

CREATE INDEX audit_event_by_request ON audit_event (request_id);
