"""The search app: how an article is found."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Registers the outbox."""

    name = "search"
    verbose_name = _("检索")
