"""On what it was measured."""

import os
import platform
import statistics
import time
from pathlib import Path

import msgspec
import psycopg2

FLUSHES = 200
BLOCK = 8192


class Machine(msgspec.Struct):
    """The machine as it was when the run began."""

    cpu: str
    cores: int
    memory_gib: float
    kernel: str
    python: str
    postgresql: str
    load: float
    flush_ms: float
    """The median of writing and flushing one block of a file where the data lie."""

    def __str__(self) -> str:
        return (
            f"{self.cpu}, {self.cores} cores, {self.memory_gib:.1f} GiB, Linux {self.kernel}, Python {self.python}, "
            f"PostgreSQL {self.postgresql}; flush {self.flush_ms:.2f} ms, load at the start {self.load:.1f}"
        )


def machine(folder: Path, dsn: str) -> Machine:
    """Read and measured; ``folder``: on the disk of the data."""
    words = Path("/proc/cpuinfo").read_text().splitlines()
    cpu = next(
        (line.split(":")[1].strip() for line in words if line.startswith("model name")), platform.machine()
    )
    connection = psycopg2.connect(dsn)
    try:
        postgresql = str(connection.get_parameter_status("server_version"))
    finally:
        connection.close()
    return Machine(
        cpu=cpu,
        cores=os.cpu_count() or 1,
        memory_gib=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30,
        kernel=platform.release(),
        python=platform.python_version(),
        postgresql=postgresql,
        load=os.getloadavg()[0],
        flush_ms=flush_ms(folder),
    )


def flush_ms(folder: Path) -> float:
    """How long the disk of ``folder`` takes for what a commit asks of it."""
    file = folder / "flush"
    times = []
    with file.open("wb", buffering=0) as opened:
        opened.write(bytes(BLOCK * FLUSHES))
        os.fsync(opened.fileno())
        for n in range(FLUSHES):
            block = os.urandom(BLOCK)
            began = time.perf_counter()
            os.pwrite(opened.fileno(), block, n * BLOCK)
            os.fdatasync(opened.fileno())
            times.append(time.perf_counter() - began)
    file.unlink()
    return 1000 * statistics.median(times)
