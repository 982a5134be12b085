"""Who may read what is not published yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


def may_see_unpublished(user: User | AnonymousUser | None) -> bool:
    """Tell whether a reader may see pages that are not published yet."""
    return bool(user and user.has_perm("archive.view_unpublished"))
