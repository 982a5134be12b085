"""A row of a facet: in, out, or free."""

from __future__ import annotations

import pytest

from search.facets import FacetValue
from search.templatetags.facet_rows import facet_row

FREE = FacetValue("1", "泰安", 1_284, "?in", False, "?out")
CHOSEN = FacetValue("1", "泰安", 3, "?in", True, "?out")
EXCLUDED = FacetValue("1", "泰安", 3, "?in", False, "", True)


@pytest.mark.parametrize(
    ("value", "shown", "hidden"),
    [
        pytest.param(
            FREE,
            ['href="/s/?in"', 'href="/s/?out"', ">1,284<", 'aria-label="排除“泰安”"'],
            ["facet-chosen", "facet-excluded", 'class="hidden"'],
            id="free",
        ),
        pytest.param(CHOSEN, ["facet-chosen", "（已选）", 'href="/s/?out"'], [], id="chosen"),
        pytest.param(EXCLUDED, ["facet-excluded", "（已排除）"], ["facet-without"], id="excluded"),
        pytest.param(
            FacetValue("x", "<b>&“", 1, '?a="&b', False, "?c"),
            ["&lt;b&gt;&amp;“", "?a=&quot;&amp;b"],
            ["<b>", '?a="'],
            id="escaped",
        ),
    ],
)
def test_row(value: FacetValue, shown: list[str], hidden: list[str]) -> None:
    html = facet_row(value, "/s/")
    assert [text for text in shown if text not in html] == []
    assert [text for text in hidden if text in html] == []
