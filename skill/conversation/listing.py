"""A list that is read one item at a time."""

import msgspec

from skill.answer import Answer, Voice, compose
from skill.conversation.state import State
from skill.conversation.wording import Turn, Wording


class Listing:
    """Reads the items of the last answer one at a time, in one locale."""

    def __init__(self, voice: Voice, wording: Wording) -> None:
        self._voice = voice
        self._prompts = voice.prompts
        self._wording = wording

    def first(self, state: State) -> Turn:
        """The first item; without a list, that there is none."""
        return self._item(state, 0)

    def next(self, state: State) -> Turn:
        """The item after the one that was read; after the last, that this was all."""
        return self._item(state, state.item + 1)

    def previous(self, state: State) -> Turn:
        """The item before the one that was read; before the first, that one again."""
        if state.item == 0:
            return self._item(state, 0, (self._prompts.list_start,))
        return self._item(state, state.item - 1)

    def done(self, state: State, before: tuple[str, ...] = ()) -> Turn:
        """The end of the list, after the sentences `before`."""
        advice = self._voice.part("advice", self._prompts.advice)
        parts = (*self._voice.parts("note", before), advice)
        return self._wording.offer(Answer("list", self._voice.say(self._prompts.title_help), parts), state, "another")

    def _item(self, state: State, number: int, before: tuple[str, ...] = ()) -> Turn:
        whole = compose(state.last, self._voice) if state.last else None
        if not whole or not whole.items:
            return self._wording.asking("list", self._prompts.no_list, "open", state)
        if number >= len(whole.items):
            return self.done(state, (self._prompts.list_end,))
        item = whole.items[number].rstrip(".")
        text = self._voice.say(self._prompts.list_item, number=str(number + 1), count=str(len(whole.items)), item=item)
        kept = msgspec.structs.replace(state, item=number, misses=0)
        return self._wording.asking("list", (*before, text), "item", kept, title=whole.title)
