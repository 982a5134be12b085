"""Who on the editors' desk may look after the dictionary."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS

#: The migration that brought the dictionary.
SINCE = ("search", "0002_words_and_suggestions")
_ALL = ("view_userword", "add_userword", "change_userword", "delete_userword")
#: Group of archive.roles → codenames of search's permissions.
ROLES = {
    "上传员 Uploader": ("view_userword",),
    "审校 Reviewer": _ALL,
    "发布 Publisher": _ALL,
}


def grant_words(plan: Any = (), using: str = DEFAULT_DB_ALIAS, **_kwargs: Any) -> None:
    """Give the editors' groups the dictionary when it comes; what is changed later stays changed.

    `plan` is what `migrate` has just done, as it tells receivers of post_migrate.
    """
    if SINCE not in {(migration.app_label, migration.name) for migration, _back in plan}:
        return
    permissions = Permission.objects.using(using).filter(content_type__app_label="search")
    for name, codes in ROLES.items():
        group = Group.objects.using(using).filter(name=name).first()
        if group is not None:
            group.permissions.add(*permissions.filter(codename__in=codes))
