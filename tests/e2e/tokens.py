"""Tokens that are almost right, each wrong in one way."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from infra.local.cloud import Cloud
from infra.local.staff import token as token_of

HOUR = 3_600


def forged(cloud: Cloud, user: str) -> dict[str, str]:
    """By name of what is wrong with each."""
    real = cloud.token(user)
    header, claims = (_opened(part) for part in real.split(".")[:2])
    head, body, signature = real.split(".")
    own = _pools_key(cloud)
    stranger = generate_private_key(65537, 2048)
    now = int(time.time())
    return {
        "another role, old signature": f"{head}.{_sealed(claims | _OMBUDSMAN)}.{signature}",
        "signature cut short": real[:-10],
        "signed by nobody": f"{_sealed(header | {'alg': 'none'})}.{body}.",
        "signed by a stranger": _signed(header, claims, stranger),
        "signed with the public key as a secret": _signed_alike(header, claims, own),
        "expired": _signed(header, claims | {"exp": now - 1, "iat": now - HOUR}, own),
        "from the future": _signed(header, claims | {"iat": now + HOUR}, own),
        "another issuer": _signed(header, claims | {"iss": "https://idp.example.org"}, own),
    }


def of_another_pool(cloud: Cloud) -> str:
    """An ID token that another user pool of the same account has issued."""
    cognito = cloud.client("cognito-idp")
    pool = cognito.create_user_pool(PoolName="strangers")["UserPool"]["Id"]
    app = cognito.create_user_pool_client(
        UserPoolId=pool, ClientName="x", ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
    )["UserPoolClient"]["ClientId"]
    user, password = "officer.health", "Str0ng-enough!"
    cognito.admin_create_user(UserPoolId=pool, Username=user, MessageAction="SUPPRESS")
    cognito.admin_set_user_password(
        UserPoolId=pool, Username=user, Password=password, Permanent=True
    )
    cognito.create_group(UserPoolId=pool, GroupName="officer")
    cognito.admin_add_user_to_group(UserPoolId=pool, Username=user, GroupName="officer")
    answer = cognito.admin_initiate_auth(
        UserPoolId=pool,
        ClientId=app,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": user, "PASSWORD": password},
    )
    issued: str = answer["AuthenticationResult"]["IdToken"]
    return issued


def access_token(cloud: Cloud, user: str) -> str:
    """The right pool and person, and the wrong kind of token."""
    known = cloud.place.remembered()
    answer = cloud.client("cognito-idp").admin_initiate_auth(
        UserPoolId=known["outputs"]["UserPoolId"],
        ClientId=known["outputs"]["UserPoolClientId"],
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": user, "PASSWORD": known["password"]},
    )
    issued: str = answer["AuthenticationResult"]["AccessToken"]
    return issued


def resigned(cloud: Cloud, user: str) -> str:
    """The real claims, signed by this module: shows that its signatures are good."""
    header, claims = (_opened(part) for part in token_of(cloud.place, user).split(".")[:2])
    return _signed(header, claims, _pools_key(cloud))


_OMBUDSMAN = {"cognito:groups": ["ombudsman"]}


def _pools_key(cloud: Cloud) -> RSAPrivateKey:
    """The local cloud keeps the pool's key in its state; AWS shows it to nobody."""
    path = next(cloud.place.state.rglob(f"{cloud.outputs['UserPoolId']}-id.pem"))
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    assert isinstance(key, RSAPrivateKey)
    return key


def _signed(header: Mapping[str, Any], claims: Mapping[str, Any], key: RSAPrivateKey) -> str:
    words = f"{_sealed(header)}.{_sealed(claims)}"
    return f"{words}.{_text(key.sign(words.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def _signed_alike(header: Mapping[str, Any], claims: Mapping[str, Any], key: RSAPrivateKey) -> str:
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    words = f"{_sealed({**header, 'alg': 'HS256'})}.{_sealed(claims)}"
    return f"{words}.{_text(hmac.digest(public, words.encode(), hashlib.sha256))}"


def _opened(part: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return document


def _sealed(document: Mapping[str, Any]) -> str:
    return _text(json.dumps(document).encode())


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
