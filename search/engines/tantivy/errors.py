"""What Tantivy raises in, what of it is damage and what a full disk out."""

from __future__ import annotations

import errno
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager

#: What damaged files raise, in Tantivy and where we read them ourselves.
DAMAGE = (OSError, ValueError, KeyError, TypeError, OverflowError, struct.error)
#: What the system says when nothing is wrong with the index but it cannot be written.
_UNWRITABLE = {
    errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EMFILE, errno.EFBIG,
}  # fmt: skip
#: Tantivy tells the system's errors in words.
_SYSTEM_ERROR = re.compile(r"os error (\d+)|code: (\d+)")


def is_unwritable(error: Exception) -> bool:
    """Tell whether the system refused to write."""
    if isinstance(error, OSError):
        return error.errno in _UNWRITABLE
    found = _SYSTEM_ERROR.findall(str(error))
    return any(int(first or second) in _UNWRITABLE for first, second in found)


@contextmanager
def panic_is_error() -> Iterator[None]:
    """Raise ValueError where Tantivy's code gave up: its own exception passes by every handler."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise ValueError(f"Tantivy gave up: {error}") from error
        raise
