"""Keeps every upload's bytes as they came, under their SHA-256."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from archive.models import SourceFile

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def sha256_of(data: bytes) -> str:
    """Return the hexadecimal SHA-256 of the bytes."""
    return hashlib.sha256(data).hexdigest()


def keep_source(
    name: str, data: bytes, *, encoding: str = "", error: str = "", user: User | None = None
) -> SourceFile:
    """Return the row for these bytes, new or known; the bytes are on disk before the row is.

    A crash between the two leaves a file without a row, which the next upload of it takes over.
    """
    sha256 = sha256_of(data)
    path = f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
    if not default_storage.exists(path) or default_storage.size(path) != len(data):
        default_storage.delete(path)
        default_storage.save(path, ContentFile(data))
    source, created = SourceFile.objects.get_or_create(
        sha256=sha256,
        defaults={
            "name": name[-255:],
            "size": len(data),
            "file": path,
            "encoding": encoding,
            "error": error,
            "uploaded_by": user,
        },
    )
    if not created and source.error != error:
        source.error, source.encoding = error, encoding
        source.save(update_fields=["error", "encoding"])
    return source
