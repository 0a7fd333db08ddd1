"""What a language's content is compiled to, so that a question is read without looking at the content again."""

import msgspec


class KindCounts(msgspec.Struct, frozen=True):
    """How often each feature stands in the example questions of each kind."""

    kinds: list[str]
    examples: list[int]  # of each kind
    features: dict[str, list[int]]  # feature -> kind, count, kind, count, ...


class Tables(msgspec.Struct, frozen=True):
    """The lexicon of one language, ready for matching; plain mappings, so that JSON holds them."""

    stems: dict[str, str]  # known word -> its stem
    said: dict[str, str]  # known word -> its sounds
    by_key: dict[str, list[str]]  # key of sounds, or one with a sound left out -> words
    sites_by_key: dict[str, list[str]]  # the same for the words of the sites' names alone, with short keys too
    phrases: dict[str, list[str]]  # stems -> the concepts they stand for; a mere beginning has none
    single_rules: dict[str, list[str]]  # word list -> the concepts it stands for alone
    rules: dict[str, list[tuple[str, list[str]]]]  # first two parts -> (concept, all parts)
    mishearings: dict[str, str]  # letters as heard -> the stem meant
    ordinary: set[str]  # words that are heard as they are
    known: set[str]  # stems that stand in some phrase
    own: set[str]  # stems of the subject itself, which are never taken for another word
    counts: KindCounts
