"""The examples in the docstrings of the parsing layer hold."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import archive.parsing

MODULES = [
    info.name
    for info in pkgutil.walk_packages(archive.parsing.__path__, "archive.parsing.")
    if not info.name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    module = importlib.import_module(name)
    assert doctest.testmod(module).failed == 0
    assert module.__doc__
