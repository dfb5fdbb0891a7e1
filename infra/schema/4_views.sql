-- Where the views live. Each makes its own tables; sonq_app reads whatever sonq_views makes.
SET LOCAL ROLE sonq_views;

ALTER DEFAULT PRIVILEGES IN SCHEMA views, views_next GRANT SELECT ON TABLES TO sonq_app;
GRANT USAGE ON SCHEMA views, views_next TO sonq_app;

-- How far a view has followed the log. Written in the view's own transaction, WHERE position is still the old one.
CREATE TABLE IF NOT EXISTS views.progress (
    view     text   PRIMARY KEY COLLATE "C",
    position bigint NOT NULL
);
