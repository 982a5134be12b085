"""What a newspaper printed, read by plain Python: text in, frozen records out.

``parse_document(data)`` gives a page record for every page of a file.
"""

from archive.parsing.errors import ParseError
from archive.parsing.page import parse_document, parse_page
from archive.parsing.records import KnownNewspaper, PageRecord

__all__ = ["KnownNewspaper", "PageRecord", "ParseError", "parse_document", "parse_page"]
