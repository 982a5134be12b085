"""The gazetteer and the topic tree in the database, by migration, service and command."""

from __future__ import annotations

import importlib
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from archive.models import City, Topic
from archive.parsing.gazetteer import places
from archive.reference import MUNICIPALITIES, load_places, load_topics, pinyin
from archive.topics.tree import topics

#: Municipalities are there twice: as a province and as a city.
PLACES = len(places()) + len(MUNICIPALITIES)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("六安", "luan"),
        ("蚌埠", "bengbu"),
        ("厦门", "xiamen"),
        ("东阿", "donge"),
        ("莘县", "shenxian"),
        ("济南", "jinan"),
        ("长清", "changqing"),
        ("长子", "zhangzi"),
        ("丰都", "fengdu"),
        ("朝阳", "chaoyang"),
        ("乌什", "wushi"),
        ("佛冈", "fogang"),
        ("陕西", "shaanxi"),
        ("山西", "shanxi"),
        ("漯河", "luohe"),
        ("单县", "shanxian"),
        ("乐陵", "laoling"),
        ("昌乐", "changle"),
        ("吕梁", "lvliang"),
        ("重庆", "chongqing"),
    ],
)
def test_pinyin(name: str, expected: str) -> None:
    assert pinyin(name) == expected


@pytest.mark.django_db
class TestMigration:
    """What `migrate` alone leaves in a new database."""

    def test_is_complete(self) -> None:
        assert City.objects.count() == PLACES > 3400
        assert City.objects.filter(level=City.Level.PROVINCE).count() == 34
        assert Topic.objects.count() == len(topics())

    @pytest.mark.parametrize(
        ("adcode", "name", "short", "level", "province", "prefecture", "said"),
        [
            ("370000", "山东省", "山东", "province", "山东省", None, "shandong"),
            ("370100", "济南市", "济南", "city", "山东省", None, "jinan"),
            ("370725", "昌乐县", "昌乐", "county", "山东省", "370700", "changle"),
            ("371525", "冠县", "冠县", "county", "山东省", "371500", "guanxian"),
            ("110000", "北京市", "北京", "province", "北京市", None, "beijing"),
            ("110100", "北京市", "北京", "city", "北京市", None, "beijing"),
            ("110108", "海淀区", "海淀", "county", "北京市", "110100", "haidian"),
            ("500230", "丰都县", "丰都", "county", "重庆市", "500100", "fengdu"),
            ("133100", "雄安新区", "雄安", "city", "河北省", None, "xiongan"),
            ("450225", "融水苗族自治县", "融水", "county", "广西壮族自治区", "450200", "rongshui"),
            ("419001", "济源市", "济源", "county", "河南省", None, "jiyuan"),
        ],
        ids=lambda value: value if isinstance(value, str) and value.isdigit() else "",
    )
    def test_known_places(
        self,
        adcode: str,
        name: str,
        short: str,
        level: str,
        province: str,
        prefecture: str | None,
        said: str,
    ) -> None:
        city = City.objects.get(adcode=adcode)
        assert (city.name, city.short_name, city.level) == (name, short, level)
        assert (city.province, city.prefecture_id, city.pinyin) == (province, prefecture, said)

    def test_cities_lie_in_china(self) -> None:
        located = City.objects.filter(level=City.Level.CITY, longitude__isnull=False)
        assert located.filter(longitude__range=(73, 136), latitude__range=(3, 54)).count() == (
            located.count()
        )
        assert located.count() > 330

    def test_may_run_on_a_filled_database(self) -> None:
        migration = importlib.import_module("archive.migrations.0002_reference_data")
        City.objects.filter(adcode="371525").delete()
        migration.load(apps, None)
        assert City.objects.count() == PLACES


@pytest.mark.django_db
class TestLoadPlaces:
    """A refresh of the gazetteer."""

    def test_returns_how_many_places_there_are(self) -> None:
        assert load_places(City) == PLACES == City.objects.count()

    def test_mends_what_differs_from_the_gazetteer(self) -> None:
        City.objects.filter(adcode="370900").update(short_name="", pinyin="", longitude=0)
        load_places(City)
        city = City.objects.get(adcode="370900")
        assert (city.short_name, city.pinyin) == ("泰安", "taian")
        assert city.longitude == pytest.approx(117.09, abs=0.1)

    def test_keeps_coordinates_that_the_gazetteer_lacks(self) -> None:
        bare = City.objects.filter(longitude__isnull=True)[:1].get()
        City.objects.filter(pk=bare.pk).update(longitude=115.5, latitude=38.5)
        load_places(City)
        bare.refresh_from_db()
        assert (bare.longitude, bare.latitude) == (115.5, 38.5)


@pytest.mark.django_db
class TestLoadTopics:
    """A refresh of the topic tree."""

    def test_twice_is_once(self) -> None:
        before = list(Topic.objects.values())
        assert load_topics(Topic) == len(topics())
        assert list(Topic.objects.values()) == before

    def test_children_hang_below_their_parents(self) -> None:
        assert Topic.objects.get(slug="epidemic").parent == Topic.objects.get(slug="health")

    def test_a_missing_topic_comes_back(self) -> None:
        Topic.objects.filter(slug="sport").delete()
        load_topics(Topic)
        assert Topic.objects.get(slug="sport").label_zh == "体育"

    def test_an_editors_changes_stay(self) -> None:
        world = Topic.objects.get(slug="world")
        Topic.objects.filter(slug="sport").update(
            label_zh="体坛", label_en="Games", position=99, parent=world, iptc_code="medtop:x"
        )
        load_topics(Topic)
        kept = Topic.objects.filter(slug="sport").values_list(
            "label_zh", "label_en", "position", "parent", "iptc_code"
        )
        assert list(kept) == [("体坛", "Games", 99, world.pk, "medtop:x")]

    def test_an_empty_code_or_parent_is_filled_in(self) -> None:
        Topic.objects.filter(slug="culture").update(parent=None, iptc_code="")
        load_topics(Topic)
        culture = Topic.objects.select_related("parent").get(slug="culture")
        assert culture.iptc_code == "medtop:01000000"
        assert culture.parent is not None
        assert culture.parent.slug == "culture-tourism"


@pytest.mark.django_db
def test_the_command_prints_one_line() -> None:
    Topic.objects.filter(slug="sport").delete()
    out = StringIO()
    call_command("load_reference", stdout=out)
    assert out.getvalue() == f"reference data: {PLACES} places, {len(topics())} topics\n"
    assert Topic.objects.filter(slug="sport").exists()
