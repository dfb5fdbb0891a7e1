-- Files that go with reports: what is in them once, however often and under whatever names it was uploaded.
SET LOCAL ROLE sonq_owner;

CREATE TABLE IF NOT EXISTS private.contents (
    sha256  bytea PRIMARY KEY,
    content bytea NOT NULL
);
ALTER TABLE private.contents ALTER content SET STORAGE EXTERNAL; -- they are compressed already

CREATE TABLE IF NOT EXISTS private.files (
    id       uuid        PRIMARY KEY,
    sha256   bytea       NOT NULL REFERENCES private.contents,
    name     text        NOT NULL,
    kind     text        NOT NULL COLLATE "C",
    size     int         NOT NULL,
    account  uuid        NOT NULL,
    uploaded timestamptz NOT NULL
);

GRANT SELECT, INSERT, DELETE ON private.contents, private.files TO sonq_app;
