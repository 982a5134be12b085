"""The editors' desk in Django's admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.articles import ArticleAdmin
from archive.admin.issues import IssueAdmin
from archive.admin.pages import PageAdmin
from archive.admin.reference import CityAdmin, NewspaperAdmin, TopicAdmin
from archive.admin.uploads import SourceFileAdmin

__all__ = [
    "ArticleAdmin",
    "CityAdmin",
    "IssueAdmin",
    "NewspaperAdmin",
    "PageAdmin",
    "SourceFileAdmin",
    "TopicAdmin",
]

admin.site.site_header = _("邸报 · 编辑部")
admin.site.site_title = _("邸报")
admin.site.index_title = _("上传、核对、发布")
