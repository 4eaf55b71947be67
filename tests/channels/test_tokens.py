"""Only the portal's own, unexpired token says who is speaking."""

from __future__ import annotations

import base64
import json
import time

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from portal_peer import KEY, settings, token

from advisor.channels import tokens


def pem_pair(bits=2048):
    private = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private, public.decode()


ACCEPTED = {"HS256": KEY}


def test_a_good_token_gives_the_merchant_with_name_and_locale():
    found = tokens.identity(token(name="小店", locale="zh-CN"), ACCEPTED)
    assert (found.merchant_id, found.name, found.locale) == ("m-1", "小店", "zh-CN")


@pytest.mark.parametrize("claim", ["sub", "aud", "exp"])
def test_a_token_without_a_required_claim_is_refused(claim):
    with pytest.raises(tokens.TokenRefused):
        tokens.identity(token(without=(claim,)), ACCEPTED)


@pytest.mark.parametrize("claims", [
    {"aud": "someone-else"},
    {"sub": ""},
    {"sub": "x" * 129},
    {"sub": "a\nb"},
    {"exp": "soon"},
    {"locale": ["zh"]},
    {"nbf": int(time.time()) + 600},
])  # fmt: skip
def test_a_token_with_a_wrong_claim_is_refused(claims):
    with pytest.raises(tokens.TokenRefused) as refused:
        tokens.identity(token(**claims), ACCEPTED)
    assert refused.value.code == "token_refused"


def test_an_expired_token_says_that_it_expired():
    with pytest.raises(tokens.TokenRefused) as refused:
        tokens.identity(token(exp=int(time.time()) - 60), ACCEPTED)
    assert refused.value.code == "token_expired"


@pytest.mark.parametrize("key", ["another-key-of-more-than-thirty-two-bytes", KEY + " "])
def test_a_token_of_another_key_is_refused(key):
    with pytest.raises(tokens.TokenRefused):
        tokens.identity(token(key=key), ACCEPTED)


@pytest.mark.parametrize("text", ["", "x", "a.b.c", "....", "é.é.é", "null", "e30.e30."])
def test_what_is_not_a_token_is_refused(text):
    with pytest.raises(tokens.TokenRefused):
        tokens.identity(text, ACCEPTED)


def test_a_token_without_a_signature_is_refused():
    def part(value):
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    claims = {"sub": "m-1", "aud": "advisor-portal", "exp": int(time.time()) + 600}
    with pytest.raises(tokens.TokenRefused):
        tokens.identity(f"{part({'alg': 'none', 'typ': 'JWT'})}.{part(claims)}.", ACCEPTED)


def test_another_algorithm_with_the_right_key_is_refused():
    with pytest.raises(tokens.TokenRefused):
        tokens.identity(token(key=KEY * 2, algorithm="HS512"), {"HS256": KEY * 2})


def test_the_portals_private_key_signs_for_its_public_key(tmp_path):
    private, public = pem_pair()
    accepted = tokens.keys(settings(tmp_path, portal_jwt_public_key=public))
    assert tokens.identity(token(key=private, algorithm="RS256"), accepted).merchant_id == "m-1"
    assert tokens.identity(token(), accepted).merchant_id == "m-1"


def test_the_public_key_cannot_be_used_as_a_shared_key(tmp_path):
    _, public = pem_pair()
    accepted = tokens.keys(settings(tmp_path, portal_jwt_key="", portal_jwt_public_key=public))
    forged = jwt.PyJWT()
    with pytest.raises((tokens.TokenRefused, jwt.InvalidKeyError)):
        tokens.identity(forged.encode({"sub": "m-1"}, public, algorithm="HS256"), accepted)
    with pytest.raises(tokens.TokenRefused):
        tokens.identity(token(), accepted)


@pytest.mark.parametrize(("changed", "reason"), [
    ({"portal_jwt_key": "short"}, "needs 32"),
    ({"portal_jwt_key": "${PORTAL_JWT_KEY_OF_THE_ENVIRONMENT}"}, "never filled in"),
    ({"portal_jwt_key": ""}, "empty"),
    ({"portal_jwt_public_key": "not a key"}, "not an RSA public key"),
])  # fmt: skip
def test_a_key_that_cannot_be_trusted_stops_the_start(tmp_path, changed, reason):
    with pytest.raises(tokens.TokenKeyError, match=reason):
        tokens.keys(settings(tmp_path, **changed))


def test_a_public_key_of_another_kind_or_too_small_stops_the_start(tmp_path):
    curve = ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )  # fmt: skip
    for pem in (curve.decode(), pem_pair(1024)[1]):
        with pytest.raises(tokens.TokenKeyError):
            tokens.keys(settings(tmp_path, portal_jwt_public_key=pem))


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic abc", "abc"])
def test_a_request_without_a_bearer_token_is_told_so(header):
    with pytest.raises(tokens.TokenRefused) as refused:
        tokens.bearer(header)
    assert refused.value.code == "token_missing"
