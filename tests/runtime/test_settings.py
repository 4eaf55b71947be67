"""Settings are read once, and a wrong one is named."""

from __future__ import annotations

import stat

import pytest

from advisor import settings


def test_without_any_variable_there_is_no_demo_and_this_machine_only_is_served():
    known = settings.load({})
    assert (known.host, known.port, known.demo) == ("127.0.0.1", 5005, False)
    assert known.database_url == "sqlite:///var/advisor.db"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ADVISOR_PORT", "0"),
        ("ADVISOR_PORT", "http"),
        ("ADVISOR_DEMO", "maybe"),
        ("ADVISOR_DATABASE_URL", "advisor.db"),
        ("ADVISOR_PORTAL_JWT_KEY", "short"),
        ("ADVISOR_PORTAL_JWT_KEY", "${A_KEY_THAT_WAS_NEVER_FILLED_IN_ANYWHERE}"),
        ("ADVISOR_PORTAL_ORIGINS", "*"),
        ("ADVISOR_ACTION_ENDPOINT_URL", "localhost"),
        ("ADVISOR_MESSAGES_PER_MINUTE", "0"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_its_variable(name, value):
    with pytest.raises(settings.ConfigError, match=name):
        settings.load({name: value})


def test_a_secret_is_never_repeated():
    with pytest.raises(settings.ConfigError) as refused:
        settings.load({"ADVISOR_PORTAL_JWT_KEY": "hunter2"})
    assert "hunter2" not in str(refused.value)


def test_the_demo_makes_its_key_once_and_for_its_owner_only(tmp_path):
    file = tmp_path / "var" / "key"
    environ = {"ADVISOR_DEMO": "yes", "ADVISOR_DEMO_KEY_FILE": str(file)}
    known = settings.load(environ)
    assert len(known.portal_jwt_key) >= 32
    assert known.portal_jwt_key == settings.load(environ).portal_jwt_key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_outside_the_demo_no_key_is_made_up(tmp_path):
    file = tmp_path / "key"
    assert settings.load({"ADVISOR_DEMO": "no", "ADVISOR_DEMO_KEY_FILE": str(file)}).portal_jwt_key == ""
    assert not file.exists()


def test_every_variable_has_a_line_of_help_and_one_name():
    names = [variable.name for variable in settings.VARIABLES]
    assert len(set(names)) == len(names)
    assert all(variable.help for variable in settings.VARIABLES)
