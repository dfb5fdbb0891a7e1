-- The category of domain/rules.py timeliness(), for the day asked: the same rule, the same numbers.
-- Stages: 3 completed, 4 suspended, 5 removed, the others open.
CREATE OR REPLACE FUNCTION timeliness(stage smallint, deadline date, late boolean, day date)
RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (CASE
        WHEN stage = 5 THEN 7
        WHEN stage = 4 THEN 6
        WHEN stage = 3 THEN CASE WHEN deadline IS NULL THEN 2 WHEN late THEN 1 ELSE 0 END
        WHEN deadline IS NULL THEN 5
        WHEN day > deadline THEN 4
        ELSE 3
    END)::smallint
$$
