"""The lines of the first page of a PDF: standard input -> standard output. A process of its own.

A PDF is a program in disguise: it may ask for any memory and any time. Here it gets a little of both.
"""

import io
import re
import resource
import sys

import pypdf

SECONDS = 10
MEMORY = 2**30


def lines(data: bytes) -> list[str]:
    """As they are drawn, and as they stand side by side: a mark may share its line with the other column."""
    page = pypdf.PdfReader(io.BytesIO(data)).pages[0]
    drawn = page.extract_text().splitlines()
    beside = page.extract_text(extraction_mode="layout").splitlines()
    return [*drawn, *(part for line in beside for part in re.split(r"\s{2,}", line))]


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    found = lines(sys.stdin.buffer.read())
    sys.stdout.buffer.write("\n".join(found).encode("utf-8", "replace"))
