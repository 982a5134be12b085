"""The topic tree and its vocabulary are complete and fit together."""

from __future__ import annotations

from collections import Counter

import pytest

from archive.topics.tree import parents, terms, topics

TOPICS = topics()


def test_labels_and_slugs_are_unique() -> None:
    for field in ("slug", "label_zh", "label_en", "position"):
        values = [getattr(topic, field) for topic in TOPICS]
        assert len(set(values)) == len(values) > 15


def test_parents_stand_above_their_children() -> None:
    position = {topic.slug: topic.position for topic in TOPICS}
    assert parents()["epidemic"] == "health"
    assert {child for child, parent in parents().items() if parent == "culture-tourism"} == {
        "culture",
        "tourism",
    }
    assert all(position[parent] < position[child] for child, parent in parents().items())


def test_codes_are_top_level_media_topics_used_once() -> None:
    codes = [topic.iptc_code for topic in TOPICS if topic.iptc_code]
    assert len(set(codes)) == len(codes)
    assert all(code.startswith("medtop:") and code.endswith("000000") for code in codes)


@pytest.mark.parametrize("slug", [topic.slug for topic in TOPICS])
def test_every_topic_has_fifty_terms(slug: str) -> None:
    counts = Counter(voted for votes in terms().values() for voted, _ in votes)
    assert counts[slug] >= 50


def test_every_vote_is_for_a_topic_and_within_bounds() -> None:
    slugs = {topic.slug for topic in TOPICS}
    for term, votes in terms().items():
        voted = [slug for slug, _ in votes]
        assert term.strip() == term != ""
        assert set(voted) <= slugs, term
        assert len(set(voted)) == len(voted), term
        assert all(-3 <= weight <= 3 for _, weight in votes), term


def test_a_masked_term_has_no_topic_and_hides_a_shorter_one() -> None:
    masks = [term for term, votes in terms().items() if not votes]
    assert "农业银行" in masks
    assert all(any(other in mask for other in terms() if other != mask) for mask in masks)
