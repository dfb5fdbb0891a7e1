-- The one way into the log. Reads top to bottom as the rule.
SET LOCAL ROLE sonq_owner;

-- A routine that takes or gives something else than before would stand beside the former, or be refused; one that
-- is no more would stay.
DO $$
DECLARE former regprocedure;
BEGIN
    FOR former IN
        SELECT oid FROM pg_proc
        WHERE pronamespace = 'sonq'::regnamespace AND proname IN ('append', 'write', 'flush_log', 'try_lock_log')
    LOOP
        EXECUTE format('DROP ROUTINE %s', former);
    END LOOP;
END $$;

-- One writer at a time, until the end of its transaction: so positions are given in the order of commits, and a
-- reader never passes over one that comes later.
CREATE OR REPLACE FUNCTION sonq.lock_log() RETURNS void
LANGUAGE sql VOLATILE -- without more, so that it is inlined
AS $$ SELECT pg_catalog.pg_advisory_xact_lock(7361002026) $$;

CREATE OR REPLACE FUNCTION sonq.append(
    streams uuid[], versions int[], topics text, states text, -- the events, in order; 0x1E between topics, states
    read_streams uuid[], read_versions int[], -- must still be the last versions (0: no such stream)
    if_at bigint, -- nothing may have been recorded after it; NULL: no matter
    request_account text, request_key text, request_hash text, request_answer text, -- NULL: no key
    recorded_at timestamptz -- NULL: the server's clock; else only while seeding
) RETURNS bigint -- the position of the last event; NULL: the request was done before, nothing is appended
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = sonq, pg_temp
AS $$
DECLARE
    count     int := cardinality(streams);
    head      bigint;
    head_time timestamptz;
    again     boolean;
    next      int;
    known     text;
    moved     uuid;
    moment    timestamptz;
    last      bigint;
BEGIN
    PERFORM lock_log();
    -- What comes next in the first stream is looked up by the way: nearly always it is the only one.
    SELECT l.position, l.recorded_at, l.xmin = pg_current_xact_id_if_assigned()::xid,
        (SELECT s.version + 1 FROM log s WHERE s.stream = streams[1] ORDER BY s.version DESC LIMIT 1)
    INTO head, head_time, again, next
    FROM log l ORDER BY l.position DESC LIMIT 1;
    head := coalesce(head, 0);
    IF again THEN -- a second append could not tell the rows of the first where their transaction ends
        RAISE 'one append in a transaction' USING ERRCODE = 'feature_not_supported';
    END IF;

    IF request_key IS NOT NULL THEN
        SELECT r.hash INTO known FROM requests r WHERE r.account = request_account AND r.key = request_key;
        IF known <> request_hash THEN
            RAISE 'key % was used for another request', request_key USING ERRCODE = 'SQ004';
        ELSIF FOUND THEN
            RETURN NULL;
        END IF;
    END IF;

    IF head > if_at THEN
        RAISE 'the log is at %, not at %', head, if_at USING ERRCODE = 'SQ003';
    END IF;

    IF cardinality(read_streams) > 0 THEN
        SELECT u.stream INTO moved
        FROM unnest(read_streams, read_versions) AS u(stream, version)
        WHERE u.version <> coalesce((SELECT max(l.version) FROM log l WHERE l.stream = u.stream), 0)
        LIMIT 1;
        IF FOUND THEN
            RAISE 'stream % was read at another version', moved USING ERRCODE = 'SQ002';
        END IF;
    END IF;

    moment := greatest(coalesce(append.recorded_at, clock_timestamp()), head_time); -- a clock set back
    IF append.recorded_at IS NOT NULL OR moment > head_time + interval '60 days' THEN
        DECLARE
            state log_state;
        BEGIN
            SELECT * INTO state FROM log_state;
            IF state.mode <> 'seeding' THEN
                IF append.recorded_at IS NOT NULL THEN
                    RAISE 'seeding is closed' USING ERRCODE = 'SQ005';
                END IF;
                IF moment > greatest(head_time, state.clock_confirmed) + interval '60 days' THEN
                    RAISE 'the clock says %, the last event %', moment, head_time USING ERRCODE = 'SQ006';
                END IF;
            END IF;
        END;
    END IF;

    -- Each stream goes on by one; a new one begins with 0 or 1.
    last := head + count;
    IF count = 1 THEN
        IF versions[1] <> coalesce(next, greatest(least(versions[1], 1), 0)) THEN
            RAISE 'stream % is at another version', streams[1] USING ERRCODE = 'SQ001';
        END IF;
        INSERT INTO log (position, txn_end, recorded_at, stream, version, topic, state)
        VALUES (last, last, moment, streams[1], versions[1], topics, states);
    ELSE
        SELECT n.stream INTO moved
        FROM (
            SELECT u.stream, u.version, lag(u.version) OVER (PARTITION BY u.stream ORDER BY u.nth) AS before
            FROM unnest(streams, versions) WITH ORDINALITY AS u(stream, version, nth)
        ) n
        WHERE n.version <> coalesce(n.before + 1, (SELECT max(l.version) + 1 FROM log l WHERE l.stream = n.stream),
            greatest(least(n.version, 1), 0))
        LIMIT 1;
        IF FOUND THEN
            RAISE 'stream % is at another version', moved USING ERRCODE = 'SQ001';
        END IF;
        -- Where one has less than a stream, a version, a topic and a state, no row can be made of it.
        INSERT INTO log (position, txn_end, recorded_at, stream, version, topic, state)
        SELECT head + u.nth, last, moment, u.stream, u.version, u.topic, u.state
        FROM unnest(streams, versions, string_to_array(topics, E'\x1e'), string_to_array(states, E'\x1e'))
            WITH ORDINALITY AS u(stream, version, topic, state, nth);
    END IF;

    IF request_key IS NOT NULL THEN
        INSERT INTO requests VALUES (request_account, request_key, request_hash, request_answer, last);
    END IF;
    IF count > 0 THEN
        NOTIFY sonq_log;
    END IF;
    RETURN last;
