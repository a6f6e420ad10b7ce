"""Builds the site; ``python build.py --help`` says what else it can do."""

import sys

from site_builder.cli import main

if __name__ == "__main__":
    sys.exit(main())
