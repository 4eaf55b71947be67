"""Who is speaking: the JSON Web Token that the seller portal mints for the merchant who is signed in.

HS256 with a shared key of at least 32 bytes, or RS256 with the portal's public key. Each algorithm has its own
key, so a public key can never be used as a shared one. Claims: `sub` (merchant), `aud`, `exp`;
optional `name`, `locale`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import jwt

AUDIENCE = "advisor-portal"
SHORTEST_KEY_BYTES = 32
SHORTEST_RSA_BITS = 2048
CLOCK_SKEW_S = 10
LONGEST_ID = 128


class TokenKeyError(ValueError):
    """The operator's key cannot be used; found at start, before the first message."""


class TokenRefused(Exception):
    """A token that proves nothing. `code` is token_missing, token_expired or token_refused."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class KeySettings(Protocol):
    """The settings this module reads."""

    @property
    def portal_jwt_key(self) -> str: ...

    @property
    def portal_jwt_public_key(self) -> str | None: ...


@dataclass(frozen=True)
class Identity:
    """The merchant a token speaks for. `expires_at` is seconds since 1970."""

    merchant_id: str
    expires_at: int
    name: str | None = None
    locale: str | None = None


def keys(settings: KeySettings) -> dict[str, str]:
    """The key of each accepted algorithm.

    Raises:
        TokenKeyError: no key at all, a shared key under 32 bytes, one that still contains "${" (a variable
            that was never filled in), or a public key that is not RSA of at least 2048 bits.
    """
    accepted = {}
    if settings.portal_jwt_key:
        accepted["HS256"] = checked_key(settings.portal_jwt_key)
    if settings.portal_jwt_public_key:
        accepted["RS256"] = _checked_public_key(settings.portal_jwt_public_key)
    if not accepted:
        raise TokenKeyError("portal_jwt_key is empty: without a key nobody can be recognised")
    return accepted


def checked_key(key: str) -> str:
    """The shared key, if it may be used; TokenKeyError otherwise."""
    if "${" in key:
        raise TokenKeyError('portal_jwt_key contains "${": the variable was never filled in')
    if len(key.encode()) < SHORTEST_KEY_BYTES:
        raise TokenKeyError(f"portal_jwt_key has {len(key.encode())} bytes; it needs {SHORTEST_KEY_BYTES}")
    return key


def identity(token: str, accepted: Mapping[str, str], audience: str = AUDIENCE) -> Identity:
    """The merchant that `token` proves.

    Args:
        token: the compact form, without "Bearer".
        accepted: from `keys`.
        audience: the audience the token must be meant for.

    Raises:
        TokenRefused: anything that is not a valid, unexpired token of ours.
    """
    claims = verified_claims(token, accepted, audience)
    merchant_id, name, locale = claims["sub"], claims.get("name"), claims.get("locale")
    if not _is_plain(merchant_id) or not all(one is None or isinstance(one, str) for one in (name, locale)):
        raise TokenRefused("token_refused")
    return Identity(merchant_id, int(claims["exp"]), name, locale[:16] if locale else None)


def verified_claims(token: str, accepted: Mapping[str, str], audience: str) -> dict[str, Any]:
    """The claims of a valid token; TokenRefused otherwise."""
    try:
        algorithm = jwt.get_unverified_header(token).get("alg", "")
        if algorithm not in accepted:
            raise TokenRefused("token_refused")
        claims: dict[str, Any] = jwt.decode(
            token, accepted[algorithm], algorithms=[algorithm], audience=audience, leeway=CLOCK_SKEW_S,
            options={"require": ["sub", "aud", "exp"]},
        )  # fmt: skip
        return claims
    except jwt.ExpiredSignatureError as error:
        raise TokenRefused("token_expired") from error
    except (jwt.PyJWTError, ValueError) as error:
        raise TokenRefused("token_refused") from error


def bearer(header: str | None) -> str:
    """The token of an Authorization header; TokenRefused("token_missing") where there is none."""
    kind, _, token = (header or "").partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise TokenRefused("token_missing")
    return token.strip()


def _is_plain(merchant_id: Any) -> bool:
    return isinstance(merchant_id, str) and 0 < len(merchant_id) <= LONGEST_ID and merchant_id.isprintable()


def _checked_public_key(pem: str) -> str:
    try:
        bits = jwt.algorithms.RSAAlgorithm(jwt.algorithms.RSAAlgorithm.SHA256).prepare_key(pem).key_size
    except Exception as error:  # PyJWT and cryptography raise many kinds here; each means the same to the operator
        raise TokenKeyError(f"portal_jwt_public_key is not an RSA public key in PEM form: {error}") from error
    if bits < SHORTEST_RSA_BITS:
        raise TokenKeyError(f"portal_jwt_public_key has {bits} bits; it needs {SHORTEST_RSA_BITS}")
    return pem
