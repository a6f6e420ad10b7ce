"""``python -m site_builder``: the same as build.py."""

import sys

from site_builder.cli import main

if __name__ == "__main__":
    sys.exit(main())
