"""Addresses of the whole site; the archive's own come last, since a newspaper's slug leads them."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("search.urls")),
    path("", include("archive.urls")),
]
handler400 = "archive.views.bad_request"
handler404 = "archive.views.page_not_found"
handler500 = "archive.views.server_error"
