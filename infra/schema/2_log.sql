-- The log, and what must be remembered beside it.
SET LOCAL ROLE sonq_owner;

-- What append() alone writes it alone keeps: a CHECK would be read and planned anew for each event.
CREATE TABLE IF NOT EXISTS sonq.log (
    position    bigint      PRIMARY KEY, -- 1, 2, 3 … in the order of commits, without gaps
    txn_end     bigint      NOT NULL, -- the last position of the same transaction
    recorded_at timestamptz NOT NULL, -- never earlier than that of the position before
    stream      uuid        NOT NULL,
    version     int         NOT NULL, -- 0 or 1, and so on without gaps
    topic       text        NOT NULL COLLATE "C",
    state       text        NOT NULL COLLATE "C", -- JSON as it was written: jsonb would not keep it true to the byte
    UNIQUE (stream, version)
);

-- A civil day is turned into a position by it.
CREATE INDEX IF NOT EXISTS log_by_time ON sonq.log (recorded_at, position);

CREATE TABLE IF NOT EXISTS sonq.requests (
    account  text   NOT NULL COLLATE "C",
    key      text   NOT NULL COLLATE "C",
    hash     text   NOT NULL COLLATE "C",
    answer   text   NOT NULL COLLATE "C",
    position bigint NOT NULL,
    PRIMARY KEY (account, key)
);

CREATE TABLE IF NOT EXISTS sonq.log_state (
    single          boolean PRIMARY KEY DEFAULT true CHECK (single),
    mode            text    NOT NULL DEFAULT 'seeding' CHECK (mode IN ('seeding', 'serving')),
    clock_confirmed timestamptz -- when the operator last said that the server's clock is right
);
INSERT INTO sonq.log_state DEFAULT VALUES ON CONFLICT DO NOTHING;

CREATE OR REPLACE FUNCTION sonq.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE 'the log is append-only: % on % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

-- Privileges stop everybody but the owner; the triggers stop the owner, too. ALWAYS: even while replicating.
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON sonq.log
    FOR EACH STATEMENT EXECUTE FUNCTION sonq.refuse_change();
ALTER TABLE sonq.log ENABLE ALWAYS TRIGGER append_only;

CREATE OR REPLACE TRIGGER never_forgotten BEFORE DELETE OR TRUNCATE ON sonq.log_state
    FOR EACH STATEMENT EXECUTE FUNCTION sonq.refuse_change();
ALTER TABLE sonq.log_state ENABLE ALWAYS TRIGGER never_forgotten;

CREATE OR REPLACE TRIGGER closed_for_ever BEFORE UPDATE ON sonq.log_state
    FOR EACH ROW WHEN (OLD.mode = 'serving' AND NEW.mode <> 'serving')
    EXECUTE FUNCTION sonq.refuse_change();
ALTER TABLE sonq.log_state ENABLE ALWAYS TRIGGER closed_for_ever;

GRANT USAGE ON SCHEMA sonq TO sonq_app;
GRANT SELECT ON sonq.log, sonq.requests, sonq.log_state TO sonq_app;
