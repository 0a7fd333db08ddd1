"""The way in over HTTP: POST /alexa for Alexa and nobody else, GET /healthz for whoever watches the machine.

A request is refused at the first check that it fails: size, headers, certificate URL, chain, signature over the raw
bytes, UTF-8, JSON shape, timestamp, skill id. The caller is told the status only; the log has the reason.
"""

from typing import Any

import msgspec
from ask_sdk_core.skill import CustomSkill
from flask import Flask, Response, request
from werkzeug.exceptions import BadRequest, HTTPException, MethodNotAllowed, RequestEntityTooLarge

from skill.app import build_custom_skill
from skill.cache import tables
from skill.content import Content
from skill.content.load import load
from skill.entry import answer, describe
from skill.envelope import NOTHING, Refusal, check_skill_id, check_timestamp, convert, parse
from skill.flask_sdk import VERIFY_SIGNATURE_APP_CONFIG, VERIFY_TIMESTAMP_APP_CONFIG, SkillAdapter
from skill.log import Line, configure, one_line, place
from skill.server import run
from skill.verification import SignatureVerifier
from skill.verification.verifier import SIGNATURE_HEADER, URL_HEADER, Clock, utc_now

LARGEST = 64 * 1024  # bytes of a request; Alexa's have about 3,000
ROUTE = "/alexa"


class VerifiedSkillAdapter(SkillAdapter):  # type: ignore[misc]
    """flask-ask-sdk's adapter, with checks of our own before anything of a request is interpreted."""

    def __init__(self, skill: CustomSkill, skill_id: str | None, verifier: SignatureVerifier, clock: Clock) -> None:
        super().__init__(skill=skill, skill_id=skill_id)
        self._verifier = verifier
        self._clock = clock

    def init_app(self, app: Flask) -> None:
        """Register with `app`; the SDK's own verifiers stay off, as ours come earlier and refuse more."""
        app.config[VERIFY_SIGNATURE_APP_CONFIG] = False
        app.config[VERIFY_TIMESTAMP_APP_CONFIG] = False
        super().init_app(app)

    def dispatch_request(self) -> Response:
        """The answer to the request that Flask is handling: 200, or 400 and 413 without a word of why."""
        with one_line() as line:
            try:
                return _json(self._answer(line))
            except Refusal as refusal:
                line.outcome = f"refused: {refusal}"
                return _bare(400)
            except RequestEntityTooLarge:
                line.outcome = "refused: the body is too large"
                return _bare(413)
            except BadRequest:
                line.outcome = "refused: the body is incomplete"
                return _bare(400)
            except Exception as error:
                # The app answers its own faults; what gets here is a fault around it. Alexa then ends the session.
                line.outcome = f"fault: {place(error)}"
                return _json(NOTHING)

    def _answer(self, line: Line) -> dict[str, Any]:
        body = _body()
        self._verifier.verify(request.headers.get(URL_HEADER), request.headers.get(SIGNATURE_HEADER), body)
        event = parse(_text(body))
        envelope = convert(event)
        describe(envelope, line)
        check_timestamp(envelope, self._clock())
        check_skill_id(envelope, self._skill_id)
        return answer(self._skill, event)


def create_app(
    skill: CustomSkill, skill_id: str | None, *, verifier: SignatureVerifier | None = None, clock: Clock = utc_now
) -> Flask:
    """A Flask app that answers for `skill`; without a `skill_id` it refuses every request."""
    app = Flask("skill", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST + 1
    adapter = VerifiedSkillAdapter(skill, skill_id, verifier or SignatureVerifier(clock=clock), clock)
    adapter.init_app(app)
    app.add_url_rule(ROUTE, "alexa", adapter.dispatch_request, methods=["POST"], provide_automatic_options=False)
    app.add_url_rule("/healthz", "healthz", lambda: Response("ok\n", mimetype="text/plain"), methods=["GET"])
    app.register_error_handler(HTTPException, _http_error)
    return app


def serve(
    host: str = "127.0.0.1",
    port: int = 8080,
    workers: int = 2,
    skill_id: str | None = None,
    content: Content | None = None,
) -> None:
    """Answer Alexa on http://host:port until told to stop; TLS is the reverse proxy's (docs/hosting.md).

    SIGTERM or SIGINT: no new request is taken, those begun are answered, then it returns by SystemExit.
    """
    configure()
    content = content or load()
    skill = build_custom_skill(content, skill_id, tables(content))
    run(create_app(skill, skill_id), host=host, port=port, workers=workers)


def _body() -> bytes:
    """The request's body; werkzeug cuts one that does not say its length, instead of refusing it, so one more is read."""
    body = request.get_data(cache=False)
    if len(body) > LARGEST:
        raise RequestEntityTooLarge
    return body


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal("the body is not UTF-8") from None


def _json(value: dict[str, Any]) -> Response:
    return Response(msgspec.json.encode(value), mimetype="application/json")


def _bare(status: int) -> Response:
    return Response(b"", status=status, mimetype="text/plain")


def _http_error(error: HTTPException) -> Response:
    """What Flask refuses by itself: an unknown path, another method. Its own pages would quote the request."""
    if isinstance(error, MethodNotAllowed) and request.path == ROUTE:
        with one_line() as line:
            line.outcome = "refused: the method is not POST"
    response = _bare(error.code or 500)
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response