END $$;

-- append() where others write too, in two steps: the lock is held while the log is written to memory, the next writer
-- goes on while this one waits for the disk, and one flush serves all who wait. What others see before it is flushed,
-- they cannot outlive: the log on disk has no holes, what they write on top of it is flushed behind it.
CREATE OR REPLACE PROCEDURE sonq.write(
    streams uuid[], versions int[], topics text, states text,
    read_streams uuid[], read_versions int[],
    if_at bigint,
    request_account text, request_key text, request_hash text, request_answer text,
    recorded_at timestamptz,
    INOUT last bigint
)
LANGUAGE plpgsql
AS $$
BEGIN
    last := sonq.append(streams, versions, topics, states, read_streams, read_versions, if_at,
        request_account, request_key, request_hash, request_answer, recorded_at);
    SET LOCAL synchronous_commit = off;
    COMMIT;
    PERFORM sonq.flush_log();
END $$;

-- What was committed before it is on disk when the transaction that says this is committed.
CREATE OR REPLACE FUNCTION sonq.flush_log() RETURNS pg_lsn
LANGUAGE sql VOLATILE -- without more, so that it is inlined
AS $$ SELECT pg_catalog.pg_logical_emit_message(true, 'sonq', '') $$;

-- The first serving start closes seeding for ever; whoever is appending with a clock of his own finishes first.
CREATE OR REPLACE FUNCTION sonq.close_seeding() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = sonq, pg_temp
AS $$
BEGIN
    PERFORM lock_log();
    UPDATE log_state SET mode = 'serving' WHERE mode = 'seeding';
END $$;

-- The operator has looked at the clock of the server: what it says is right.
CREATE OR REPLACE FUNCTION sonq.confirm_clock() RETURNS timestamptz
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = sonq, pg_temp
AS $$ UPDATE log_state SET clock_confirmed = clock_timestamp() RETURNING clock_confirmed $$;

REVOKE EXECUTE ON ALL ROUTINES IN SCHEMA sonq FROM PUBLIC;
GRANT EXECUTE ON ROUTINE
    sonq.lock_log, sonq.append, sonq.write, sonq.flush_log,
    sonq.close_seeding, sonq.confirm_clock TO sonq_app;
