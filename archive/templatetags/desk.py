"""What waits for the editors, for the admin's first page."""

from typing import Any

from django import template

from archive.models import Article, Page, SourceFile
from archive.placing import ACCEPT

register = template.Library()


@register.inclusion_tag("admin/archive/queue.html")
def desk_queue() -> dict[str, Any]:
    """Count waiting and unpublished pages, doubtful articles and refused files."""
    pages = Page.objects.all()
    return {
        "queue": {
            "waiting": pages.waiting().count(),
            "draft": pages.filter(
                issue__isnull=False, sequence__isnull=False, published_at=None
            ).count(),
            "doubtful": Article.objects.filter(confidence__lt=ACCEPT).count(),
            "refused": SourceFile.objects.exclude(error="").count(),
        }
    }
