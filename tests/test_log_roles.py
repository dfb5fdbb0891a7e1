"""Who may do what: not even the owner of the log changes what was recorded; nobody serves as a superuser."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from eventsourcing.persistence import ProgrammingError
from psycopg2.errors import InsufficientPrivilege
from psycopg2.extensions import cursor, make_dsn, parse_dsn

from infra.database import LOGIN, Database, prepare
from infra.embedded import embedded
from tests.conftest import FAST
from tests.log_kit import Kit, event, log_kit

CHANGES = [
    "INSERT INTO sonq.log VALUES (2, 2, now(), gen_random_uuid(), 1, 'tests.noted', '{}')",
    "UPDATE sonq.log SET state = state",
    "DELETE FROM sonq.log",
    "TRUNCATE sonq.log",
]
SABOTAGE = [
    "DROP TABLE sonq.log",
    "ALTER TABLE sonq.log ADD COLUMN more text",
    "ALTER TABLE sonq.log DISABLE TRIGGER ALL",
    "DROP TRIGGER append_only ON sonq.log",
    "CREATE TABLE sonq.log_of_ours ()",
    "DROP FUNCTION sonq.lock_log",
    "CREATE OR REPLACE FUNCTION sonq.confirm_clock() RETURNS timestamptz LANGUAGE sql AS 'SELECT now()'",
    "UPDATE sonq.log_state SET mode = 'seeding'",
    "INSERT INTO sonq.requests VALUES ('account', 'key', 'hash', 'answer', 1)",
    "SET ROLE sonq_owner",
    "SET SESSION AUTHORIZATION sonq_owner",
    "SET session_replication_role = replica",
]


@pytest.fixture
def kit(database: str) -> Iterator[Kit]:
    with log_kit(database) as kit:
        kit.append(event())
        yield kit


@contextlib.contextmanager
def login(kit: Kit, role: str) -> Iterator[cursor]:
    """As the program connects, in autocommit."""
    with contextlib.closing(psycopg2.connect(kit.dsn, options=f"-c role={role}")) as opened:
        opened.autocommit = True
        with opened.cursor() as made:
            yield made


@pytest.mark.parametrize("role", ["sonq_app", "sonq_views", "none"])
def test_whoever_serves_can_neither_change_the_log_nor_its_guards(kit: Kit, role: str) -> None:
    with login(kit, role) as cursor:
        for sql in CHANGES + SABOTAGE:
            with pytest.raises(InsufficientPrivilege):
                cursor.execute(sql)
    assert len(kit.stored()) == 1


def test_the_role_of_the_views_cannot_append_and_the_bare_login_not_even_read(kit: Kit) -> None:
    for role, sql in [
        ("sonq_views", "SELECT sonq.close_seeding()"),
        ("none", "SELECT FROM sonq.log"),
        ("none", "SELECT FROM views.progress"),
    ]:
        with login(kit, role) as cursor, pytest.raises(InsufficientPrivilege):
            cursor.execute(sql)


def test_functions_of_the_log_are_for_the_role_that_appends_only(kit: Kit) -> None:
    sql = "SELECT has_function_privilege(%s, oid, 'EXECUTE') FROM pg_proc WHERE pronamespace = 'sonq'::regnamespace"
    with kit.superuser() as opened, opened.cursor() as cursor:
        cursor.execute(sql, ["sonq_views"])
        assert set(cursor.fetchall()) == {(False,)}
        cursor.execute(sql, ["sonq_app"])
        assert (True,) in cursor.fetchall()


def test_who_appends_reads_the_views_and_cannot_write_them(kit: Kit) -> None:
    with kit.database.transaction() as cursor:
        cursor.execute("CREATE TABLE made_later (n int)")
    with login(kit, "sonq_app") as cursor:
        cursor.execute("SELECT FROM views.made_later")
        with pytest.raises(InsufficientPrivilege):
            cursor.execute("INSERT INTO views.made_later VALUES (1)")


@pytest.mark.parametrize("role", ["none", "sonq_owner"])
@pytest.mark.parametrize("replicating", ["origin", "replica"])
def test_the_trigger_stops_the_owner_and_the_superuser_too(kit: Kit, replicating: str, role: str) -> None:
    with kit.superuser() as opened, opened.cursor() as cursor:
        cursor.execute(f"SET session_replication_role = {replicating}")
        cursor.execute(f"SET ROLE {role}")
        for sql in CHANGES[1:]:
            with pytest.raises(InsufficientPrivilege, match="append-only"):
                cursor.execute(sql)


@pytest.mark.parametrize("sql", ["UPDATE {} SET mode = 'seeding'", "DELETE FROM {}", "TRUNCATE {}"])
def test_nobody_opens_seeding_again(kit: Kit, sql: str) -> None:
    kit.log.close_seeding()
    with kit.superuser() as opened, opened.cursor() as cursor:
        with pytest.raises(InsufficientPrivilege):
            cursor.execute(sql.format("sonq.log_state"))
        with pytest.raises(psycopg2.IntegrityError):
            cursor.execute("INSERT INTO sonq.log_state VALUES (false, 'seeding')")


def test_nothing_is_served_as_a_superuser(kit: Kit) -> None:
    served = Database(kit.setup)
    with pytest.raises(ProgrammingError, match="superuser"), served.transaction():
        pass
    served.close()


def test_preparing_again_changes_nothing_and_a_plain_login_is_taken_as_it_is(kit: Kit) -> None:
    assert prepare(kit.setup) == kit.dsn
    assert prepare(kit.dsn) == kit.dsn
    assert parse_dsn(kit.dsn)["user"] == LOGIN


def test_a_plain_login_cannot_set_up_an_empty_database(kit: Kit, server_dsn: str) -> None:
    with kit.superuser() as opened, opened.cursor() as cursor:
        cursor.execute("DROP SCHEMA sonq, views, views_next CASCADE")
    with pytest.raises(InsufficientPrivilege):
        prepare(kit.dsn)


def test_an_administrator_who_is_no_superuser_sets_up_a_server(home: Path) -> None:
    with embedded(home, FAST) as setup:
        with contextlib.closing(psycopg2.connect(setup)) as opened, opened, opened.cursor() as cursor:
            cursor.execute("CREATE ROLE administrator LOGIN CREATEROLE")
            cursor.execute("ALTER DATABASE sonq OWNER TO administrator")
        administrator = make_dsn(setup, user="administrator")
        with log_kit(administrator) as kit:
            assert kit.append(event()) == [1]
            with kit.database.transaction() as cursor:
                cursor.execute("SELECT session_user, current_user")
                assert cursor.fetchone() == (LOGIN, "sonq_views")
            with kit.superuser() as opened, opened.cursor() as cursor:
                cursor.execute("SELECT current_user")
                assert cursor.fetchone() == ("administrator",)
                for sql in (*CHANGES, "SELECT FROM sonq.log", "CREATE TABLE views.ours ()"):
                    with pytest.raises(InsufficientPrivilege):
                        cursor.execute(sql)


def test_where_passwords_are_asked_for_the_login_has_one_of_its_own(home: Path) -> None:
    ways_in = home.with_name("pg_hba.conf")
    ways_in.write_text(f"local all {LOGIN} scram-sha-256\nlocal all all peer map=program\n")
    ways_in.chmod(0o644)
    with embedded(home, {**FAST, "hba_file": str(ways_in)}) as setup:
        served = prepare(make_dsn(setup, password="of the administrator"))
        psycopg2.connect(served).close()
        assert parse_dsn(served)["password"] != "of the administrator"
        for wrong in ("", "of the administrator"):
            with pytest.raises(psycopg2.OperationalError):
                psycopg2.connect(make_dsn(served, password=wrong))


def test_a_commit_waits_for_the_disk_but_for_the_views_which_follow_from_the_log(kit: Kit) -> None:
    database = kit.database
    waits = [
        pool.rows("SELECT current_setting('synchronous_commit')")[0][0]
        for pool in (database.appending, database.reading, database.private, database.views)
    ]
    assert waits == ["on", "on", "on", "off"]
