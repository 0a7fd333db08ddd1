"""Floor 4: request handlers and interceptors, each a few lines.

The SDK calls their methods by keyword, so the parameters' names are the SDK's.
"""

from typing import TypeVar

import msgspec
from ask_sdk_core.dispatch_components import AbstractExceptionHandler, AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.utils import is_request_type
from ask_sdk_model import Response
from ask_sdk_model.ui import SimpleCard

from skill.answer import Answer
from skill.conversation import Conversation, State
from skill.log import note
from skill.screen import Screen
from skill.slots import SlotReader
from skill.speech import card_text, reprompt_ssml, speakable, ssml
from skill.understand import Query

STATE = "state"  # the one session attribute
_T = TypeVar("_T")


class Locale(msgspec.Struct, frozen=True):
    """What answers in one locale."""

    conversation: Conversation
    slots: SlotReader
    screen: Screen


class Locales:
    """The locales of a skill, by name; a name that it does not know gets its language's first, or the first of all."""

    def __init__(self, locales: dict[str, Locale]) -> None:
        self._locales = locales

    def of(self, handler_input: HandlerInput) -> Locale:
        """The locale of a request."""
        name = handler_input.request_envelope.request.locale or ""
        if name in self._locales:
            return self._locales[name]
        language = name.split("-")[0]
        near = [locale for other, locale in self._locales.items() if other.split("-")[0] == language]
        return (near or list(self._locales.values()))[0]


class LaunchHandler(AbstractRequestHandler):  # type: ignore[misc]
    """The skill is opened without a question."""

    def __init__(self, locales: Locales) -> None:
        self._locales = locales

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether it is a launch."""
        return bool(is_request_type("LaunchRequest")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        """Welcome."""
        locale = self._locales.of(handler_input)
        answer, state = locale.conversation.launch()
        return respond(handler_input, locale, answer, msgspec.structs.replace(state, said=answer))


class QuestionHandler(AbstractRequestHandler):  # type: ignore[misc]
    """Every intent: slots -> Query -> Answer -> response."""

    def __init__(self, locales: Locales) -> None:
        self._locales = locales

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether it is an intent."""
        return bool(is_request_type("IntentRequest")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        """Understand and answer."""
        locale = self._locales.of(handler_input)
        query = locale.slots.query(handler_input.request_envelope.request.intent)
        return turn(handler_input, locale, query)


class TouchHandler(AbstractRequestHandler):  # type: ignore[misc]
    """Something on the screen was touched; it carries a query, as if it had been said."""

    def __init__(self, locales: Locales) -> None:
        self._locales = locales

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether it is a touch."""
        return bool(is_request_type("Alexa.Presentation.APL.UserEvent")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        """Answer what was touched; what cannot be read is `unknown`."""
        arguments = handler_input.request_envelope.request.arguments or []
        query = _converted(arguments[-1] if arguments else None, Query) or Query("unknown")
        return turn(handler_input, self._locales.of(handler_input), query)


class SilentHandler(AbstractRequestHandler):  # type: ignore[misc]
    """A session that ended, and every request type that needs no words."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whatever the others left."""
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        """Nothing may be said."""
        return handler_input.response_builder.response


class FaultHandler(AbstractExceptionHandler):  # type: ignore[misc]
    """Whatever went wrong: an apology, the physician's advice, and the session ends."""

    def __init__(self, locales: Locales) -> None:
        self._locales = locales

    def can_handle(self, handler_input: HandlerInput, exception: Exception) -> bool:
        """All exceptions."""
        return True

    def handle(self, handler_input: HandlerInput, exception: Exception) -> Response:
        """Say so; nothing of the exception is said or kept but its type."""
        note(fault=exception)
        locale = self._locales.of(handler_input)
        return respond(handler_input, locale, locale.conversation.fault(), State())


def turn(handler_input: HandlerInput, locale: Locale, query: Query) -> Response:
    """Answer `query` in the session's state."""
    session = handler_input.request_envelope.session
    one_shot = bool(session and session.new)
    state = State() if one_shot else _state(handler_input)
    answer, state = locale.conversation.respond(query, state, open_session=not one_shot)
    return respond(handler_input, locale, answer, state)


def respond(handler_input: HandlerInput, locale: Locale, answer: Answer, state: State) -> Response:
    """`answer` as a response; the session stays open exactly when it asks something."""
    note(kind=answer.kind)
    builder = handler_input.response_builder
    builder.speak(ssml(answer, state.rate)).set_card(SimpleCard(title=answer.title, content=card_text(answer)))
    for directive in locale.screen.directives(answer, handler_input):
        builder.add_directive(directive)
    if answer.again:
        builder.ask(reprompt_ssml(answer, state.rate))
    else:
        builder.set_should_end_session(True)
    if handler_input.request_envelope.session:
        kept = {STATE: msgspec.to_builtins(state)} if answer.again else {}
        handler_input.attributes_manager.session_attributes = kept
    return builder.response


def _state(handler_input: HandlerInput) -> State:
    """The session's state; a new one where the attribute is missing or is not ours."""
    session = handler_input.request_envelope.session
    attributes = session.attributes if session else None
    state = _converted(attributes.get(STATE), State) if isinstance(attributes, dict) else None
    return state if state and (state.said is None or speakable(state.said)) else State()


def _converted(value: object, wanted: type[_T]) -> _T | None:
    """`value` as an object of ours; None where it is none."""
    try:
        return msgspec.convert(value, wanted)
    except (msgspec.ValidationError, UnicodeEncodeError):  # the latter: half a character, which JSON can hold
        return None
