"""An encoder from a local folder, run by ONNX Runtime: an exported multilingual-e5-small, bge-small-zh and the like.

The folder holds `model.onnx` and `tokenizer.json`. How token vectors become one sentence vector, and what is put before
a text, is read from the files of a sentence-transformers model where they are there (`1_Pooling/config.json`,
`config_sentence_transformers.json`, `sentence_bert_config.json`); `encoder.json` decides first:

    {"pooling": "mean", "prefix": "query: ", "longest_tokens": 512}

Texts are embedded one at a time: without padding a vector never depends on what else is embedded.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from advisor.embeddings.encoder import CachedEncoder, Embed, EncoderUnavailable

MODEL, TOKENIZER, SETTINGS = "model.onnx", "tokenizer.json", "encoder.json"
WEIGHTS_BESIDE = "model.onnx_data"  # where an export keeps weights over 2 GB, or by choice
POOLINGS = {"mean": "pooling_mode_mean_tokens", "cls": "pooling_mode_cls_token"}
LONGEST_TOKENS = 512
INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids"})
INSTALL = "run scripts/install --onnx"


@dataclass(frozen=True)
class FolderSettings:
    """How the model of a folder is used. `pooling` is "mean" or "cls"; `prefix` is put before each text."""

    pooling: str
    prefix: str
    longest_tokens: int


def encoder_of(folder: Path) -> CachedEncoder:
    """The encoder of a folder; the model is loaded at the first text.

    Raises:
        EncoderUnavailable: a file or package is missing, or a settings file cannot be used.
    """
    for name in (MODEL, TOKENIZER):
        if not (folder / name).is_file():
            raise EncoderUnavailable(f"ADVISOR_ENCODER: the folder {folder} holds no {name}")
    _packages()
    settings = folder_settings(folder)
    return CachedEncoder(identity(folder, settings), lambda: _load(folder, settings))


def identity(folder: Path, settings: FolderSettings) -> str:
    """A hash of everything that vectors depend on; where the folder lies does not count."""
    digest = hashlib.sha256(repr(settings).encode())
    for path in (folder / MODEL, folder / WEIGHTS_BESIDE, folder / TOKENIZER):
        if path.is_file():
            with path.open("rb") as file:
                for block in iter(lambda: file.read(1 << 20), b""):
                    digest.update(block)
    return f"onnx/{digest.hexdigest()[:16]}"


def folder_settings(folder: Path) -> FolderSettings:
    """What the folder's own files say.

    Raises:
        EncoderUnavailable: no file says how to pool, or a value cannot be used.
    """
    own = _json(folder / SETTINGS)
    pooled = _json(folder / "1_Pooling" / "config.json")
    pooling = own.get("pooling", next((name for name, key in POOLINGS.items() if pooled.get(key)), None))
    if pooling not in tuple(POOLINGS):
        allowed = " or ".join(f'{{"pooling": "{name}"}}' for name in POOLINGS)
        raise EncoderUnavailable(f"ADVISOR_ENCODER: {folder / SETTINGS} must say {allowed}")
    prefix = own.get("prefix", _stored_prefix(_json(folder / "config_sentence_transformers.json")))
    if not isinstance(prefix, str):
        raise EncoderUnavailable(f'ADVISOR_ENCODER: {folder / SETTINGS}: "prefix" must be a text')
    stored_longest = _json(folder / "sentence_bert_config.json").get("max_seq_length") or LONGEST_TOKENS
    longest = own.get("longest_tokens", stored_longest)
    if type(longest) is not int or longest < 8:
        raise EncoderUnavailable(
            f'ADVISOR_ENCODER: {folder / SETTINGS}: "longest_tokens" must be a whole number of 8 or more'
        )
    return FolderSettings(pooling, prefix, longest)


def _stored_prefix(described: dict[str, Any]) -> Any:
    prompts = described.get("prompts") or {}
    return prompts.get("query") or prompts.get(described.get("default_prompt_name")) or ""


def _json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8-sig")) if path.is_file() else {}
    except ValueError:
        raise EncoderUnavailable(f"ADVISOR_ENCODER: {path} is not valid JSON") from None
    if not isinstance(value, dict):
        raise EncoderUnavailable(f"ADVISOR_ENCODER: {path} must be a mapping")
    return value


def _packages() -> tuple[Any, Any]:
    try:
        import onnxruntime
        import tokenizers
    except ImportError as error:
        raise EncoderUnavailable(f"ADVISOR_ENCODER needs the package {error.name}: {INSTALL}") from None
    return onnxruntime, tokenizers


def _load(folder: Path, settings: FolderSettings) -> Embed:
    onnxruntime, tokenizers = _packages()
    try:
        tokenizer = tokenizers.Tokenizer.from_file(str(folder / TOKENIZER))
        session = onnxruntime.InferenceSession(str(folder / MODEL), providers=["CPUExecutionProvider"])
    except Exception as error:  # both packages raise their own, unrelated kinds
        reason = " ".join(str(error).split())
        raise EncoderUnavailable(f"ADVISOR_ENCODER: the model in {folder} cannot be read: {reason}") from None
    wanted = {one.name for one in session.get_inputs()}
    if not wanted <= INPUTS:
        unknown = ", ".join(sorted(wanted - INPUTS))
        raise EncoderUnavailable(f"ADVISOR_ENCODER: {folder / MODEL} asks for inputs that no text has: {unknown}")
    tokenizer.no_padding()
    tokenizer.enable_truncation(settings.longest_tokens)

    def embedded(text: str) -> np.ndarray:
        read = tokenizer.encode(settings.prefix + text)
        given = {"input_ids": read.ids, "attention_mask": read.attention_mask, "token_type_ids": read.type_ids}
        fed = {name: np.array([given[name]], dtype=np.int64) for name in wanted}
        return _unit(_pooled(session.run(None, fed)[0][0], settings.pooling))

    return lambda texts: np.stack([embedded(text) for text in texts])


def _pooled(found: np.ndarray, pooling: str) -> np.ndarray:
    """One vector of a text; a model that already gives one is taken as it is."""
    if found.ndim == 1:
        return found
    return found[0] if pooling == "cls" else found.mean(axis=0)


def _unit(vector: np.ndarray) -> np.ndarray:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), dtype=np.float32)
