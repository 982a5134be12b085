"""The queries behind the reading pages: each function is one to three queries, whatever its size.

What a reader may see is decided by ``visible_to(user)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Count, Max, Min, Q
from django.urls import reverse

from archive.calendars import Mark
from archive.models import Article, City, Issue, IssueQuerySet, Newspaper, Page

Reader = User | AnonymousUser
T = TypeVar("T")

HEADLINES_ON_A_CARD = 3
#: How many days around today's day of the year 今日往年 looks in earlier years.
ABOUT_TODAY = 3


@dataclass
class IssueCard:
    """An issue as a small front page: its pages and first headlines."""

    issue: Issue
    pages: int = 0
    headlines: list[Article] = field(default_factory=list)
    published: bool = False


def issues_of_city(user: Reader, city: City) -> IssueQuerySet:
    """Return the issues that carry pages of `city`, newest first."""
    pages = Page.objects.visible_to(user).filter(
        Q(city=city) | Q(city__isnull=True, issue__newspaper__city=city)
    )
    return Issue.objects.filter(pk__in=pages.values("issue")).select_related("newspaper__city")


def issues_of_year(user: Reader, newspaper: Newspaper, year: int) -> IssueQuerySet:
    """Return the newspaper's issues of a year, newest first."""
    issues = Issue.objects.visible_to(user).filter(newspaper=newspaper, date__year=year)
    return issues.select_related("newspaper__city")


def latest_issues(user: Reader, many: int) -> list[IssueCard]:
    """Return the newest issues as cards."""
    issues = Issue.objects.visible_to(user).select_related("newspaper__city")
    return issue_cards(user, issues[:many])


def issue_cards(user: Reader, issues: Iterable[Issue]) -> list[IssueCard]:
    """Return a card for each of `issues`, in two queries for all of them."""
    cards: dict[int | None, IssueCard] = {issue.pk: IssueCard(issue) for issue in issues}
    pages = Page.objects.visible_to(user).filter(issue__in=cards)
    for issue_id, published_at in pages.values_list("issue", "published_at"):
        cards[issue_id].pages += 1
        cards[issue_id].published |= published_at is not None
    articles = (
        Article.objects.visible_to(user)
        .filter(page__issue__in=cards)
        .exclude(headline="")
        .only("number", "headline", "page__issue_id", "page__sequence")
        .select_related("page")
        .order_by("page__sequence", "order", "number")
    )
    for article in articles:
        card = cards[article.page.issue_id]
        if len(card.headlines) < HEADLINES_ON_A_CARD:
            article.page.issue = card.issue
            card.headlines.append(article)
    return list(cards.values())


def span(user: Reader) -> tuple[date, date] | None:
    """Return the days of the oldest and of the newest issue."""
    found = Issue.objects.visible_to(user).aggregate(first=Min("date"), last=Max("date"))
    return (found["first"], found["last"]) if found["first"] else None


def this_day_in_past_years(user: Reader, today: date, years: Iterable[int]) -> list[Issue]:
    """Return issues of this day, or of the days about it, in earlier `years`; nearest first."""
    distances = {
        _same_day(today, year) + timedelta(days=days): abs(days)
        for year in years
        if year < today.year
        for days in range(-ABOUT_TODAY, ABOUT_TODAY + 1)
    }
    # One list of days, which the index on date answers, whatever the number of years.
    issues = Issue.objects.visible_to(user).filter(date__in=distances)
    return sorted(
        issues.select_related("newspaper__city"),
        key=lambda issue: (distances[issue.date], -issue.date.toordinal()),
    )


