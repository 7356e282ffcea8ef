"""Takes segment changes that Pub/Sub pushes as CloudEvents in binary mode."""

import os

from cloudevents.core.bindings.http import HTTPMessage, from_http_event
from cloudevents.core.exceptions import BaseCloudEventException
from flask import Flask, request

from segments import Segments
from tokens import Refused, Tokens

TYPE = "dev.segue.segment.changed.v1"
FIELDS = {"user_id": str, "segment": str, "revision": int, "changed_at": int}

app = Flask(__name__)
tokens = Tokens(os.environ["AUDIENCE"], os.environ["PUSH_ACCOUNT"])
segments = Segments(os.environ.get("DATABASE", "segments.db"))


@app.post("/")
def receive():
    """Any 2xx acknowledges; Pub/Sub redelivers after any other answer."""
    tokens.check(request.headers.get("Authorization", ""))
    event = from_http_event(HTTPMessage(dict(request.headers), request.get_data()))
    if event.get_type() != TYPE:
        raise ValueError(f"type is {event.get_type()!r}, not {TYPE!r}")
    segments.keep(change(event.get_data()))
    return "", 204


def change(data) -> dict:
    """Ignores unknown fields: later versions may add some."""
    if not isinstance(data, dict):
        raise ValueError("the data is not a JSON object")
    for name, kind in FIELDS.items():
        if type(data.get(name)) is not kind:
            raise ValueError(f"{name} is {data.get(name)!r}")
    return data


@app.errorhandler(Refused)
def refuse(problem):
    app.logger.warning("refused: %s", problem)
    return {"detail": str(problem)}, 403


@app.errorhandler(ValueError)
@app.errorhandler(BaseCloudEventException)
def reject(problem):
    """Pub/Sub redelivers it until the subscription's dead-letter policy applies."""
    app.logger.error("not a segment change: %s", problem)
    return {"detail": str(problem)}, 400
