-- What changed on a day under a key: a lead unit, a document, a month of the deadline, or all of a book together.
CREATE TABLE ledger (
    book smallint NOT NULL,
    key uuid NOT NULL,
    day date NOT NULL,
    done_on_time int NOT NULL,
    done_late int NOT NULL,
    done_undated int NOT NULL,
    in_time int NOT NULL,
    overdue int NOT NULL,
    undated int NOT NULL,
    suspended int NOT NULL,
    removed int NOT NULL,
    PRIMARY KEY (book, key, day)
);

-- All units of some days. The other books are read by keys, that of months whole.
CREATE INDEX ON ledger (book, day) WHERE book < 3;

-- The sum of all entries before a Monday; a key without a row at one that was opened has nothing.
CREATE TABLE ledger_openings (
    book smallint NOT NULL,
    opened date NOT NULL,
    key uuid NOT NULL,
    done_on_time int NOT NULL,
    done_late int NOT NULL,
    done_undated int NOT NULL,
    in_time int NOT NULL,
    overdue int NOT NULL,
    undated int NOT NULL,
    suspended int NOT NULL,
    removed int NOT NULL,
    PRIMARY KEY (book, opened, key)
);
