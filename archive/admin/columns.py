"""Columns that several lists of the admin share."""

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from archive.admin.display import confidence_mark, page_state
from archive.models import Page


class PageColumns:
    """What a list of pages tells of each; the articles should be fetched along."""

    @admin.display(description=gettext_lazy("篇数"))
    def articles_found(self, page: Page) -> int:
        """How many articles."""
        return len(page.articles.all())

    @admin.display(description=gettext_lazy("最低把握"))
    def lowest(self, page: Page) -> SafeString:
        """The confidence of its most doubtful article."""
        return confidence_mark(min((a.confidence for a in page.articles.all()), default=0.0))

    @admin.display(description=gettext_lazy("状态"))
    def state(self, page: Page) -> SafeString:
        """Whether readers see it."""
        return page_state(page)
