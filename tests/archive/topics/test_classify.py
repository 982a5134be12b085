"""Articles get the topics that an editor would give them."""

from __future__ import annotations

import pytest

from archive.topics.classify import FALLBACK, FALLBACK_SCORE, MOST, TopicScore, classify, find_terms

ARTICLES = [
    ("politics", "市委常委会召开会议", "会议学习有关文件，研究部署下一步工作，市委书记主持会议。"),
    ("economy", "一季度工业增加值增长较快", "全市新签约项目二十个，制造业投资和外贸出口都有增长。"),
    (
        "agriculture",
        "小麦进入收割期 农机手连夜抢收",
        "田间收割机来回穿梭，农户把粮食晒干入库。",
    ),
    ("health", "市中心医院开设夜间门诊", "患者下班后也能看病，医生提醒高血压患者按时用药。"),
    (
        "epidemic",
        "核酸检测点调整开放时间",
        "市民请戴好口罩，居家隔离人员由专人采样。",
    ),
    ("education", "新学期课后服务多了木工课", "学校请来老师傅，学生在课堂上学会了刨和锯。"),
    ("society", "社区食堂让老人吃上热饭", "居民说，低保老人凭卡打折，志愿者送餐上门。"),
    ("law", "法院巡回审判开到村口", "法官当庭调解了这起纠纷，原告撤回诉讼。"),
    ("science", "实验室研制成功新型传感器", "科研人员说，这项发明已经申请专利，将用于机器人。"),
    ("culture-tourism", "文旅融合让古镇热起来", "文旅局推出文旅消费季，文创和民宿订单增多。"),
    ("culture", "市博物馆展出新出土文物", "考古人员介绍了遗址发掘经过，书法家现场题字。"),
    ("tourism", "假期景区游客创新高", "旅行社推出三条旅游线路，酒店预订已满。"),
    ("sport", "青年篮球联赛决赛打响", "两支球队加时分出胜负，主教练称赞球员顽强。"),
    ("environment", "湿地来了一群候鸟", "生态修复之后水质变好，野生动物多了起来。"),
    ("transport", "新建大桥月底通车", "公路部门说，货车过江不再绕行，公交线路同时调整。"),
    ("disaster", "仓库火灾无人伤亡", "消防员两小时扑灭明火，事故原因正在调查，被困人员获救。"),
    ("weather", "冷空气明起到达", "市气象台预报，明天小雨转多云，最低气温三摄氏度，北风四级。"),
    ("defence", "新兵今天入伍", "官兵在营区门口迎接，老战士讲起边防哨所的日子。"),
    ("world", "两国外长谈停火", "联合国安理会将开会讨论难民问题，总统表示欢迎。"),
    ("opinion", "莫让群里打卡变成负担", "笔者认为，形式主义换了样子还是形式主义，基层何尝不明白。"),
    ("supplement", "外婆的石榴树", "小时候，外婆总在老屋的院子里等我，炊烟慢慢散进夕阳。"),
]


@pytest.mark.parametrize(
    ("slug", "headline", "body"), ARTICLES, ids=[article[0] for article in ARTICLES]
)
def test_first_topic(slug: str, headline: str, body: str) -> None:
    assert classify(headline, body)[0].slug == slug


@pytest.mark.parametrize(
    ("headline", "body"), [("", ""), ("某某某", "一二三四五六七。")], ids=["empty", "no term"]
)
def test_an_unknown_article_gets_the_fallback(headline: str, body: str) -> None:
    assert classify(headline, body) == (TopicScore(FALLBACK, FALLBACK_SCORE),)


def test_one_to_three_topics_best_first_with_scores_between_0_and_1() -> None:
    found = classify("", "医院、学校、法院、博物馆、高速公路、小麦、篮球、火灾")
    scores = [topic.score for topic in found]
    assert len(found) == MOST
    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0
    assert max(scores) < 1


def test_a_topic_far_below_the_best_is_dropped() -> None:
    found = classify("医院门诊患者增多", "医生护士都说，急诊病人多，住院部床位紧。有人从学校来。")
    assert [topic.slug for topic in found] == ["health"]


def test_a_term_in_the_headline_outweighs_one_in_the_body() -> None:
    assert classify("医院", "。" * 130 + "学校")[0].slug == "health"
    assert classify("学校", "。" * 130 + "医院")[0].slug == "education"


@pytest.mark.parametrize("part", ["kicker", "subhead", "column"])
def test_every_line_of_the_head_counts(part: str) -> None:
    heads = {part: "法院"}
    assert classify("", "", **heads)[0].slug == "law"


def test_two_different_terms_outweigh_one_repeated() -> None:
    assert classify("", "医院，医院，医院，学校，课堂，教师")[0].slug == "education"


def test_a_term_may_speak_against_a_topic(monkeypatch: pytest.MonkeyPatch) -> None:
    votes = {"学校": (("education", 3.0),), "驾校": (("education", -3.0), ("transport", 3.0))}
    monkeypatch.setattr("archive.topics.classify.terms", lambda: votes)
    assert [topic.slug for topic in classify("驾校", "驾校不是学校")] == ["transport"]


def test_a_long_body_does_not_drown_the_headline() -> None:
    filler = "天地玄黄宇宙洪荒" * 300
    long, short = classify("小麦", "学校" + filler), classify("小麦", "学校")
    assert long[0].slug == short[0].slug == "agriculture"
    assert "education" in {topic.slug for topic in short} - {topic.slug for topic in long}


def test_a_child_stands_for_its_parent() -> None:
    found = {topic.slug for topic in classify("医院发热门诊", "患者做核酸，医生护士守在隔离点。")}
    assert "epidemic" in found
    assert "health" not in found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("农业银行", ["农业银行"]),
        ("农业和银行", ["农业", "银行"]),
        ("新冠疫苗接种", ["新冠疫苗", "接种"]),
        ("谁家的诗", ["诗"]),
        ("诗人写诗", ["诗人", "诗"]),
        ("院", []),
        ("", []),
    ],
    ids=["mask", "apart", "longest first", "one character", "both", "part of a term", "empty"],
)
def test_find_terms(text: str, found: list[str]) -> None:
    assert list(find_terms(text)) == found
