"""An encoder from a folder: a real, small ONNX graph and tokenizer, made here, run by ONNX Runtime."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from advisor.commands.output import CommandError
from advisor.commands.training import trained_model
from advisor.embeddings import encoder
from advisor.embeddings.encoder import EncoderUnavailable, shared_encoder
from advisor.embeddings.onnx_encoder import encoder_of
from advisor.nlu import model

WORDS = ("[UNK]", "[CLS]", "[SEP]", "query", ":", "loan", "rate", "hello", "贷款", "利息")
TABLE = np.random.default_rng(7).normal(size=(len(WORDS), 6)).astype(np.float32)


def write_model(folder: Path, *, inputs: tuple[str, ...] = ("input_ids", "attention_mask"), seed: int = 0) -> None:
    """Token vectors are rows of a table, moved by the mean of all: like a real encoder's they see their neighbours."""
    table = TABLE + seed
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["own"]),
        helper.make_node("ReduceMean", ["own"], ["mean"], axes=[1], keepdims=1),
        helper.make_node("Add", ["own", "mean"], ["last_hidden_state"]),
    ]
    given = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in inputs]
    found = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "tokens", 6])
    graph = helper.make_graph(nodes, "small", given, [found], [numpy_helper.from_array(table, "table")])
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    made.ir_version = 8
    onnx.checker.check_model(made)
    onnx.save(made, str(folder / "model.onnx"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_model(tmp_path)
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing("[CLS] $A [SEP]", None, [("[CLS]", 1), ("[SEP]", 2)])
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    (tmp_path / "encoder.json").write_text('{"pooling": "mean"}')
    return tmp_path


def expected(words: str, pooling: str = "mean") -> np.ndarray:
    own = TABLE[[WORDS.index(word) for word in words.split()]]
    tokens = own + own.mean(axis=0)
    vector = tokens[0] if pooling == "cls" else tokens.mean(axis=0)
    return vector / np.linalg.norm(vector)


def test_texts_become_unit_vectors_whatever_else_is_embedded(folder: Path) -> None:
    vectors = encoder_of(folder).encode(["loan rate", "hello", "LOAN  rate"])
    assert vectors.dtype == np.float32 and vectors.shape == (3, 6)
    assert np.allclose(vectors[0], expected("[CLS] loan rate [SEP]"), atol=1e-6)
    assert np.array_equal(vectors[0], vectors[2])
    assert np.array_equal(vectors[1], encoder_of(folder).encode(["hello"])[0])


def test_pooling_and_prefix_are_read_from_the_files_of_a_sentence_transformer(folder: Path) -> None:
    (folder / "encoder.json").unlink()
    (folder / "1_Pooling").mkdir()
    pooling = {"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(pooling))
    prompts = {"prompts": {"query": "query: ", "passage": "passage: "}, "default_prompt_name": None}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(prompts))
    vector = encoder_of(folder).encode(["loan"])[0]
    assert np.allclose(vector, expected("[CLS] query : loan [SEP]", "cls"), atol=1e-6)


def test_a_settings_file_decides_before_the_other_files(folder: Path) -> None:
    (folder / "config_sentence_transformers.json").write_text('{"prompts": {"query": "query: "}}')
    (folder / "encoder.json").write_text('{"pooling": "mean", "prefix": ""}')
    assert np.allclose(encoder_of(folder).encode(["loan"])[0], expected("[CLS] loan [SEP]"), atol=1e-6)


def test_long_texts_are_cut_to_the_tokens_the_model_takes(folder: Path) -> None:
    (folder / "encoder.json").write_text('{"pooling": "mean", "longest_tokens": 8}')
    vector = encoder_of(folder).encode(["loan " * 20])[0]
    assert np.allclose(vector, expected("[CLS]" + " loan" * 6 + " [SEP]"), atol=1e-6)


def test_the_identity_is_of_what_vectors_depend_on_and_not_of_the_place(folder: Path, tmp_path: Path) -> None:
    first = encoder_of(folder).identity
    moved = folder.rename(folder.with_name("moved"))
    assert encoder_of(moved).identity == first
    write_model(moved, seed=1)
    changed = encoder_of(moved).identity
    (moved / "encoder.json").write_text('{"pooling": "cls"}')
    assert len({first, changed, encoder_of(moved).identity}) == 3
    moved.rename(folder)


def test_a_model_trained_with_one_folder_is_refused_by_another(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stored = tmp_path_factory.mktemp("stored")
    texts, intents = ["loan", "贷款", "hello", "hello hello"], ["loan", "loan", "greet", "greet"]
    model.write(model.fit(texts, intents, encoder_of(folder)), stored)
    assert model.read(stored, encoder_of(folder)).ranking("loan", encoder_of(folder))[0][0] == "loan"
    write_model(folder, seed=1)
    with pytest.raises(model.EncoderMismatch, match="train again"):
        model.read(stored, encoder_of(folder))


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("model.onnx", None, "holds no model.onnx"),
        ("tokenizer.json", None, "holds no tokenizer.json"),
        ("encoder.json", "{}", '"pooling": "mean"'),
        ("encoder.json", "{", "not valid JSON"),
        ("encoder.json", '{"pooling": "max"}', '"pooling": "mean"'),
        ("encoder.json", '{"pooling": "mean", "longest_tokens": "x"}', "longest_tokens"),
        ("encoder.json", '{"pooling": "mean", "prefix": 1}', "prefix"),
        ("model.onnx", "damaged", "cannot be read"),
        ("tokenizer.json", "damaged", "cannot be read"),
    ],
)
def test_what_is_missing_or_damaged_is_said_in_one_sentence(
    folder: Path, file: str, content: str | None, said: str
) -> None:
    (folder / file).unlink()
    if content is not None:
        (folder / file).write_text(content)
    with pytest.raises(EncoderUnavailable, match=said) as raised:
        encoder_of(folder).encode(["loan"])
    assert len(str(raised.value).splitlines()) == 1


def test_a_model_that_wants_more_than_text_is_refused(folder: Path) -> None:
    write_model(folder, inputs=("input_ids", "pixel_values"))
    with pytest.raises(EncoderUnavailable, match="pixel_values"):
        encoder_of(folder).encode(["loan"])


def test_a_missing_package_is_named_with_what_installs_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(EncoderUnavailable, match="onnxruntime.*scripts/install --onnx"):
        encoder_of(folder)


@pytest.fixture
def unshared() -> Iterator[None]:
    """The process-wide encoder is chosen anew in the test and after it."""
    shared_encoder.cache_clear()
    yield
    shared_encoder.cache_clear()


def test_one_setting_chooses_the_encoder(folder: Path, unshared: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(encoder.ENCODER_VARIABLE, str(folder))
    assert shared_encoder().identity == encoder_of(folder).identity


def test_commands_say_that_the_folder_is_missing(unshared: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(encoder.ENCODER_VARIABLE, "/no/such/folder")
    with pytest.raises(CommandError, match="ADVISOR_ENCODER: the folder /no/such/folder"):
        trained_model()
