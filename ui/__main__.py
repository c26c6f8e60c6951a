"""`python -m ui` is the command `advisor`."""

import sys

from ui.cli import main

sys.exit(main())
