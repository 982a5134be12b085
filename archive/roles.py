"""The roles of the editors' desk as groups with permissions."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS

_READ = ("view_issue", "view_page", "view_article", "view_sourcefile", "view_newspaper")
_READ_TOO = ("view_city", "view_topic", "view_articletopic", "view_unpublished")
_UPLOAD = (*_READ, *_READ_TOO, "add_sourcefile")
_REVIEW = (
    *_UPLOAD,
    "change_issue",
    "add_issue",
    "change_page",
    "change_article",
    "delete_article",
    "add_articletopic",
    "change_articletopic",
    "delete_articletopic",
    "add_newspaper",
    "change_newspaper",
    "change_topic",
)

#: Group name → codenames of the archive's permissions.
ROLES = {
    "上传员 Uploader": _UPLOAD,
    "审校 Reviewer": _REVIEW,
    "发布 Publisher": (*_REVIEW, "publish_page", "delete_page", "delete_issue"),
}


def ensure_roles(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Create the three groups where they are absent; a group that exists keeps its permissions."""
    wanted = {code for codes in ROLES.values() for code in codes}
    permissions = {
        p.codename: p
        for p in Permission.objects.using(using).filter(
            content_type__app_label="archive", codename__in=wanted
        )
    }
    for name, codes in ROLES.items():
        group, created = Group.objects.using(using).get_or_create(name=name)
        if created:
            group.permissions.set([permissions[code] for code in codes if code in permissions])
