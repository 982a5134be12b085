"""Addresses of search."""

from django.urls import path

from search import views

app_name = "search"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/suggest/", views.suggest, name="suggest"),
    path("search/facet/<slug:name>/", views.facet, name="facet"),
    path("api/", views.api_docs, name="api_docs"),
    path("api/articles/", views.api_articles, name="api_articles"),
]
