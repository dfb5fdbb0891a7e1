"""The figures we quote, against peers, in one run: ``./sonq bench``. One subject a file."""
