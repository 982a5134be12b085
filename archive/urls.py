"""Addresses of the archive; an example stands above each."""

from django.urls import path, register_converter

from archive import views
from archive.converters import IsoDateConverter, YearConverter

register_converter(IsoDateConverter, "isodate")
register_converter(YearConverter, "year")

app_name = "archive"
urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("help/", views.help_page, name="help"),
    path("cities/", views.cities, name="cities"),
    # /cities/370900/
    path("cities/<slug:adcode>/", views.city, name="city"),
    path("newspapers/", views.newspapers, name="newspapers"),
    path("calendar/", views.latest_calendar, name="calendar"),
    # /calendar/2025/?newspaper=daiding-xinbao
    path("calendar/<year:year>/", views.calendar_year, name="calendar_year"),
    # /days/2025-04-18/
    path("days/<isodate:day>/", views.day, name="day"),
    path("topics/", views.topics, name="topics"),
    # /daiding-xinbao/
    path("<slug:slug>/", views.newspaper, name="newspaper"),
    # /daiding-xinbao/2025-04-18/ed-1/
    path("<slug:slug>/<isodate:day>/ed-<int:edition>/", views.issue, name="issue"),
    # /daiding-xinbao/2025-04-18/ed-1/p-3/
    path("<slug:slug>/<isodate:day>/ed-<int:edition>/p-<int:sequence>/", views.page, name="page"),
    # /daiding-xinbao/2025-04-18/ed-1/p-3/a-5/
    path(
        "<slug:slug>/<isodate:day>/ed-<int:edition>/p-<int:sequence>/a-<int:number>/",
        views.article,
        name="article",
    ),
]
