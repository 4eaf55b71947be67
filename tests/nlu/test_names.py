"""Names of the knowledge base are found in what people type."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest
from rasa.shared.nlu.training_data.message import Message

from advisor.catalogue.names import Name
from advisor.nlu.names import KNOWLEDGE, NameExtractor, name_source, names_in
from advisor.nlu.quantity_entities import QuantityExtractor

NAMES = (
    Name("淘宝", "platform", "taobao"),
    Name("淘宝贷款", "product", "taobao_loan"),
    Name("Prime Loan", "product", "prime"),
    Name("JD", "platform", "jd"),
    Name("生意贷", "product", "first_shengyi"),
    Name("生意贷", "product", "second_shengyi"),
)


KNOWN = names_in(KNOWLEDGE)


def found(text: str, names: tuple[Name, ...] = NAMES) -> list[tuple[str, str, str]]:
    message = NameExtractor(lambda: names).process([Message({"text": text})])[0]
    return [(text[e["start"] : e["end"]], e["entity"], e["value"]) for e in message.get("entities")]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("我在淘宝卖衣服", [("淘宝", "platform", "taobao")]),
        ("淘宝贷款利息", [("淘宝贷款", "product", "taobao_loan")]),
        ("is prime  loan good?", [("prime  loan", "product", "prime")]),
        ("ＪＤ开店", [("ＪＤ", "platform", "jd")]),
        ("在jd开店", [("jd", "platform", "jd")]),
        ("adjd", []),
        ("jd2", []),
        ("", []),
        ("\ud800淘宝", [("淘宝", "platform", "taobao")]),
    ],
)
def test_names_are_found_where_they_stand_and_the_longest_wins(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


def test_an_ambiguous_name_gives_every_meaning() -> None:
    assert [value for _, _, value in found("生意贷怎么样")] == ["first_shengyi", "second_shengyi"]


def test_entities_of_earlier_components_stay() -> None:
    message = Message({"text": "淘宝", "entities": [{"entity": "other"}]})
    entities = NameExtractor(lambda: NAMES).process([message])[0].get("entities")
    assert [one["entity"] for one in entities] == ["other", "platform"]


def test_a_name_added_later_is_recognised_without_training() -> None:
    current = [NAMES]
    extractor = NameExtractor(lambda: current[0])
    assert not extractor.process([Message({"text": "新新贷"})])[0].get("entities")
    current[0] = (*NAMES, Name("新新贷", "product", "new"))
    assert extractor.process([Message({"text": "新新贷"})])[0].get("entities")[0]["value"] == "new"


def write_term(folder: Path, name: str) -> None:
    term = f"terms:\n- {{id: t, name: {{zh: {name}, en: {name}}}, meaning: {{zh: x, en: x}}}}\n"
    (folder / "terms.yml").write_text(term, encoding="utf-8")


def test_names_written_in_a_folder_are_read_without_a_database(tmp_path: Path) -> None:
    write_term(tmp_path, "周转期")
    assert [(name.text, name.kind, name.id) for name in names_in(tmp_path)] == [("周转期", "term", "t")]


def test_without_a_database_the_names_of_the_knowledge_folder_are_known(tmp_path: Path) -> None:
    names = name_source({"ADVISOR_DATABASE_URL": f"sqlite:///{tmp_path}/absent.db"})()
    assert {"product", "platform"} <= {name.kind for name in names}


def test_a_database_filled_after_the_start_is_used(tmp_path: Path) -> None:
    from advisor.catalogue.seed import load
    from advisor.database import open_engine, upgrade

    url = f"sqlite:///{tmp_path}/new.db"
    source = name_source({"ADVISOR_DATABASE_URL": url})
    before = source()
    engine = open_engine(url)
    upgrade(engine)
    folder = tmp_path / "knowledge"
    folder.mkdir()
    write_term(folder, "周转期")
    load(engine, folder, by="test", at=datetime(2026, 1, 1, tzinfo=timezone.utc))
    assert source() != before
    assert [name.text for name in source()] == ["周转期"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("借20万三个月", []),
        ("借一万五个月", []),
        ("日息万五是什么意思", ["日息万五"]),
        ("万三", ["万三"]),
        ("1688元", []),
        ("1688开店", ["1688"]),
        ("最多多久", []),
        ("多多怎么开店", ["多多"]),
        ("这么晚还有人吗", []),
        ("晚还一天", ["晚还"]),
        ("my bank rejected me", []),
        ("mybank rejected me", ["mybank"]),
        ("建行有什么贷款", ["建行"]),
    ],
)
def test_numbers_and_ordinary_words_hide_no_names(text: str, expected: list[str]) -> None:
    message = QuantityExtractor().process([Message({"text": text})])[0]
    entities = NameExtractor(lambda: KNOWN).process([message])[0].get("entities")
    said = [text[e["start"] : e["end"]] for e in entities if not e["entity"].startswith("quantity_")]
    assert list(dict.fromkeys(said)) == expected
