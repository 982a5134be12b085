"""Placeholder until the engine lands."""

from haystack.backends.simple_backend import SimpleEngine as WhooshEngine  # noqa: F401
