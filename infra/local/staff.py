"""Demo staff: one of each role, in the agencies of the default policy."""

import secrets
from typing import Any

from infra.local.aws import client
from infra.local.server import LocalCloudFailed
from infra.local.workspace import Place

# user name: (group, agency; `office` for who belongs to none)
AGENCIES = ("health", "education", "civil_service", "justice")
STAFF = {
    **{f"officer.{agency}": ("officer", agency) for agency in AGENCIES},
    **{f"officer2.{agency}": ("officer", agency) for agency in AGENCIES},
    **{f"supervisor.{agency}": ("supervisor", agency) for agency in AGENCIES},
    "mediator": ("mediator", "office"),
    "ombudsman": ("ombudsman", "office"),
    "registrar": ("registrar", "office"),
    "admin": ("admin", "office"),
    "auditor": ("auditor", "office"),
}


def ensure_staff(place: Place) -> str:
    """The password that all of them have; users that are missing are made."""
    password = str(place.remembered().get("password") or _new_password())
    place.remember(password=password)
    pool = place.remembered()["outputs"]["UserPoolId"]
    cognito = client(place, "cognito-idp")
    present = {each["Username"] for each in cognito.list_users(UserPoolId=pool)["Users"]}
    for user, (group, agency) in STAFF.items():
        if user not in present:
            _add(cognito, pool, user, group, agency, password)
    return password


def token(place: Place, user: str) -> str:
    """The ID token, which the API takes as a bearer token."""
    if user not in STAFF:
        raise LocalCloudFailed(f"no demo user {user!r}; there are {', '.join(STAFF)}")
    known = place.remembered()
    answer = client(place, "cognito-idp").admin_initiate_auth(
        UserPoolId=known["outputs"]["UserPoolId"],
        ClientId=known["outputs"]["UserPoolClientId"],
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": user, "PASSWORD": known["password"]},
    )
    issued: str = answer["AuthenticationResult"]["IdToken"]
    return issued


def _add(cognito: Any, pool: str, user: str, group: str, agency: str, password: str) -> None:
    attributes = [
        {"Name": "email", "Value": f"{user}@example.org"},
        {"Name": "email_verified", "Value": "true"},
        {"Name": "custom:agency", "Value": agency},
    ]
    cognito.admin_create_user(
        UserPoolId=pool,
        Username=user,
        UserAttributes=attributes,
        TemporaryPassword=password,
        MessageAction="SUPPRESS",
    )
    cognito.admin_set_user_password(
        UserPoolId=pool, Username=user, Password=password, Permanent=True
    )
    cognito.admin_add_user_to_group(UserPoolId=pool, Username=user, GroupName=group)


def _new_password() -> str:
    """Long enough for the pool's rule, with a letter of each kind that it asks for."""
    return f"Demo-{secrets.token_hex(8)}-7"
