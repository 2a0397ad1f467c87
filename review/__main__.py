"""The command `shenyi`, and `python -m review`."""

import sys

from review import crash


def main() -> int:
    """Run the command; its exit status."""
    crash.install()
    from review.cli import main as run  # Ctrl+C may come while this is loaded, 20 ms

    return run()


if __name__ == "__main__":
    sys.exit(main())
