"""`financing-advisor report`: files of three kinds, and one sentence for what cannot be."""

from __future__ import annotations

import json

import pytest

from advisor.cli import main
from tests.reports.made_up_shop import make_shop

BEGINNINGS = {"pdf": b"%PDF", "html": b"<!doctype html>", "png": b"\x89PNG"}


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ADVISOR_DATABASE_URL", f"sqlite:///{tmp_path}/advisor.db")
    monkeypatch.setenv("ADVISOR_FILES_FOLDER", str(tmp_path / "files"))
    monkeypatch.setenv("ADVISOR_UPLOADS_FOLDER", str(tmp_path / "uploads"))
    return tmp_path


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("suffix", BEGINNINGS)
def test_a_report_is_written_in_the_form_of_its_suffix(home, capsys, suffix, language):
    make_shop("m1")
    path = home / f"report.{suffix.upper() if language == 'en' else suffix}"
    assert main(["report", "--merchant", "m1", "--out", str(path), "--language", language, "--json"]) == 0
    content = path.read_bytes()
    assert content.startswith(BEGINNINGS[suffix])
    written = json.loads(capsys.readouterr().out)
    assert written == {"merchant": "m1", "file": str(path), "bytes": len(content), "language": language}


@pytest.mark.parametrize(
    ("merchant", "name", "says"),
    [
        ("nobody", "a.pdf", "nothing is known of a merchant 'nobody'"),
        ("m1", "a.docx", "must end with .pdf, .html, .png"),
        ("m1", "a", "must end with .pdf, .html, .png"),
        ("m1", "no/such/a.pdf", "there is no folder"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_exit_code_2(home, capsys, merchant, name, says):
    make_shop("m1", swot=False, forecast=False)
    assert main(["report", "--merchant", merchant, "--out", str(home / name)]) == 2
    answer = capsys.readouterr()
    assert answer.out == "" and says in answer.err and answer.err.count("\n") == 1
    assert not (home / name).exists()
