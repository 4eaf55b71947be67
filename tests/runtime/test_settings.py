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
        ("ADVISOR_PORTAL_API_URL", "portal.example"),
        ("ADVISOR_PORTAL_API_URL", "https://me:secret@portal.example"),
        ("ADVISOR_PORTAL_API_KEY", "two words"),
        ("ADVISOR_PORTAL_API_KEY", "${NEVER_FILLED_IN}"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_its_variable(name, value):
    with pytest.raises(settings.ConfigError, match=name):
        settings.load({name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ADVISOR_PORTAL_JWT_KEY", "hunter2"),
        ("ADVISOR_PORTAL_API_KEY", "hunter2 hunter2"),
        ("ADVISOR_PORTAL_API_URL", "https://me:hunter2@portal.example"),
    ],
)
def test_a_secret_is_never_repeated(name, value):
    with pytest.raises(settings.ConfigError) as refused:
        settings.load({name: value})
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


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:5009/demo/api"), ("0.0.0.0", "http://127.0.0.1:5009/demo/api"),
     ("::", "http://[::1]:5009/demo/api"), ("::1", "http://[::1]:5009/demo/api")],
)  # fmt: skip
def test_the_demo_reads_its_own_portal_at_its_own_address(host, address):
    known = settings.load({"ADVISOR_DEMO": "yes", "ADVISOR_HOST": host, "ADVISOR_PORT": "5009"})
    assert known.portal_api_url == address


def test_without_a_demo_and_an_address_there_is_no_portal_api():
    known = settings.load({"ADVISOR_PORTAL_JWT_KEY": "k" * 40})
    assert (known.portal_api_url, known.portal_api_key) == (None, "")


def test_the_demos_own_key_is_made_from_the_portals_and_is_not_it():
    one, other = (settings.load({"ADVISOR_DEMO": "yes", "ADVISOR_PORTAL_JWT_KEY": sign * 40}) for sign in "ab")
    assert one.portal_api_key == one.demo_api_key != other.demo_api_key
    assert len(one.demo_api_key) >= 32 and one.portal_jwt_key not in one.demo_api_key


def test_a_real_portal_beside_the_demo_and_the_demo_do_not_share_a_key():
    known = settings.load({
        "ADVISOR_DEMO": "yes", "ADVISOR_PORTAL_JWT_KEY": "k" * 40,
        "ADVISOR_PORTAL_API_URL": "https://portal.example/advisor/", "ADVISOR_PORTAL_API_KEY": "given-by-the-portal",
    })  # fmt: skip
    assert (known.portal_api_url, known.portal_api_key) == ("https://portal.example/advisor", "given-by-the-portal")
    assert known.demo_api_key != known.portal_api_key
    without = settings.load({"ADVISOR_DEMO": "yes", "ADVISOR_PORTAL_API_URL": "https://portal.example"})
    assert without.portal_api_key == ""


def test_a_key_without_an_address_is_the_demos():
    known = settings.load({"ADVISOR_DEMO": "yes", "ADVISOR_PORTAL_API_KEY": "to-try-it-by-hand"})
    assert known.portal_api_key == known.demo_api_key == "to-try-it-by-hand"


def test_every_variable_has_a_line_of_help_and_one_name():
    names = [variable.name for variable in settings.VARIABLES]
    assert len(set(names)) == len(names)
    assert all(variable.help for variable in settings.VARIABLES)
