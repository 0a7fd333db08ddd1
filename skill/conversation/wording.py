"""The parts of which turns are made: an answer with a question after it, a question alone, an end."""

import msgspec

from skill.answer import Answer, Part, Voice
from skill.content.prompts import Question
from skill.conversation.state import Asked, State

Turn = tuple[Answer, State]


class Wording:
    """Words turns in one locale."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._prompts = voice.prompts

    def offer(self, answer: Answer, state: State, asked: Asked) -> Turn:
        """`answer` with the question what to do next, before the advice."""
        question = self._question(asked)
        answer = before_advice(answer, self._voice.part("question", question.ask))
        again = self._voice.say(question.again)
        return msgspec.structs.replace(answer, again=again), msgspec.structs.replace(state, asked=asked)

    def asking(self, kind: str, sentences: tuple[str, ...], asked: Asked, state: State, title: str = "") -> Turn:
        """Some sentences, and then the question that `asked` names."""
        ask, again = self.asked_words(asked, state)
        parts = (*self._voice.parts("note", sentences), Part("question", ask))
        title = self._voice.say(title or self._prompts.title_help)
        return Answer(kind, title, parts, again=again), msgspec.structs.replace(state, asked=asked)

    def end(self, kind: str, sentences: tuple[str, ...], state: State) -> Turn:
        """Some sentences that ask nothing, so that the session ends."""
        parts = tuple(self._voice.parts("note", sentences))
        return Answer(kind, parts[0].text, parts), msgspec.structs.replace(state, asked="")

    def asked_words(self, asked: Asked, state: State) -> tuple[str, str]:
        """The question that `asked` names, and the same in other words."""
        prompts, say, sites = self._prompts, self._voice.say, self._voice.sites
        if asked == "choose":
            first, second = (sites[name].name for name in state.choices)
            pair = prompts.choose_question
            return say(pair.ask, first=first, second=second), say(pair.again, first=first, second=second)
        if asked == "which":
            question, names = prompts.which_question, self._or([sites[name].name for name in state.choices])
            return say(question.ask, sites=names), say(question.again, sites=names)
        question = prompts.list_question if asked == "item" else self._question(asked)
        return say(question.ask), say(question.again)

    def _question(self, asked: Asked) -> Question:
        return self._prompts.open_question if asked == "open" else self._prompts.another_question

    def _or(self, names: list[str]) -> str:
        return self._voice.joined(names, self._prompts.list_or)


def before_advice(answer: Answer, part: Part) -> Answer:
    """`answer` with `part` before the closing advice, or at the end where there is none."""
    parts = list(answer.parts)
    at = len(parts) - 1 if parts and parts[-1].role == "advice" else len(parts)
    return msgspec.structs.replace(answer, parts=(*parts[:at], part, *parts[at:]))
