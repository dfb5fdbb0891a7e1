"""The command line: a command a file, each with ``NAME``, ``HELP``, ``arguments(parser)`` and ``run``."""