def _same_day(day: date, year: int) -> date:
    """Return the same day of another year; the 29th of February becomes the 28th."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def articles_by_day(user: Reader, first: date, last: date) -> dict[date, Mark]:
    """Return the days from `first` to `last` with their numbers of articles, leading to the day."""
    counts = (
        Article.objects.visible_to(user)
        .filter(page__issue__date__range=(first, last))
        .values_list("page__issue__date")
        .annotate(articles=Count("pk"))
        .order_by()
    )
    return {day: Mark(many, reverse("archive:day", args=[day])) for day, many in counts}


def issues_by_day(user: Reader, year: int, newspaper: Newspaper | None) -> dict[date, Mark]:
    """Return the year's days with their numbers of issues.

    A day leads to its page; in one newspaper's calendar, a day with one issue to that issue.
    """
    issues = Issue.objects.visible_to(user).filter(date__year=year)
    if newspaper is not None:
        issues = issues.filter(newspaper=newspaper)
    marks: dict[date, Mark] = {}
    for day, edition in issues.order_by("date", "edition").values_list("date", "edition"):
        url = reverse("archive:day", args=[day])
        if newspaper is not None and day not in marks:
            url = reverse("archive:issue", args=(newspaper.slug, day, edition))
        marks[day] = Mark(marks[day].count + 1 if day in marks else 1, url)
    return marks


def years_of_issues(user: Reader, newspaper: Newspaper | None = None) -> list[int]:
    """Return the years that have issues, newest first."""
    issues = Issue.objects.visible_to(user)
    if newspaper is not None:
        issues = issues.filter(newspaper=newspaper)
    return [day.year for day in issues.dates("date", "year", order="DESC")]


def neighbour_days(user: Reader, day: date) -> tuple[date | None, date | None]:
    """Return the days with papers just before and just after `day`."""
    found = Issue.objects.visible_to(user).aggregate(
        before=Max("date", filter=Q(date__lt=day)), after=Min("date", filter=Q(date__gt=day))
    )
    return found["before"], found["after"]


def neighbour_issues(user: Reader, issue: Issue) -> tuple[Issue | None, Issue | None]:
    """Return the same paper's issues just before and just after `issue`."""
    issues = Issue.objects.visible_to(user).filter(newspaper=issue.newspaper)
    issues = issues.select_related("newspaper")
    earlier = Q(date__lt=issue.date) | Q(date=issue.date, edition__lt=issue.edition)
    later = Q(date__gt=issue.date) | Q(date=issue.date, edition__gt=issue.edition)
    return (
        issues.filter(earlier).order_by("-date", "-edition").first(),
        issues.filter(later).order_by("date", "edition").first(),
    )


def neighbours(items: Sequence[T], item: T) -> tuple[T | None, T | None]:
    """Return what stands before and after `item` in `items`.

    An item that is not there (withdrawn since it was read) has no neighbours.
    """
    if item not in items:
        return None, None
    at = items.index(item)
    return (items[at - 1] if at else None), (items[at + 1] if at + 1 < len(items) else None)


@dataclass
class PageCell:
    """One page in an issue's list of pages; without `page`, the run of pages that are missing."""

    sequence: int
    page: Page | None
    last: int
    articles: list[Article] = field(default_factory=list)


def page_cells(user: Reader, issue: Issue) -> list[PageCell]:
    """Return the issue's pages in order with their articles, the missing ones in their places."""
    pages = (
        Page.objects.visible_to(user)
        .filter(issue=issue)
        .select_related("city")
        .defer("source_text", "furniture", "unplaced", "proposals")
    )
    found = {page.pk: page for page in pages}
    cells = {
        pk: PageCell(page.sequence or 0, page, page.sequence or 0) for pk, page in found.items()
    }
    # Only of the pages just read: another may have been published since.
    articles = Article.objects.visible_to(user).filter(page__in=found)
    for article in articles.order_by("order", "number"):
        pk = article.page_id
        article.page = found[pk]
        cells[pk].articles.append(article)
    for page in found.values():
        page.issue = issue
    return _with_missing(cells.values(), issue.pages_announced or 0)


def _with_missing(cells: Iterable[PageCell], announced: int) -> list[PageCell]:
    """Return the cells in order with one more for each run of missing pages."""
    found = []
    due = 1
    for cell in sorted(cells, key=lambda cell: cell.sequence):
        if due < cell.sequence:
            found.append(PageCell(due, None, cell.sequence - 1))
        found.append(cell)
        due = cell.sequence + 1
    return [*found, PageCell(due, None, announced)] if due <= announced else found


def page_articles(user: Reader, page: Page) -> list[Article]:
    """Return the page's articles in reading order, without their bodies' deeper fields."""
    articles = Article.objects.visible_to(user).filter(page=page).order_by("order", "number")
    found = list(articles.defer("warnings", "field_confidence", "source_lines"))
    for article in found:
        article.page = page
    return found


def find_page(user: Reader, issue: Issue, jump: str) -> Page | None:
    """Return the page of `issue` that a jump line names by its number or printed label."""
    if not jump:
        return None
    named = Q(label=jump)
    if jump.isdecimal():
        named |= Q(sequence=int(jump))
    page = Page.objects.visible_to(user).filter(named, issue=issue).defer("source_text").first()
    if page is not None:
        page.issue = issue
    return page


def citation(article: Article, address: str) -> str:
    """Return how to cite the article, in the form of GB/T 7714 for newspapers.

    `王一川. 麦田里的春灌[N]. 岱定新报, 2025-04-18(3). https://…`
    """
    issue = article.page.issue
    if issue is None:
        raise ValueError("this article's page has no issue yet")
    authors = ", ".join(credit["name"] for credit in article.credits) or article.agency
    page = article.page.label or article.page.sequence
    parts = [authors, f"{article.title}[N]", f"{issue.newspaper.name}, {issue.date}({page})"]
    return ". ".join([part for part in parts if part] + [address])
