"""The search app: how an article is found."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Registers the outbox and tells jieba where to keep its dictionary."""

    name = "search"
    verbose_name = _("检索")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers."""
        from search import outbox, segmentation

        segmentation.use_cache_dir(settings.JIEBA_CACHE_DIR)
        outbox.connect()
