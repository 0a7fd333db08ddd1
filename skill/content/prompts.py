"""Every spoken sentence that is no fact: one field a prompt, with the placeholders that it may hold."""

from typing import Annotated

import msgspec

from skill.content.text import Text, Words, fillable

Symptom = Annotated[str, fillable("symptom")]
SymptomSites = Annotated[str, fillable("symptom", "sites")]
Site = Annotated[str, fillable("site")]
Name = Annotated[str, fillable("name")]
Pair = Annotated[str, fillable("first", "second")]


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question and the other words in which it is asked again."""

    ask: Text
    again: Text


class PairQuestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question between two, and the other words in which it is asked again."""

    ask: Pair
    again: Pair


class Prompts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The prompts of one language."""

    # joining
    list_and: Text  # "and" between the last two of a list
    list_or: Text
    # around every answer
    disclaimer: Text
    advice: Text  # the last sentence of an answer about symptoms
    advice_outside: Text  # the last sentence where something medical was declined
    # answers
    site_lead: Site
    general_lead: Text
    list_emergency: Text
    symptom_lead: SymptomSites
    symptom_general_lead: Symptom
    symptom_elsewhere: Annotated[str, fillable("symptom", "asked", "sites")]
    symptom_general_elsewhere: Annotated[str, fillable("symptom", "asked")]
    symptom_other_causes: Text
    symptom_emergency: Text  # at the end, where the symptom is asked about
    symptom_maybe_emergency: Text  # at the start, where it may be happening now
    seldom_lead: Name
    seldom_close: Text
    unlisted_place: Name
    unlisted_symptom: Name
    unlisted_unknown: Text
    unlisted_close: Text
    emergency: Words
    crisis: Words
    outside_medical: Words
    outside_diagnosis: Words
    outside_unrelated: Words
    # titles of screens and cards
    title_welcome: Text
    title_symptom: Text
    title_emergency: Text
    title_crisis: Text
    title_outside: Text
    title_help: Text
    title_choose: Text
    # conversation
    launch: Words
    open_question: Question
    another_question: Question
    choose_question: PairQuestion
    which_question: Annotated[Question, msgspec.Meta(extra={"placeholders": ("sites",)})]
    help_open: Words
    help_answer: Words
    help_choose: Words
    help_list: Words
    miss_first: Words
    miss_second: Words
    miss_third: Words
    nothing_to_repeat: Words
    normal_speed: Text
    list_item: Annotated[str, fillable("number", "count", "item")]
    list_question: Question
    list_start: Text
    list_end: Text
    no_list: Words
    serious: Words
    why: Words
    more_lead: Text
    thanks: Words
    goodbye: Words
    fault: Words
