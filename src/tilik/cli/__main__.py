"""Lets `python -m tilik.cli` run the command."""

import sys

from tilik.cli import main

sys.exit(main())
