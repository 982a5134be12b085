"""The archive app: what was printed."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    """Registers the roles once the permissions exist."""

    name = "archive"
    verbose_name = _("报纸档案")

    def ready(self) -> None:
        """Make the editors' groups after every migrate; safe to repeat."""
        from archive.roles import ensure_roles

        post_migrate.connect(ensure_roles, sender=self)
