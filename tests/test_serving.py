"""Who serves from a home, and how the others learn of it."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from infra.serving import AlreadyServing, serving, who_serves

URL = "http://127.0.0.1:8050/"


def test_a_second_start_learns_the_address_of_the_first(home: Path) -> None:
    with serving(home) as announce:
        announce(URL)
        with pytest.raises(AlreadyServing) as second, serving(home):
            pass
        assert second.value.serving.url == URL
        assert who_serves(home) == second.value.serving


def test_a_second_start_at_once_waits_for_the_address(home: Path) -> None:
    def second() -> str:
        try:
            with serving(home):
                return "served"
        except AlreadyServing as already:
            return already.serving.url

    with ThreadPoolExecutor() as pool, serving(home) as announce:
        learnt = pool.submit(second)
        assert who_serves(home) is None
        announce(URL)
        assert learnt.result() == URL


def test_what_a_killed_process_has_left_is_not_believed(home: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path; from infra.serving import serving\n"
        "with serving(Path(sys.argv[1])) as announce:\n"
        "    announce('http://gone/')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", program, home], cwd=Path(__file__).parents[1], check=False)
    assert killed.returncode == -9
    assert who_serves(home) is None
    with serving(home) as announce:
        announce(URL)
        assert (found := who_serves(home)) and found.url == URL


def test_asking_makes_no_home(home: Path) -> None:
    assert who_serves(home) is None
    assert not home.exists()
