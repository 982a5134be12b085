"""From a delivered file to rows: what is taken, kept, replaced, waiting and refused."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.db import DatabaseError

from archive.changes import articles_changed
from archive.deliveries import Delivery
from archive.ingest import IngestReport, Options, Status, ingest
from archive.models import Article, Issue, Newspaper, Page, SourceFile
from archive.placing import Overrides
from archive.review import note_corrections, place_page, publish_pages
from archive.rows import write_reading
from tests.factories import make_newspaper
from tests.pages import STORIES, delivery, masthead, page_text, story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper")]
RIVER, FARM, STARS = STORIES


def take(*texts: str, options: Options | None = None) -> IngestReport:
    return ingest([delivery(text, f"page-{n}.txt") for n, text in enumerate(texts, 1)], options)


def statuses(report: IngestReport) -> list[Status]:
    return [entry.status for entry in report.entries]


def kept_bytes(source: SourceFile) -> bytes:
    with source.file.open() as file:
        return bytes(file.read())


def headlines() -> list[str]:
    return list(Article.objects.order_by("order").values_list("headline", flat=True))


def test_page_becomes_issue_page_articles_and_source(paper: Newspaper) -> None:
    report = take(page_text())

    assert statuses(report) == [Status.TAKEN]
    issue = Issue.objects.get()
    assert (issue.newspaper, issue.date) == (paper, dt.date(2025, 4, 18))
    assert (issue.issue_number, issue.pages_announced) == (3120, 4)
    page = issue.pages.get()
    assert (page.sequence, page.is_published) == (1, False)
    assert page.source_text == page_text()
    assert headlines() == [RIVER, FARM, STARS]
    article = Article.objects.get(headline=FARM)
    assert article.credits == [
        {"name": "高远", "role": "记者"},
        {"name": "施小满", "role": "通讯员"},
    ]
    assert article.number == article.order == 2
    assert [t.topic.slug for t in article.article_topics.select_related("topic")]
    source = page.source_file
    assert kept_bytes(source) == page_text().encode()


def test_same_bytes_again_change_nothing() -> None:
    take(page_text())
    before = list(Article.objects.values())

    report = ingest([delivery(name="another-name.txt")])

    assert statuses(report) == [Status.UNCHANGED]
    assert list(Article.objects.values()) == before
    assert SourceFile.objects.count() == Page.objects.count() == 1


def test_changed_bytes_replace_the_page_and_keep_addresses() -> None:
    take(page_text())
    publish_pages(Page.objects.values_list("pk", flat=True))
    farm = Article.objects.get(headline=FARM)
    address = farm.get_absolute_url()
    changed = page_text(FARM, STARS).replace("八亩", "九亩")

    report = take(changed)

    assert statuses(report) == [Status.REPLACED]
    assert headlines() == [FARM, STARS]
    farm.refresh_from_db()
    assert farm.get_absolute_url() == address
    assert "九亩" in farm.body
    assert farm.page.is_published
    assert SourceFile.objects.count() == 2, "the former upload is kept"


def test_number_of_an_article_that_went_is_not_given_again() -> None:
    take(page_text())
    take(page_text(RIVER, FARM))
    take(page_text())
    assert dict(Article.objects.values_list("headline", "number")) == {RIVER: 1, FARM: 2, STARS: 4}


def test_hand_corrections_survive_a_new_reading() -> None:
    take(page_text())
    farm = Article.objects.get(headline=FARM)
    farm.headline = "樱桃大棚来了农技员"
    note_corrections(farm, ("headline", "topics"))
    farm.save()
    farm.article_topics.all().delete()

    take(page_text().replace("八亩", "九亩"))

    farm.refresh_from_db()
    assert farm.headline == "樱桃大棚来了农技员"
    assert "九亩" in farm.body
    assert not farm.article_topics.exists(), "the editor chose no topic"


def test_article_worked_on_by_hand_is_kept_when_the_new_text_lacks_it() -> None:
    take(page_text())
    stars = Article.objects.get(headline=STARS)
    note_corrections(stars, ("headline",))
    stars.save()

    take(page_text(RIVER, FARM))

    assert headlines() == [RIVER, FARM, STARS]
    stars.refresh_from_db()
    assert "予以保留" in stars.warnings[0]


def test_issue_data_set_by_hand_stays() -> None:
    take(page_text())
    issue = Issue.objects.get()
    issue.issue_number = 3121
    note_corrections(issue, ("issue_number",))
    issue.save()
    take(page_text().replace("八亩", "九亩"))
    issue.refresh_from_db()
    assert issue.issue_number == 3121


def test_page_without_date_waits_with_its_proposals() -> None:
    report = ingest([delivery(page_text(head=""), "无报头.txt")])

    assert statuses(report) == [Status.WAITING]
    page = Page.objects.waiting().get()
    assert page.issue is None
    assert page.articles.count() == 3
    assert publish_pages([page.pk]) == 0
    assert "报名" in report.entries[0].message
    assert "日期" in report.entries[0].message


def test_file_name_only_proposes() -> None:
    take_name = "岱下晚报-2025-04-19-03版.txt"
    ingest([delivery(page_text(head=""), take_name)])
    page = Page.objects.waiting().get()
    told = {name: page.proposals[name]["value"] for name in ("newspaper", "date", "page")}
    assert told == {"newspaper": "岱下晚报", "date": "2025-04-19", "page": "3"}
    assert take_name in page.proposals["date"]["evidence"]


def test_overrides_beat_the_text(paper: Newspaper) -> None:
    other = make_newspaper(name="汶阳早报", slug="wenyang-zaobao")
    options = Options(overrides=Overrides(other, dt.date(2025, 5, 1), 4))
    take(page_text(), options=options)
    page = Page.objects.get()
    assert str(page) == "汶阳早报 2025-05-01 第4版"


def test_overrides_place_the_same_bytes_that_were_waiting(paper: Newspaper) -> None:
    text = page_text(head="")
    take(text)
    take(text, options=Options(overrides=Overrides(paper, dt.date(2025, 5, 1), 2)))
    page = Page.objects.get()
    assert page.issue is not None
    assert page.issue.date == dt.date(2025, 5, 1)
    assert page.articles.count() == 3


def test_changed_copy_replaces_a_page_that_was_placed_by_hand(paper: Newspaper) -> None:
    text = page_text(head="")
    ingest([delivery(text, "无报头.txt")])
    page = Page.objects.get()
    place_page(page, paper, dt.date(2025, 5, 1), 5)

    report = ingest([delivery(text.replace("八亩", "九亩"), "无报头.txt")])

    assert statuses(report) == [Status.REPLACED]
    assert str(Page.objects.get()) == "岱下晚报 2025-05-01 第5版"
    assert "九亩" in Article.objects.get(headline=FARM).body


def test_place_named_outright_is_replaced_and_the_waiting_twin_goes(paper: Newspaper) -> None:
    named = Options(overrides=Overrides(paper, dt.date(2025, 5, 1), 5))
    take(page_text(RIVER), options=named)
    changed = page_text(STARS, head="")
    ingest([delivery(changed, "b.txt")])
    assert Page.objects.count() == 2

    report = ingest([delivery(changed, "b.txt")], named)

    assert statuses(report) == [Status.REPLACED]
    assert headlines() == [STARS]
    assert Page.objects.count() == 1


def test_refused_upload_touches_nothing_that_readers_or_editors_see(
    paper: Newspaper, django_user_model: type[User]
) -> None:
    take(page_text(RIVER))
    publish_pages(Page.objects.values_list("pk", flat=True))
    waiting = page_text(STARS, head="")
    ingest([delivery(waiting, "b.txt")])
    uploader = django_user_model.objects.create_user("up")
    named = Overrides(paper, dt.date(2025, 4, 18), 1)

    report = ingest([delivery(waiting, "b.txt")], Options(overrides=named, user=uploader))
    other_number = page_text(RIVER).replace("第3120期", "第9999期")
    ingest([delivery(other_number)], Options(user=uploader))

    assert statuses(report) == [Status.REFUSED]
    assert Page.objects.waiting().count() == 1
    assert Issue.objects.get().issue_number == 3120


def test_same_file_name_on_another_day_is_another_page(paper: Newspaper) -> None:
    days = (("2025年4月18日 星期五", 3120), ("2025年4月19日 星期六", 3121))
    for day, number in days:
        head = f"岱下晚报社出版\n\n{day}\n\n第{number}期\n"
        ingest([delivery(page_text(RIVER, head=head), "02.txt")])
    assert Page.objects.count() == 2


def test_page_that_tells_no_number_waits_with_the_first_free_one_proposed() -> None:
    take(page_text(RIVER))
    head = "岱下晚报社出版\n\n2025年4月18日 星期五\n"
    report = ingest([delivery(page_text(STARS, head=head), "b.txt")])
    assert statuses(report) == [Status.WAITING]
    page = Page.objects.get(sequence=None)
    assert page.issue == Issue.objects.get()
    assert page.proposals["page"]["value"] == 2
    assert "还空着" in report.entries[0].message


def test_misread_year_is_not_taken() -> None:
    head = masthead(day="3025年4月18日")
    report = take(page_text(head=head))
    assert statuses(report) == [Status.WAITING]


def test_one_page_number_for_several_pages_is_refused_and_replaces_nothing(
    paper: Newspaper,
) -> None:
    options = Options(overrides=Overrides(paper, dt.date(2025, 5, 1), 5))
    report = take(page_text(RIVER), page_text(FARM), options=options)
    assert statuses(report) == [Status.REFUSED, Status.REFUSED]
    assert not Page.objects.exists()
    assert SourceFile.objects.exclude(error="").count() == 2, "both are kept"


def test_another_page_with_the_same_number_waits_instead_of_replacing() -> None:
    take(page_text(RIVER, FARM))
    report = ingest([delivery(page_text(STARS), "other.txt")])

    assert statuses(report) == [Status.WAITING]
    assert set(headlines()) == {RIVER, FARM, STARS}
    assert "内容不同" in Page.objects.waiting().get().proposals["page"]["evidence"]


def test_unknown_newspaper_with_a_known_city_is_founded() -> None:
    head = "中共泰安市委主办\n\n泰安日报社出版\n\n2025年4月18日 星期五\n\n第900期 今日四版\n"
    take(page_text(head=head))
    created = Newspaper.objects.get(name="泰安日报")
    assert (created.slug, created.city.short_name) == ("taian-ribao", "泰安")


def test_refused_file_is_kept_with_its_reason() -> None:
    junk = bytes(range(256)) * 40
    report = ingest([Delivery("scan.txt", junk), Delivery("blank.txt", b" \n\n")])
    assert statuses(report) == [Status.REFUSED, Status.REFUSED]
    source = SourceFile.objects.get(name="scan.txt")
    assert source.error
    assert kept_bytes(source) == junk


def test_refused_file_does_not_stop_the_others() -> None:
    report = ingest([Delivery("x.txt", b""), delivery(), Delivery("y.zip/a", error="损坏")])
    assert sorted(statuses(report)) == [Status.REFUSED, Status.REFUSED, Status.TAKEN]
    assert "收录 1 版（3 篇）" in report.summary()
    assert "拒收 2 个文件" in report.summary()


def test_dry_run_tells_all_and_writes_nothing() -> None:
    report = take(page_text(), options=Options(dry_run=True))
    assert statuses(report) == [Status.TAKEN]
    assert report.articles == 3
    assert not Page.objects.exists()
    assert not SourceFile.objects.exists()
    assert not default_storage.exists("") or not default_storage.listdir("")[0]


def test_issue_that_fails_is_rolled_back_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    second = page_text(
        STARS, head=masthead(day="2025年4月18日 星期五").replace("今日", "第2版 今日")
    )
    other_day = page_text(FARM, head=masthead(day="2025年4月19日 星期六", number=3121))
    real = write_reading

    def failing(page: Page, record: object) -> object:
        if page.issue and page.issue.date.day == 18:
            raise DatabaseError("disk full")
        return real(page, record)  # type: ignore[arg-type]

    monkeypatch.setattr("archive.ingest.write_reading", failing)
    report = take(page_text(RIVER), second, other_day)

    assert sorted(statuses(report)) == [Status.REFUSED, Status.REFUSED, Status.TAKEN]
    assert headlines() == [FARM]
    assert Issue.objects.count() == 1
    monkeypatch.undo()
    assert Status.TAKEN in statuses(take(page_text(RIVER))), "a repeat takes what failed"


def test_uploader_cannot_replace_a_published_page(django_user_model: type[User]) -> None:
    take(page_text())
    publish_pages(Page.objects.values_list("pk", flat=True))
    uploader = django_user_model.objects.create_user("up")

    report = take(page_text().replace("八亩", "九亩"), options=Options(user=uploader))

    assert statuses(report) == [Status.REFUSED]
    assert "只有发布员" in SourceFile.objects.get(pages=None).error
    assert "八亩" in Article.objects.get(headline=FARM).body
    assert SourceFile.objects.count() == 2, "the upload is kept"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_encodings_give_the_same_page(encoding: str) -> None:
    ingest([Delivery("a.txt", page_text().encode(encoding))])
    assert headlines() == [RIVER, FARM, STARS]
    assert SourceFile.objects.get().encoding


def test_pages_of_one_file_are_told_apart() -> None:
    text = page_text(RIVER) + f"\n岱下晚报 2025年4月18日 星期五 第02版 城事\n\n{story(FARM)}\n"
    ingest([delivery(text)])
    assert list(Page.objects.order_by("sequence").values_list("sequence", "source_part")) == [
        (1, 1),
        (2, 2),
    ]


def test_changes_are_told_for_search() -> None:
    told: list[int] = []

    def listen(sender: object, article_ids: list[int], **kwargs: object) -> None:
        told.extend(article_ids)

    articles_changed.connect(listen)
    try:
        take(page_text())
    finally:
        articles_changed.disconnect(listen)
    assert set(told) == set(Article.objects.values_list("pk", flat=True))
