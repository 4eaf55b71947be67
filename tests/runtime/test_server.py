"""The server's health, and what it refuses to start with."""

from __future__ import annotations

import pytest
from sanic import Sanic

from advisor.channels.wiring import loaded_agent, model_path
from advisor.settings import ConfigError


def test_of_several_models_the_newest_is_taken_and_a_pinned_one_exactly(tmp_path):
    import os

    for age, name in enumerate(("new.tar.gz", "old.tar.gz")):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    assert model_path(tmp_path).name == "new.tar.gz"
    assert model_path(tmp_path / "old.tar.gz").name == "old.tar.gz"


@pytest.mark.parametrize("name", ["", "missing.tar.gz", "missing"])
def test_without_a_model_the_start_is_refused_in_one_line(tmp_path, name):
    with pytest.raises(ConfigError, match="make train") as refused:
        model_path(tmp_path / name)
    assert "\n" not in str(refused.value)


def test_a_damaged_model_is_refused_in_one_line(tmp_path):
    (tmp_path / "m.tar.gz").write_bytes(b"no archive")
    with pytest.raises(ConfigError, match="make train"):
        loaded_agent(tmp_path / "m.tar.gz", None, None)


def test_a_server_is_ready_only_once_it_has_answered_a_message():
    from advisor.server import health_blueprint

    app = Sanic("health-test", configure_logging=False)
    app.blueprint(health_blueprint())
    handlers = {route.path: route.handler for route in app.router.routes}

    class Request:
        pass

    Request.app = app
    assert _status(handlers["health/live"](Request)) == 200
    assert _status(handlers["health/ready"](Request)) == 503
    app.ctx.is_ready = True
    assert _status(handlers["health/ready"](Request)) == 200


def _status(answer):
    try:
        answer.send(None)
    except StopIteration as done:
        return done.value.status
