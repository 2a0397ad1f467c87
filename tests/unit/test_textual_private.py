"""What the program uses of Textual that Textual keeps for itself is there in this version."""

from __future__ import annotations

import importlib
import inspect

import pytest

from review.widgets.textual_private import PRIVATE


@pytest.mark.parametrize(("module", "name"), PRIVATE)
def test_it_is_there(module: str, name: str) -> None:
    """A class or function of the module, or an attribute that the class has or gives itself."""
    found = importlib.import_module(module)
    owner, _, attribute = name.partition(".")
    assert hasattr(found, owner)
    if attribute:
        kind = getattr(found, owner)
        assert hasattr(kind, attribute) or f"self.{attribute}" in inspect.getsource(kind)
