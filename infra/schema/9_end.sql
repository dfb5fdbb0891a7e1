-- Which schema this is, for the next start to see; and what the administrator had to borrow is given back.
SET LOCAL ROLE sonq_owner;
DO $$
BEGIN
    EXECUTE format('COMMENT ON SCHEMA sonq IS %L', current_setting('sonq.schema'));
END $$;

RESET ROLE;
DO $$
BEGIN
    IF NOT current_setting('is_superuser')::boolean THEN
        REVOKE sonq_owner, sonq_views FROM CURRENT_USER;
    END IF;
END $$;
