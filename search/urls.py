"""Addresses of search."""

from django.urls import path

from search import views

app_name = "search"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("api/", views.api_docs, name="api_docs"),
    path("api/articles/", views.api_articles, name="api_articles"),
]
