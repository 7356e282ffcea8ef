"""Verifies the caller: Pub/Sub sends a token of the account that the subscription names."""

import os

import cachecontrol
import google.auth.transport.requests
import requests
from google.auth import exceptions
from google.oauth2 import id_token

ISSUERS = ("https://accounts.google.com", "accounts.google.com")
CERTIFICATES = os.environ.get("CERTIFICATES_URL", "https://www.googleapis.com/oauth2/v1/certs")


class Refused(Exception):
    """The caller is not permitted."""


class Tokens:
    """Accepts tokens of one account for one audience."""

    def __init__(self, audience: str, account: str):
        self._audience = audience
        self._account = account
        # Caches Google's certificates until they expire.
        session = cachecontrol.CacheControl(requests.Session())
        self._transport = google.auth.transport.requests.Request(session=session)

    def check(self, authorization: str) -> None:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Refused("no bearer token")
        try:
            claims = id_token.verify_token(token, self._transport, self._audience, CERTIFICATES)
        except exceptions.TransportError:
            raise  # Google does not answer: Pub/Sub redelivers.
        except (exceptions.GoogleAuthError, ValueError) as e:
            raise Refused(str(e)) from e
        if claims.get("iss") not in ISSUERS:
            raise Refused(f"issued by {claims.get('iss')!r}")
        if claims.get("email") != self._account or not claims.get("email_verified"):
            raise Refused(f"token of {claims.get('email')!r}, not of {self._account!r}")
