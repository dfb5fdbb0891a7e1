"""The home: the one folder in which the program keeps things, and the locks by which processes share it.

A lock is ``flock`` on a file: the kernel lets go of it when its holder ends, however that dies.
"""

import fcntl
import os
import pwd
from pathlib import Path
from typing import IO, Any
from weakref import WeakSet

from domain.errors import Refused


def default_home() -> Path:
    if os.geteuid() == 0:
        return Path("/var/lib/sonq")
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "sonq"


def open_home(home: Path) -> Path:
    """The home by its real path, made if it is missing. ``Refused`` if it belongs to another account."""
    home = home.expanduser().resolve()
    elsewhere = "hoặc đặt SONQ_HOME là thư mục khác."
    try:
        # Under root another account, that of PostgreSQL, must get through to its data, no further.
        make_folder(home, 0o711 if os.geteuid() == 0 else 0o700)
        if (owner := home.stat().st_uid) != os.geteuid():
            whose = f"Thư mục “{home}” thuộc tài khoản khác ({account_name(owner)})."
            raise Refused(f"{whose} Đề nghị chạy bằng tài khoản đó, {elsewhere}", field="SONQ_HOME")
        make_folder(home / "locks", 0o700)
    except OSError as error:
        closed = f"Không ghi được vào thư mục “{home}” ({error.strerror})."
        raise Refused(f"{closed} Đề nghị kiểm tra quyền, {elsewhere}", field="SONQ_HOME") from error
    return home


def make_folder(folder: Path, mode: int) -> None:
    """With exactly this mode, its missing parents too. One that is there keeps the mode it has."""
    if folder.exists():
        return
    make_folder(folder.parent, mode)
    try:
        folder.mkdir()
    except FileExistsError:
        return  # another start was quicker
    folder.chmod(mode)


def account_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def lock_file(home: Path, name: str) -> IO[bytes]:
    """The lock ``name`` of an open home, not yet taken; closing the file lets go of it. A forked child has none."""
    lock = os.fdopen(os.open(home / "locks" / name, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
    _LOCKS.add(lock)
    return lock


_LOCKS: "WeakSet[IO[bytes]]" = WeakSet()


def _let_go_in_child() -> None:
    for lock in _LOCKS:
        lock.close()


os.register_at_fork(after_in_child=_let_go_in_child)


def take(lock: IO[Any], kind: int = fcntl.LOCK_EX) -> bool:
    """Take the lock without waiting; whether that went."""
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
