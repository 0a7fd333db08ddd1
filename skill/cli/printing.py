"""What was heard, and how it was understood, as text or JSON."""

import json
from typing import Any

import click

from skill.simulator import Heard
from skill.understand import Understanding


def heard_object(heard: Heard) -> dict[str, Any]:
    """What `--json` prints for one turn."""
    return {
        "question": heard.said,
        "intent": heard.intent,
        "slots": heard.slots,
        "speech": heard.speech,
        "ssml": heard.ssml,
        "reprompt": heard.reprompt,
        "card": heard.card,
        "directives": list(heard.directives),
        "end_session": heard.end_session,
        "ms": heard.ms,
    }


def explanation(understanding: Understanding, text: str) -> list[str]:
    """How the skill understands the words of `text`: words, spans, candidates, the one chosen."""
    return list(understanding.explain(text).lines())


def show(heard: Heard, as_json: bool, explained: list[str] | None = None) -> None:
    """Prints one turn on a line of its own."""
    if as_json:
        extra = {} if explained is None else {"explain": explained}
        click.echo(json.dumps(heard_object(heard) | extra, ensure_ascii=False))
        return
    for line in explained or ():
        click.echo(f"  {line}")
    click.echo(heard.speech)
