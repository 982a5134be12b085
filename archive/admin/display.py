"""How the admin shows confidence, warnings and links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from archive.models import Page
from archive.placing import ACCEPT

#: Field names of proposals as editors call them.
FIELD_LABELS = {
    "newspaper": "报名",
    "city": "城市",
    "date": "日期",
    "edition": "版本",
    "issue_number": "总期号",
    "cn": "国内统一刊号",
    "pages_announced": "今日版数",
    "page": "版次",
    "page_label": "版次（原样）",
    "page_name": "版名",
}

FURNITURE_LABELS = {
    "masthead": "报头",
    "colophon": "版尾",
    "weather": "天气",
    "ad": "广告",
    "teaser": "导读",
}


def confidence_mark(value: float) -> SafeString:
    """A dot, the number and, below the mark, the word 存疑: never a colour alone."""
    if not value:
        return format_html('<span class="confidence doubtful">○ {}</span>', _("未识别"))
    doubtful = value < ACCEPT
    return format_html(
        '<span class="confidence {}"><span aria-hidden="true">{}</span> {} {}</span>',
        "doubtful" if doubtful else "sure",
        "◐" if doubtful else "●",
        f"{value:.2f}",
        _("存疑") if doubtful else "",
    )


def admin_link(row: Model, text: object = None) -> SafeString:
    """A link to the row's own admin page."""
    meta = row._meta
    url = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
    return format_html('<a href="{}">{}</a>', url, row if text is None else text)


def page_state(page: Page) -> SafeString:
    """未发布, 已发布 or 待定, as a labelled badge."""
    if page.is_published:
        return format_html('<span class="badge published">{}</span>', _("已发布"))
    if page.issue_id is None or page.sequence is None:
        return format_html('<span class="badge waiting">{}</span>', _("待定"))
    return format_html('<span class="badge draft">{}</span>', _("未发布"))


def bullet_list(lines: Iterable[object]) -> SafeString:
    """A plain list of sentences, or a dash where there are none."""
    items = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return format_html("<ul class='plain'>{}</ul>", items) if items else SafeString("—")


def proposals_table(page: Page) -> SafeString:
    """What the parser read of the issue: value, confidence and the words it rests on."""
    rows = format_html_join(
        "",
        "<tr><th scope='row'>{}</th><td>{}</td><td>{}</td><td>{}</td></tr>",
        (
            (
                FIELD_LABELS.get(name, name),
                told["value"],
                confidence_mark(float(told["confidence"])),
                told["evidence"],
            )
            for name, told in _told(page)
        ),
    )
    head = format_html(
        "<tr><th scope='col'>{}</th><th scope='col'>{}</th><th scope='col'>{}</th>"
        "<th scope='col'>{}</th></tr>",
        _("字段"), _("识别结果"), _("把握"), _("依据"),
    )  # fmt: skip
    return format_html("<table class='proposals'>{}{}</table>", head, rows)


def _told(page: Page) -> list[tuple[str, dict[str, Any]]]:
    """What was read, and the three things a page needs also where nothing was."""
    nothing = {"value": "—", "confidence": 0.0, "evidence": ""}
    needed = ("newspaper", "date", "page")
    return [
        (name, page.proposals.get(name, nothing))
        for name in FIELD_LABELS
        if name in page.proposals or name in needed
    ]


def numbered_source(text: str) -> SafeString:
    """The source text with line numbers, as it came."""
    lines = format_html_join(
        "\n", "<span class='line' data-line='{}'>{}</span>", enumerate(text.split("\n"), 1)
    )
    return format_html("<pre class='source'>{}</pre>", lines)
