"""The family of errors that stop a file from being read as newspaper text.

Every error has a stable ``code`` for programs and a sentence in Chinese for editors:
an empty upload raises ``EmptyTextError`` with the code ``empty``.
"""

from __future__ import annotations


class ParseError(ValueError):
    """The input cannot be read as text; ``code`` is stable, the message is for editors."""

    code = "parse"


class EmptyTextError(ParseError):
    """Nothing but white space was delivered."""

    code = "empty"


class BinaryDataError(ParseError):
    """The bytes are a picture, an archive, a PDF: not text."""

    code = "binary"


class UnknownEncodingError(ParseError):
    """No known encoding turns the bytes into Chinese text."""

    code = "encoding"


class FragmentsError(ParseError):
    """Tens of thousands of lines of a few letters each, as no newspaper prints them."""

    code = "fragments"


class TooLargeError(ParseError):
    """The input is longer than a newspaper issue can be."""

    code = "too_large"
