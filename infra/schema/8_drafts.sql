-- Reports that a unit is writing. Nobody else sees them, and they leave no trace once they are sent.
SET LOCAL ROLE sonq_owner;

CREATE TABLE IF NOT EXISTS private.drafts (
    assignment uuid        NOT NULL,
    unit       uuid        NOT NULL,
    report     text        NOT NULL COLLATE "C", -- JSON
    state      text        NOT NULL COLLATE "C" CHECK (state IN ('writing', 'with_head')),
    author     uuid        NOT NULL,
    saved      timestamptz NOT NULL,
    note       text        NOT NULL,
    version    int         NOT NULL,
    PRIMARY KEY (assignment, unit)
);
CREATE INDEX IF NOT EXISTS drafts_of ON private.drafts (unit);

GRANT SELECT, INSERT, UPDATE, DELETE ON private.drafts TO sonq_app;
