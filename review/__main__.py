"""`python -m review` is the command `shenyi`."""

import sys

from review.cli import main

if __name__ == "__main__":
    sys.exit(main())
