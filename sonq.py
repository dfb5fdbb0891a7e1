"""Parses the command and composes what it needs: the whole house on one screen.

A command lives with its subject, in a module that gives ``NAME``, ``HELP`` and ``run``.
"""

import argparse
import os
import signal
import sys

from domain.errors import Refused
from infra import status
from infra.settings import read_settings

COMMANDS = (status,)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./sonq", description="Sổ theo dõi thực hiện nghị quyết.")
    commands = parser.add_subparsers(metavar="LỆNH", required=True)
    for command in COMMANDS:
        commands.add_parser(command.NAME, help=command.HELP, description=command.HELP).set_defaults(
            run=command.run
        )
    # To be ended is to be interrupted: either way what was opened is closed, in order.
    for ending in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(ending) is not signal.SIG_IGN:  # as nohup has it
            signal.signal(ending, signal.default_int_handler)
    try:
        options = parser.parse_args(arguments)
        return int(options.run(read_settings(os.environ)))
    except Refused as refused:
        print(refused.message, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
