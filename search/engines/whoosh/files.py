"""The index's files as Whoosh opens them."""

from __future__ import annotations

import errno
import mmap
import pickle
import struct
import zlib
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.filetables import FileFormatError
from whoosh.filedb.structfile import StructFile
from whoosh.index import IndexError as WhooshIndexError

#: What Whoosh 2.7.4 raises, from wherever its bytes surprise it, when a file is damaged.
DAMAGE = (
    OSError, EOFError, ValueError, KeyError, IndexError, TypeError, AttributeError,
    AssertionError, OverflowError, MemoryError, ImportError, struct.error, zlib.error,
    pickle.UnpicklingError, WhooshIndexError, FileFormatError,
)  # fmt: skip
#: What the system says when nothing is wrong with the index but it cannot be written.
UNWRITABLE = {
    errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EMFILE, errno.EFBIG,
}  # fmt: skip


class MappedFiles(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """Opens files as memory maps: no descriptor stays open, and the system keeps what is read."""

    def open_file(self, name: str, **options: Any) -> StructFile:
        """Return one of the index's files; raises OSError, or ValueError for an empty one."""
        with open(self._fpath(name), "rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return StructFile(mapped, name=name, **options)
