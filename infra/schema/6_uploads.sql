-- Annexes on their way in: read, their doubts being settled. Thrown away when nobody goes on with them.
SET LOCAL ROLE sonq_owner;

CREATE TABLE IF NOT EXISTS private.uploads (
    id      uuid        PRIMARY KEY,
    account uuid        NOT NULL,
    name    text        NOT NULL, -- of the file
    made    timestamptz NOT NULL,
    changed timestamptz NOT NULL,
    tables  text        NOT NULL COLLATE "C", -- JSON, as they were read from the file
    state   text        NOT NULL COLLATE "C" -- JSON: the head, the choices, what came of it
);
CREATE INDEX IF NOT EXISTS uploads_of ON private.uploads (account, changed);

GRANT SELECT, INSERT, DELETE ON private.uploads TO sonq_app;
GRANT UPDATE (changed, state) ON private.uploads TO sonq_app;
