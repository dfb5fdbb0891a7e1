-- What must be erasable stands beside the log: who somebody is, by what he signs in, what he read.
SET LOCAL ROLE sonq_owner;

CREATE TABLE IF NOT EXISTS private.people (
    account     uuid        PRIMARY KEY,
    login       text        UNIQUE COLLATE "C", -- folded, lower case
    name        text,
    office      text, -- the office held
    password    text, -- argon2id; empty: nobody signs in by it
    must_change boolean     NOT NULL DEFAULT false,
    created     timestamptz NOT NULL,
    changed     timestamptz NOT NULL,
    CHECK (num_nulls(login, name, office, password) IN (0, 4)) -- erased: all of it, and only the id is left
);

-- Of a session and of a token only the SHA-256 is kept: whoever reads the table cannot sign in by it.
CREATE TABLE IF NOT EXISTS private.sessions (
    hash    bytea       PRIMARY KEY,
    account uuid        NOT NULL REFERENCES private.people,
    opened  timestamptz NOT NULL,
    used    timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS sessions_of ON private.sessions (account);

CREATE TABLE IF NOT EXISTS private.tokens (
    id      uuid        PRIMARY KEY,
    hash    bytea       NOT NULL UNIQUE,
    account uuid        NOT NULL REFERENCES private.people,
    name    text        NOT NULL,
    made    timestamptz NOT NULL,
    expires timestamptz NOT NULL,
    used    timestamptz,
    revoked timestamptz
);
CREATE INDEX IF NOT EXISTS tokens_of ON private.tokens (account);

-- Wrong passwords by sign-in name and by address, hashed: what is typed for a name may be a password.
CREATE TABLE IF NOT EXISTS private.attempts (
    key      bytea       PRIMARY KEY,
    failures int         NOT NULL,
    free_at  timestamptz NOT NULL -- from then on the next one is tried
);
CREATE INDEX IF NOT EXISTS attempts_by_time ON private.attempts (free_at);

CREATE TABLE IF NOT EXISTS private.access_log (
    id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      timestamptz NOT NULL,
    account uuid, -- NULL: nobody that is known
    kind    text        NOT NULL COLLATE "C"
            CHECK (kind IN ('read', 'export', 'print', 'sign_in', 'sign_in_failed', 'account')),
    what    text        NOT NULL,
    day     date -- of the figures that were looked at
);
CREATE INDEX IF NOT EXISTS access_log_of ON private.access_log (account, id);

GRANT USAGE ON SCHEMA private TO sonq_app;
GRANT SELECT, INSERT ON private.people TO sonq_app;
GRANT UPDATE (login, name, office, password, must_change, changed) ON private.people TO sonq_app;
GRANT SELECT, INSERT, DELETE ON private.sessions, private.tokens, private.attempts TO sonq_app;
GRANT UPDATE (used) ON private.sessions TO sonq_app;
GRANT UPDATE (used, revoked) ON private.tokens TO sonq_app;
GRANT UPDATE (failures, free_at) ON private.attempts TO sonq_app;
GRANT SELECT, INSERT ON private.access_log TO sonq_app;
