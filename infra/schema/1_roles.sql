-- Who may do what.
--   sonq_owner  owns the log and its functions; nobody serves as it
--   sonq_app    reads the log and the views, appends through append() only, keeps what is private
--   sonq_views  owns the views, which can all be computed anew
--   sonq_serve  a login, by itself without any right: it chooses to be sonq_app or sonq_views
DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['sonq_owner', 'sonq_app', 'sonq_views', 'sonq_serve'] LOOP
        IF to_regrole(role_name) IS NULL THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOINHERIT', role_name);
                IF role_name = 'sonq_serve' THEN
                    ALTER ROLE sonq_serve LOGIN;
                    GRANT sonq_app, sonq_views TO sonq_serve;
                END IF;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL; -- roles belong to the whole server: another of its databases was quicker
            END;
        END IF;
    END LOOP;

    -- An administrator who is no superuser has to be a member to create what the role shall own. Given back at the end.
    IF NOT current_setting('is_superuser')::boolean THEN
        GRANT sonq_owner, sonq_views TO CURRENT_USER;
    END IF;
END $$;

CREATE SCHEMA IF NOT EXISTS sonq AUTHORIZATION sonq_owner;
CREATE SCHEMA IF NOT EXISTS private AUTHORIZATION sonq_owner;
CREATE SCHEMA IF NOT EXISTS views AUTHORIZATION sonq_views;
-- Where the views are computed anew before they take the place of the live ones.
CREATE SCHEMA IF NOT EXISTS views_next AUTHORIZATION sonq_views;
