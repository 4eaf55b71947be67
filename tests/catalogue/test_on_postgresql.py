"""The same knowledge, history and matches from PostgreSQL as from SQLite.

Needs a server: ADVISOR_TEST_POSTGRESQL_URL, or one on this machine that lets the user postgres in. Each test has a
database of its own there, with a random name, dropped at the end.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from small_knowledge import knowledge, write
from sqlalchemy.engine import Engine, make_url

from advisor.catalogue.history import history
from advisor.catalogue.schema import RECORDS
from advisor.catalogue.seed import load
from advisor.catalogue.store import Catalogue
from advisor.cli import main
from advisor.database import open_engine, upgrade

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("ADVISOR_TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
AT = datetime(2026, 11, 23, 8, tzinfo=timezone.utc)
PROFILES: list[dict[str, Any]] = [
    {"need_amount": "20万", "need_days": 60, "platform": "taobao"},
    {"need_amount": "5万", "need_days": 15, "needed_within_days": 2, "platform": "pinduoduo", "monthly_sales": "8万"},
    {"need_amount": "200万", "need_days": 365, "has_property": True, "has_licence": True, "months_in_business": 40},
    {"need_amount": "3万", "need_days": 30, "platform": "shopify", "credit_record": "overdue_now"},
    {"need_amount": "50万", "need_days": "3个月", "platform": "jd", "has_licence": True, "files_tax": "sometimes"},
]


@pytest.fixture(scope="session")
def server() -> Iterator[Engine]:
    admin = sa.create_engine(SERVER, isolation_level="AUTOCOMMIT", future=True, connect_args={"connect_timeout": 2})
    try:
        admin.connect().close()
    except sa.exc.OperationalError as error:
        pytest.skip(f"no PostgreSQL answers at {SERVER}: {str(error.orig).splitlines()[0]}")
    yield admin
    admin.dispose()


@pytest.fixture
def url(server: Engine) -> Iterator[str]:
    """The address of an empty database."""
    name = f"advisor_test_{secrets.token_hex(8)}"
    with server.connect() as connection:
        connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
    yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(sa.text(f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture
def postgresql(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    upgrade(engine)
    yield engine
    engine.dispose()


def all_rows(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    with engine.connect() as connection:
        return {
            kind: [dict(row) for row in connection.execute(sa.select(table).order_by(table.c.position)).mappings()]
            for kind, table in RECORDS.items()
        }


def test_all_tables_are_made_from_nothing_and_a_second_upgrade_does_nothing(postgresql: Engine, engine: Engine) -> None:
    upgrade(postgresql)
    tables = {name: [one["name"] for one in sa.inspect(postgresql).get_columns(name)] for name in _tables(postgresql)}
    assert tables == {name: [one["name"] for one in sa.inspect(engine).get_columns(name)] for name in _tables(engine)}


def _tables(engine: Engine) -> list[str]:
    return sorted(name for name in sa.inspect(engine).get_table_names() if not name.startswith("sqlite_"))


def test_the_real_knowledge_is_the_same_row_by_row(postgresql: Engine, engine: Engine) -> None:
    done = [load(one, ROOT / "knowledge", by="tester", at=AT) for one in (postgresql, engine)]
    assert done[0] == done[1] and done[0].added > 300
    assert all_rows(postgresql) == all_rows(engine)
    there, here = Catalogue(postgresql), Catalogue(engine)
    assert there.products() == here.products()
    assert (there.names(), there.version()) == (here.names(), here.version())


def test_changes_are_kept_in_the_history_the_same(postgresql: Engine, engine: Engine, folder: Path) -> None:
    files = knowledge()
    product = files["products.yml"]["products"][0]
    for one in (postgresql, engine):
        load(one, write(folder, knowledge()), by="tester", at=AT)
    product["criteria"][0] |= {"value": 12}
    product |= {"amount_max_yuan": 400000, "source": [f"https://example.org/{'long' * 60}"]}
    files["policy.yml"]["policies"] = []
    done = [load(one, write(folder, files), by="另一个人", at=AT) for one in (postgresql, engine)]
    assert done[0] == done[1] and (done[0].changed, done[0].removed) == (1, 1)
    assert history(postgresql) == history(engine)
    assert len(history(postgresql, "shop_line")) == 3


def test_a_failure_half_way_leaves_the_old_knowledge(postgresql: Engine, folder: Path) -> None:
    load(postgresql, folder, by="tester", at=AT)
    before, files = all_rows(postgresql), knowledge()
    files["products.yml"]["products"][0]["amount_max_yuan"] = 400000
    files["seasons.yml"]["seasons"][1]["windows"][0]["multiple"] = "0.7"

    def fails(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("INSERT INTO season "):
            raise RuntimeError("the disk is full")

    sa.event.listen(postgresql, "before_cursor_execute", fails)
    with pytest.raises(RuntimeError):
        load(postgresql, write(folder, files), by="tester", at=AT)
    sa.event.remove(postgresql, "before_cursor_execute", fails)
    assert (all_rows(postgresql), history(postgresql)) == (before, [])


def test_loaders_at_once_take_turns(postgresql: Engine, folder: Path) -> None:
    load(postgresql, folder, by="tester", at=AT)
    files = knowledge()
    files["products.yml"]["products"][0]["amount_max_yuan"] = 400000
    write(folder, files)
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: load(postgresql, folder, by="tester", at=AT), range(4)))
    assert sorted(one.changed for one in done) == [0, 0, 0, 1]
    assert len(history(postgresql)) == 1


@pytest.mark.parametrize("profile", PROFILES, ids=range(len(PROFILES)))
def test_a_shop_gets_the_same_matches(
    url: str,
    profile: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "profile.yml").write_text(json.dumps(profile), encoding="utf-8")
    answers = []
    for database in (url, f"sqlite:///{tmp_path}/advisor.db"):
        monkeypatch.setenv("ADVISOR_DATABASE_URL", database)
        assert main(["match", "--profile", str(tmp_path / "profile.yml"), "--json"]) == 0
        answers.append(json.loads(capsys.readouterr().out))
    assert len(answers[0]["matches"]) > 50
    assert answers[0] == answers[1]
