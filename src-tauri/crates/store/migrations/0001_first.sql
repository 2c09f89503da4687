-- Times are milliseconds since 1970-01-01 UTC. Lists and objects are JSON texts. No column ever holds a secret.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE workspace (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,
    mode        TEXT NOT NULL CHECK (mode IN ('basic', 'standard')),
    description TEXT NOT NULL DEFAULT '',
    locked      INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)), -- 1: changes to production want the name typed
    created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE data_source (
    id           INTEGER PRIMARY KEY,
    workspace_id INTEGER NOT NULL REFERENCES workspace (id),
    name         TEXT NOT NULL,
    type         TEXT NOT NULL,
    description  TEXT NOT NULL,
    tags         TEXT NOT NULL,
    origin       TEXT NOT NULL CHECK (origin IN ('management_center', 'data_integration')),
    revision     INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    modified_at  INTEGER NOT NULL,
    deleted_at   INTEGER,
    exported_at  INTEGER -- of the first export: others may know it by its name since; NULL: never
) STRICT;
CREATE UNIQUE INDEX data_source_name ON data_source (workspace_id, name) WHERE deleted_at IS NULL;
-- How many there are is answered without looking at one.
CREATE INDEX data_source_in ON data_source (workspace_id, deleted_at);

CREATE TABLE vault_item (
    ref        TEXT PRIMARY KEY,
    owner      TEXT NOT NULL, -- the process that wrote it; see app::owner
    session    INTEGER NOT NULL CHECK (session IN (0, 1)), -- 1: kept in memory only, gone with its owner
    state      TEXT NOT NULL CHECK (state IN ('writing', 'live', 'dead')),
    sealed     BLOB,
    created_at INTEGER NOT NULL,
    hold_until INTEGER NOT NULL DEFAULT 0 -- of a dead row: its write may still arrive in the keychain until then
) STRICT;
CREATE INDEX vault_item_unfinished ON vault_item (state) WHERE state <> 'live';

CREATE TABLE configuration (
    data_source_id INTEGER NOT NULL REFERENCES data_source (id) ON DELETE CASCADE,
    env            TEXT NOT NULL CHECK (env IN ('dev', 'prod')),
    mode           TEXT NOT NULL,
    properties     TEXT NOT NULL,
    extra          TEXT NOT NULL DEFAULT '{}', -- what an import brought and this version does not know; exported again
    secret_ref     TEXT REFERENCES vault_item (ref),
    secret_slots   TEXT NOT NULL, -- names of the slots that the item holds
    ask_slots      TEXT NOT NULL, -- names of the slots that are asked for at each test
    fetched_slots  TEXT NOT NULL DEFAULT '{}', -- slot → where its value is fetched at each use: a reference, no secret
    unconfirmed    INTEGER NOT NULL CHECK (unconfirmed IN (0, 1)), -- 1: nobody agreed yet to use the secrets for this target
    missing        TEXT NOT NULL,
    summary        TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('incomplete', 'untested', 'connectable', 'failing')),
    last_test      TEXT,
    changed_at     INTEGER NOT NULL,
    deleted_at     INTEGER,
    PRIMARY KEY (data_source_id, env)
) STRICT;
CREATE INDEX configuration_secret ON configuration (secret_ref);

-- What the list searches, filters and sorts by, derived at each change and read into memory.
CREATE TABLE list_entry (
    id             INTEGER PRIMARY KEY, -- that of the data source; of one received by sharing, minus that of the share
    data_source_id INTEGER NOT NULL REFERENCES data_source (id) ON DELETE CASCADE,
    share_id       INTEGER REFERENCES share (id) ON DELETE CASCADE, -- NULL: the source in its own workspace
    seq            INTEGER NOT NULL UNIQUE, -- highest for the entry that changed last
    workspace_id   INTEGER, -- NULL: the source is deleted, or not shared any more
    name           TEXT NOT NULL,
    type           TEXT NOT NULL,
    modified_at    INTEGER NOT NULL,
    dev_state      TEXT NOT NULL, -- of a side that is absent: incomplete
    prod_state     TEXT NOT NULL,
    audience       TEXT, -- NULL: everyone; {only: user}; or per side {dev: [user], prod: [user]}, '' for everyone
    dev_tested     INTEGER NOT NULL, -- when the last test of the side began; 0: since its last change there was none
    prod_tested    INTEGER NOT NULL,
    tags           TEXT NOT NULL,
    favourite      INTEGER NOT NULL CHECK (favourite IN (0, 1)),
    search         TEXT NOT NULL -- lower-case name, description, tags, address lines and other short property values
) STRICT;
CREATE INDEX list_entry_of ON list_entry (data_source_id);
CREATE INDEX list_entry_shared ON list_entry (share_id) WHERE share_id IS NOT NULL;

-- A data source as another workspace has it, under the name `<workspace>.<name>`. It stays when its last rule goes, and what
-- that workspace knows about it comes back with the next rule.
CREATE TABLE share (
    id             INTEGER PRIMARY KEY,
    data_source_id INTEGER NOT NULL REFERENCES data_source (id) ON DELETE CASCADE,
    workspace_id   INTEGER NOT NULL REFERENCES workspace (id) ON DELETE CASCADE, -- the other workspace
    UNIQUE (data_source_id, workspace_id)
) STRICT;
CREATE INDEX share_with ON share (workspace_id);

