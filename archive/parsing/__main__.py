"""``python -m archive.parsing FILE`` prints the page's JSON, without Django."""

from __future__ import annotations

import argparse
import sys

from archive.parsing.cli import parse_file
from archive.parsing.errors import ParseError


def main() -> int:
    """Print the JSON; 1 and a message on standard error where the file cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m archive.parsing", description=__doc__)
    parser.add_argument("file", help="a text file, or - for standard input")
    try:
        print(parse_file(parser.parse_args().file))
    except (ParseError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
