"""Erasing a merchant: nothing of it is left anywhere, and everything of the others is."""

from __future__ import annotations

import io
import json
from datetime import datetime, timezone

import pytest
from sqlalchemy import inspect, text

from advisor.cli import main
from advisor.conversations.files import keep_file, merchant_folder
from advisor.conversations.store import Conversations, Draft
from advisor.database import open_engine, upgrade
from advisor.merchants.order_pages import OrderPages
from advisor.merchants.store import Merchants
from advisor.trade.order_book import summarise
from advisor.trade.orders import Orders

NOW = datetime(2026, 11, 25, 8, tzinfo=timezone.utc)
OWNERS = ("merchant_id", "conversation_id")


def fill(engine, folder, merchant):
    """A row in every table and a file in every folder that holds something of merchants."""
    merchants, conversations = Merchants(engine), Conversations(engine)
    merchants.learn(merchant, {"platform": "jd"}, source="answer", at=NOW)
    merchants.keep_orders(merchant, "jd", summarise(Orders.empty()), at=NOW)
    merchants.keep_result(merchant, "swot", {}, at=NOW)
    OrderPages(engine).keep(merchant, "file", Orders.of({"key": [1]}), NOW)
    conversations.open(merchant, "portal")
    upload = Draft("merchant", file={"name": "orders.csv", "size": 1, "path": f"{merchant}.csv"})
    conversations.add(merchant, [upload, Draft("bot", text="hello")])
    (folder / "uploads" / f"{merchant}.csv").write_text("a buyer's name")
    keep_file(folder / "uploads", merchant, b"x", "csv")
    keep_file(folder / "files", merchant, b"x", "png")
    with engine.begin() as connection:
        event = "INSERT INTO tracker_event (conversation_id, seq, at, type, body) VALUES (:m, 0, 0, 'user', '{}')"
        connection.execute(text(event), {"m": merchant})
        snapshot = (
            "INSERT INTO tracker_snapshot (conversation_id, seq, slots, loop_was_rejected, paused)"
            " VALUES (:m, 0, '{}', 0, 0)"
        )
        connection.execute(text(snapshot), {"m": merchant})


def owners(engine):
    """table -> the merchants that it holds something of."""
    with engine.connect() as connection:
        return {
            table: set(connection.execute(text(f"SELECT {column['name']} FROM {table}")).scalars())
            for table in inspect(engine).get_table_names()
            for column in inspect(engine).get_columns(table)
            if column["name"] in OWNERS or (table, column["name"]) == ("conversation", "id")
        }


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("ADVISOR_DATABASE_URL", f"sqlite:///{tmp_path}/advisor.db")
    for name in ("files", "uploads"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(f"ADVISOR_{name.upper()}_FOLDER", str(tmp_path / name))
    engine = open_engine(f"sqlite:///{tmp_path}/advisor.db")
    upgrade(engine)
    for merchant in ("m1", "m2"):
        fill(engine, tmp_path, merchant)
    return engine, tmp_path


def test_nothing_of_an_erased_merchant_is_left_and_everything_of_the_others_is(place, capsys):
    engine, folder = place
    before = owners(engine)
    assert len(before) == 8 and all(found == {"m1", "m2"} for found in before.values()), before
    assert main(["erase", "m1", "--yes", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "facts": 1, "order_files": 1, "order_pages": 1, "results": 1, "messages": 2, "dialogue_events": 1,
        "pictures": 1, "uploads": 2,
    }  # fmt: skip
    assert all(found == {"m2"} for found in owners(engine).values())
    left = {path.relative_to(folder) for path in folder.rglob("*") if path.suffix in (".csv", ".png")}
    of_m2 = {merchant_folder(folder / name, "m2").relative_to(folder) for name in ("files", "uploads")}
    assert len(left) == 3 and {path.parent for path in left} == {*of_m2, (folder / "uploads").relative_to(folder)}


def test_a_merchant_of_whom_nothing_is_kept_is_said_to_be_unknown(place, capsys):
    assert main(["erase", "m3", "--yes"]) == 2
    assert "'m3'" in capsys.readouterr().err


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("\n", 2), ("no\n", 2)])
def test_it_is_asked_first_and_only_yes_is_yes(place, monkeypatch, answer, code):
    engine, _ = place
    terminal = io.StringIO(answer)
    terminal.isatty = lambda: True
    monkeypatch.setattr("sys.stdin", terminal)
    assert main(["erase", "m1"]) == code
    assert ("m1" in owners(engine)["conversation"]) == (code == 2)


def test_where_nobody_can_be_asked_nothing_is_erased(place, monkeypatch, capsys):
    engine, _ = place
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert main(["erase", "m1"]) == 2
    assert "--yes" in capsys.readouterr().err and "m1" in owners(engine)["conversation"]