CREATE TABLE share_rule (
    id         INTEGER PRIMARY KEY,
    share_id   INTEGER NOT NULL REFERENCES share (id) ON DELETE CASCADE,
    env        TEXT NOT NULL CHECK (env IN ('dev', 'prod')), -- of the other workspace
    user       TEXT NOT NULL, -- '': everyone in it
    permission TEXT NOT NULL CHECK (permission IN ('read', 'edit')),
    private    INTEGER NOT NULL CHECK (private IN (0, 1)), -- 1: nobody else sees the data source anywhere
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (share_id, env, user),
    CHECK (private = 0 OR user <> '')
) STRICT;

-- The last test that the other workspace made: results are not shared.
CREATE TABLE share_test (
    share_id   INTEGER NOT NULL REFERENCES share (id) ON DELETE CASCADE,
    env        TEXT NOT NULL CHECK (env IN ('dev', 'prod')),
    changed_at INTEGER NOT NULL, -- of the configuration that was tested
    state      TEXT NOT NULL CHECK (state IN ('connectable', 'failing')),
    last_test  TEXT NOT NULL,
    PRIMARY KEY (share_id, env)
) STRICT;

-- Who changed what, when, through which program. Holds names and values of properties, never of secrets; it outlives what
-- it tells about, so nothing here is a reference.
CREATE TABLE activity (
    id           INTEGER PRIMARY KEY,
    at           INTEGER NOT NULL,
    actor        TEXT NOT NULL,
    shell        TEXT NOT NULL CHECK (shell IN ('window', 'browser', 'command_line')),
    workspace_id INTEGER NOT NULL,
    action       TEXT NOT NULL,
    subject_id   INTEGER, -- the data source, file or other thing
    subject      TEXT NOT NULL, -- its name at the time
    changes      TEXT NOT NULL, -- [{field, before, after}]
    batch        TEXT -- of changes that were made together
) STRICT;
CREATE INDEX activity_of ON activity (workspace_id, id);
CREATE INDEX activity_subject ON activity (subject_id);
CREATE INDEX activity_batch ON activity (batch) WHERE batch IS NOT NULL;

-- A change of many data sources: what and which, so that an interrupted one can be gone on with. What was done is in activity.
CREATE TABLE bulk_run (
    batch        TEXT PRIMARY KEY,
    workspace_id INTEGER NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    change       TEXT NOT NULL, -- JSON, without the value of a secret
    sources      TEXT NOT NULL, -- ids
    owner        TEXT NOT NULL, -- the process that runs it; see app::owner
    started_at   INTEGER NOT NULL,
    ended_at     INTEGER, -- NULL: it runs, or was interrupted
    undone_at    INTEGER
) STRICT;
CREATE INDEX bulk_run_open ON bulk_run (workspace_id) WHERE ended_at IS NULL;

-- Stars: of the person at this computer, no part of the data source.
CREATE TABLE favourite (
    entry INTEGER PRIMARY KEY -- id of the list_entry
) STRICT;
CREATE TRIGGER favourite_gone AFTER DELETE ON list_entry BEGIN
    DELETE FROM favourite WHERE entry = OLD.id;
END;

CREATE TABLE saved_filter (
    id           INTEGER PRIMARY KEY,
    workspace_id INTEGER NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    filter       TEXT NOT NULL, -- JSON
    UNIQUE (workspace_id, name)
) STRICT;

-- Authentication files. What they hold is a vault item; `facts` is what may be shown of it.
CREATE TABLE auth_file (
    id           INTEGER PRIMARY KEY, -- random: a number that came from elsewhere names none of ours by chance
    workspace_id INTEGER NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    description  TEXT NOT NULL,
    kind         TEXT NOT NULL,
    size         INTEGER NOT NULL, -- bytes
    facts        TEXT NOT NULL,
    uploader     TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    replaced_at  INTEGER,
    secret_ref   TEXT REFERENCES vault_item (ref) -- NULL: the content was lost when a copy came back
) STRICT;
CREATE UNIQUE INDEX auth_file_name ON auth_file (workspace_id, name);
CREATE INDEX auth_file_secret ON auth_file (secret_ref);

CREATE TABLE test_report (
    id             INTEGER PRIMARY KEY,
    data_source_id INTEGER NOT NULL REFERENCES data_source (id) ON DELETE CASCADE,
    share_id       INTEGER REFERENCES share (id) ON DELETE CASCADE, -- NULL: a test by its own workspace
    env            TEXT NOT NULL,
    changed_at     INTEGER NOT NULL, -- of the configuration that was tested
    started_at     INTEGER NOT NULL,
    report         TEXT NOT NULL
) STRICT;
CREATE INDEX test_report_of ON test_report (data_source_id, env, id);

CREATE TABLE form_draft (
    workspace_id INTEGER NOT NULL REFERENCES workspace (id),
    key          TEXT NOT NULL,
    form         TEXT NOT NULL,
    at           INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, key)
) STRICT;

PRAGMA user_version = 1;
