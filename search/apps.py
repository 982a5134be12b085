"""The search app: how an article is found."""

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Registers the outbox and the dictionary, and tells jieba where to keep its own."""

    name = "search"
    verbose_name = _("检索")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers."""
        from search import outbox, roles, words
        from search.text import segmentation

        segmentation.use_cache_dir(settings.JIEBA_CACHE_DIR)
        outbox.connect()
        words.connect()
        post_migrate.connect(roles.grant_words, sender=self)
