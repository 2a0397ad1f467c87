"""Bring your own report: a file of a person's becomes a report, and it is told what was made of it.

`understand(path)` is all that others need. It keeps nothing and changes nothing.
"""

from content.importing.understand import Understood, understand

__all__ = ["Understood", "understand"]
