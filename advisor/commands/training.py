"""Trains the model when something it is made of has changed."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from advisor import logs
from advisor.commands.output import CommandError
from advisor.embeddings.encoder import EncoderUnavailable, shared_encoder

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "models"
TRAINED = MODELS / "trained.json"
INGREDIENTS = ("config.yml", "domain.yml", "data/**/*.yml", "advisor/embeddings/*.py", "advisor/nlu/*.py")


def trained_model(*, force: bool = False) -> Path:
    """The model of the present training data and encoder; trains it first where needed.

    Raises:
        CommandError: Rasa refused the training data (its reasons stand on the lines before), or the encoder that
            `ADVISOR_ENCODER` names cannot be used.
    """
    try:
        fingerprint = _fingerprint(shared_encoder().identity)
    except EncoderUnavailable as error:
        raise CommandError(str(error)) from None
    known = json.loads(TRAINED.read_text(encoding="utf-8")) if TRAINED.is_file() else {}
    model = MODELS / str(known.get("model", "none"))
    if not force and known.get("fingerprint") == fingerprint and model.is_file():
        return model
    _check_encoder()
    started = time.monotonic()
    print("Training the model (three to five minutes the first time) ...", file=sys.stderr, flush=True)
    model = _train(fingerprint)
    TRAINED.write_text(json.dumps({"fingerprint": fingerprint, "model": model.name}), encoding="utf-8")
    print(f"Trained {model.name} in {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    return model


def _check_encoder() -> None:
    """Load the encoder: a damaged one is said in one line, before Rasa begins."""
    try:
        shared_encoder().warm("ok")
    except EncoderUnavailable as error:
        raise CommandError(str(error)) from None


def _train(fingerprint: str) -> Path:
    from advisor.nlu import no_tensorflow

    logs.set_up()
    _show_progress()
    no_tensorflow.install()
    from rasa.model_training import train

    result = train(
        domain=str(ROOT / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=[str(ROOT / "data")],
        output=str(MODELS),
        fixed_model_name=f"advisor-{fingerprint[:12]}",
        force_training=True,
    )
    if result.code != 0 or result.model is None:
        raise CommandError("training failed; Rasa's reasons stand above")
    return Path(result.model)


def _show_progress() -> None:
    """Say how far the embedding is, the longest part; Rasa's bars of a second each are left out."""
    os.environ.setdefault("LOG_LEVEL", "WARNING")  # what Rasa looks at before it draws a bar
    embedding = logging.getLogger("advisor.embeddings.kept_vectors")
    if not embedding.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("  %(message)s"))
        embedding.addHandler(handler)
        embedding.setLevel(logging.INFO)
        embedding.propagate = False


def _fingerprint(encoder: str) -> str:
    digest = hashlib.sha256(encoder.encode())
    for path in _ingredients():
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _ingredients() -> Iterator[Path]:
    for pattern in INGREDIENTS:
        yield from sorted(ROOT.glob(pattern))
