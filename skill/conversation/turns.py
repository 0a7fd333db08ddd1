"""Floor 3: what is said in a turn, given what was asked and what was said before. Pure; knows no Alexa.

A session is open exactly when something was asked; then the answer has a question, and the state says which.
"""

from collections.abc import Callable

import msgspec

from skill.answer import Answer, Part, Voice, compose
from skill.conversation.listing import Listing
from skill.conversation.state import State
from skill.conversation.wording import Turn, Wording, before_advice
from skill.understand import Query

_ENDS_SESSION = ("emergency", "crisis")  # whoever hears these has a call to make
_OFFERED_SITES = 3  # choices in one prompt (W3C COGA, voice systems)


class Conversation:
    """Holds a conversation in one locale."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._prompts = voice.prompts
        self._wording = Wording(voice)
        self._listing = Listing(voice, self._wording)
        self._actions: dict[str, Callable[[State], Turn]] = {
            "help": self._help,
            "repeat": self._repeat,
            "slower": self._slower,
            "normal_speed": self._normal_speed,
            "more": self._more,
            "next": self._next,
            "previous": self._previous,
            "one_at_a_time": self._listing.first,
            "yes": self._yes,
            "no": self._no,
            "thanks": lambda state: self._wording.end("thanks", self._prompts.thanks, state),
            "stop": lambda state: self._wording.end("stop", self._prompts.goodbye, state),
            "start_over": self.launch,
            "serious": lambda state: self._remark("serious", self._prompts.serious, state),
            "why": lambda state: self._remark("why", self._prompts.why, state),
            "first": lambda state: self._chosen(state, slice(0, 1)),
            "second": lambda state: self._chosen(state, slice(1, 2)),
            "both": lambda state: self._chosen(state, slice(0, 2)),
        }

    def launch(self, state: State | None = None) -> Turn:
        """The welcome, which says what this is and ends with a question."""
        state = msgspec.structs.replace(state or State(), disclaimed=True, last=None, misses=0)
        return self._wording.asking("launch", self._prompts.launch, "open", state, title=self._prompts.title_welcome)

    def respond(self, query: Query, state: State, open_session: bool) -> Turn:
        """The answer to `query` after what `state` remembers; `open_session` is False for a one-shot question."""
        if query.kind == "navigation":
            answer, state = self._actions[query.name](state)
        elif query.kind == "choose":
            answer, state = self._choose(query, state)
        elif query.kind == "unknown" or (query.kind == "outside" and state.misses):
            answer, state = self._miss(state)
        else:
            answer, state = self._answer(query, state, open_session)
        not_understood = answer.kind == "miss" and state.said is not None
        return answer, state if not_understood else msgspec.structs.replace(state, said=answer)

    def fault(self) -> Answer:
        """What is said when something broke."""
        return Answer("fault", self._prompts.title_outside, tuple(self._voice.parts("advice", self._prompts.fault)))

    # answers

    def _answer(self, query: Query, state: State, open_session: bool) -> Turn:
        answer = compose(query, self._voice)
        misses = state.misses + 1 if query.kind == "outside" else 0
        kept = msgspec.structs.replace(state, asked="", last=query, misses=misses, item=0, choices=())
        if query.kind == "outside":
            kept = msgspec.structs.replace(kept, last=state.last)
        if query.kind in _ENDS_SESSION:
            return answer, kept
        if not state.disclaimed:
            answer = before_advice(answer, self._voice.part("disclaimer", self._prompts.disclaimer))
            kept = msgspec.structs.replace(kept, disclaimed=True)
        if not open_session:
            return answer, kept
        return self._wording.offer(answer, kept, "open" if query.kind == "outside" else "another")

    def _choose(self, query: Query, state: State) -> Turn:
        state = msgspec.structs.replace(state, choices=query.sites, misses=0)
        return self._wording.asking("choose", (), "choose", state, title=self._prompts.title_choose)

    def _chosen(self, state: State, which: slice) -> Turn:
        sites = state.choices[which]
        if not sites:
            return self._miss(state)
        return self._answer(Query("site", sites=sites), state, open_session=True)

    def _miss(self, state: State) -> Turn:
        misses = state.misses + 1
        kept = msgspec.structs.replace(state, misses=misses)
        if misses >= 3:
            return self._wording.end("miss", self._prompts.miss_third, kept)
        sentences = self._prompts.miss_first if misses == 1 else self._prompts.miss_second
        if state.asked == "choose":
            return self._wording.asking("miss", sentences, "choose", kept)
        return self._wording.asking("miss", sentences, "open", kept)

    def _remark(self, kind: str, sentences: tuple[str, ...], state: State) -> Turn:
        """Something about the last answer."""
        if state.last is None:
            return self._miss(state)
        parts = (*self._voice.parts("note", sentences), self._voice.part("advice", self._prompts.advice))
        return self._wording.offer(Answer(kind, self._voice.say(self._prompts.title_symptom), parts), state, "another")

    # navigation

    def _help(self, state: State) -> Turn:
        prompts = self._prompts
        if state.asked == "choose":
            return self._wording.asking("help", prompts.help_choose, "choose", state)
        if state.asked == "item":
            return self._wording.asking("help", prompts.help_list, "item", state)
        if state.last:
            return self._wording.asking("help", prompts.help_answer, "another", state)
        return self._wording.asking("help", prompts.help_open, "open", state)

    def _repeat(self, state: State) -> Turn:
        if state.said is None:
            return self._wording.asking("repeat", self._prompts.nothing_to_repeat, "open", state)
        return state.said, state

    def _slower(self, state: State) -> Turn:
        return self._repeat(msgspec.structs.replace(state, rate="x-slow" if state.rate else "slow"))

    def _normal_speed(self, state: State) -> Turn:
        answer, kept = self._repeat(msgspec.structs.replace(state, rate=""))
        lead = self._voice.part("note", self._prompts.normal_speed)
        if answer.parts[0] == lead:
            return answer, kept
        return msgspec.structs.replace(answer, parts=(lead, *answer.parts)), kept

    def _more(self, state: State) -> Turn:
        lead = (self._prompts.more_lead,) if state.last else ()
        return self._which("more", lead, state)

    def _which(self, kind: str, sentences: tuple[str, ...], state: State) -> Turn:
        told = state.last.sites if state.last else ()
        others = tuple(name for name in self._voice.sites if name not in told and name not in state.choices)
        kept = msgspec.structs.replace(state, choices=(others or tuple(self._voice.sites))[:_OFFERED_SITES])
        return self._wording.asking(kind, sentences, "which", kept, title=self._prompts.title_choose)

    def _next(self, state: State) -> Turn:
        return self._listing.next(state) if state.asked == "item" else self._more(state)

    def _previous(self, state: State) -> Turn:
        if state.asked == "item":
            return self._listing.previous(state)
        return self._answer(state.last, state, open_session=True) if state.last else self._help(state)

    def _yes(self, state: State) -> Turn:
        if state.asked == "item":
            return self._listing.next(state)
        if state.asked in ("another", "open"):
            return self._which("yes", (), state)
        if state.asked in ("which", "choose"):
            return self._asked_again(state)
        return self.launch(state)

    def _asked_again(self, state: State) -> Turn:
        """A yes to a question between several: asked once more, in the other words."""
        ask, again = self._wording.asked_words(state.asked, state)
        answer = Answer("choose", self._voice.say(self._prompts.title_choose), (Part("question", again),), again=ask)
        return answer, state

    def _no(self, state: State) -> Turn:
        if state.asked == "choose":
            return self._wording.asking("no", self._prompts.help_open, "open", msgspec.structs.replace(state, choices=()))
        if state.asked == "item":
            return self._listing.done(state)
        return self._wording.end("stop", self._prompts.goodbye, state)
