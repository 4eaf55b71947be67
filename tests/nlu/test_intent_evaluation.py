"""The evaluation of intents: its figures by hand-made answers, its readers by small files, all of it on a small set."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from advisor.embeddings.encoder import shared_encoder

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from intent_evaluation import datasets, report
from intent_evaluation.datasets import OUT_OF_SCOPE, DatasetError, Sentence
from intent_evaluation.measures import Answer, calibration_error, confusions, measures
from intent_evaluation.understanding import Understanding


def answer(wanted: str, got: str, likeliest: str = "", confidence: float = 0.9, also: str = "") -> Answer:
    return Answer(Sentence("x", wanted, also), got, likeliest or got, confidence)


ANSWERS = [
    answer("rate", "rate"),
    answer("rate", "loan", also="loan"),  # right: the second label
    answer("loan", "loan"),
    answer("loan", OUT_OF_SCOPE, "loan", 0.2),  # the fallback stepped in
    answer(OUT_OF_SCOPE, OUT_OF_SCOPE),
    answer(OUT_OF_SCOPE, "rate"),  # a false accept
    answer(OUT_OF_SCOPE, "loan", also="loan"),  # not one: the second label is right
    answer("rate", "rate"),
]


def test_the_figures_are_what_one_counts_by_hand() -> None:
    found = measures(ANSWERS)
    assert found["accuracy"] == 6 / 8
    assert found["accuracy_without_fallback"] == 7 / 8
    assert found["in_scope_accuracy"] == 4 / 5
    assert found["false_accept_rate"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["out_of_scope"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert found["macro_f1"] == pytest.approx((0.5 + 2 * 3 / (3 + 4) + 4 / 5) / 3, abs=1e-3)


def test_calibration_compares_confidence_with_the_share_right() -> None:
    half_right = [answer("a", "a", confidence=0.9), answer("a", "b", confidence=0.9)]
    assert calibration_error(half_right) == pytest.approx(0.4)
    assert calibration_error([answer("a", "a", confidence=1.0)]) == pytest.approx(0)


def test_only_wrong_pairs_are_confusions() -> None:
    assert confusions(ANSWERS, 5) == [
        {"wanted": "loan", "answered": OUT_OF_SCOPE, "times": 1},
        {"wanted": OUT_OF_SCOPE, "answered": "rate", "times": 1},
    ]


def test_nothing_to_measure_is_said_as_none() -> None:
    assert measures([])["accuracy"] is None and measures([answer("a", "a")])["false_accept_rate"] is None


def test_a_voice_is_left_out_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "voices").mkdir()
    for name in ("base.yml", "voices/boss.yml", "voices/clerk.yml"):
        (tmp_path / name).write_text(f"nlu:\n- intent: greet\n  examples: |\n    - hi {name}\n    - yo {name}\n")
    sentences = datasets.training_sentences(tmp_path)
    boss, clerk = datasets.left_out_voices(sentences)
    assert {s.text for s in boss.test} == {"hi voices/boss.yml", "yo voices/boss.yml"}
    assert len(boss.train) == 4 and not set(boss.train) & set(boss.test) and set(clerk.test) <= set(boss.train)


def test_folds_hold_every_sentence_once_and_each_intent_evenly() -> None:
    sentences = [Sentence(f"{intent} {n}", intent) for intent in ("a", "b") for n in range(10)]
    folds = list(datasets.stratified_folds(sentences, 5))
    assert sorted(s.text for fold in folds for s in fold.test) == sorted(s.text for s in sentences)
    assert all([s.intent for s in fold.test] == ["a", "a", "b", "b"] for fold in folds)
    assert all(len(fold.train) == 16 and not set(fold.train) & set(fold.test) for fold in folds)
    assert folds == list(datasets.stratified_folds(sentences, 5))


def test_the_files_of_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "train.csv").write_text('text,category\n"a, b",card\n')
    (tmp_path / "test.csv").write_text("text,category\nc,card\n")
    split = datasets.banking77(tmp_path)
    assert (split.train, split.test) == ([Sentence("a, b", "card")], [Sentence("c", "card")])
    parts = {"train": [["t", "pay"]], "oos_train": [["u", "oos"]], "test": [["v", "pay"]], "oos_test": [["w", "oos"]]}
    (tmp_path / "data_full.json").write_text(json.dumps(parts))
    split = datasets.clinc150(tmp_path / "data_full.json")
    assert [s.intent for s in (*split.train, *split.test)] == ["pay", OUT_OF_SCOPE, "pay", OUT_OF_SCOPE]
    (tmp_path / "questions.tsv").write_text('text\tintent\talt_intent\n"x\ta\tb\ny\ta\t\n', encoding="utf-8-sig")
    assert datasets.questions(tmp_path / "questions.tsv") == [Sentence('"x', "a", "b"), Sentence("y", "a")]


def test_a_wrong_file_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "train.csv").write_text("words,label\nx,y\n")
    (tmp_path / "other.json").write_text("[]")
    with pytest.raises(DatasetError, match="needs the columns text, category"):
        datasets.banking77(tmp_path)
    with pytest.raises(DatasetError, match="not the data_full.json"):
        datasets.clinc150(tmp_path / "other.json")
    with pytest.raises(DatasetError, match="no such file"):
        datasets.questions(tmp_path / "none.tsv")


TRAIN = {
    "greet": ["hello", "hi there", "good morning", "你好", "在吗"],
    "rate": ["what is the rate", "how much interest", "利息多少", "年化是多少", "利率高吗"],
    OUT_OF_SCOPE: ["what is the weather", "tell me a joke", "今天天气怎么样", "讲个笑话", "谁赢了比赛"],
}


def test_the_components_of_the_product_answer_and_are_timed() -> None:
    sentences = [Sentence(text, intent) for intent, texts in TRAIN.items() for text in texts]
    understanding = Understanding(sentences, shared_encoder())
    found = understanding.answers([*sentences, Sentence("😀", OUT_OF_SCOPE), Sentence("/greet", OUT_OF_SCOPE)])
    assert [a.likeliest for a in found[:-2]] == [s.intent for s in sentences]
    assert [(a.intent, a.confidence) for a in found[-2:]] == [(OUT_OF_SCOPE, 0.0)] * 2
    latency = understanding.latency_ms([s.text for s in sentences])
    assert 0 < latency["p50"] <= latency["p95"]


def test_the_table_shows_figures_and_no_sentence() -> None:
    figures = measures([*ANSWERS, Answer(Sentence("a private question", "rate"), "loan", "loan", 0.5)])
    result = {"all": figures, "zh": figures, "en": measures([]), "confusions": confusions(ANSWERS, 3)}
    result |= {"latency_ms": {"p50": 1.0, "p95": 2.0}, "training_sentences": 3, "training_seconds": 1.0}
    shown = report.table("folds", result | {"splits": 2, "encoder": "fake/1"})
    assert "0.667" in shown and "loan -> out_of_scope" in shown and "private" not in shown
