"""What a language's content is compiled to, so that a question is read without looking at the content again."""

import msgspec


class KindWeights(msgspec.Struct, frozen=True):
    """How much each feature speaks for each kind, in `kinds.UNIT`ths of the natural logarithm of a ratio."""

    kinds: list[str]
    start: list[float]  # of each kind, before any feature is seen
    absent: list[float]  # what any feature weighs for a kind in whose examples it does not stand
    features: dict[str, bytes]  # feature -> its weight over `absent` for each of the kinds


class Tables(msgspec.Struct, frozen=True):
    """The lexicon of one language, ready for matching; plain mappings, so that JSON holds them."""

    stems: dict[str, str]  # known word -> its stem
    said: dict[str, str]  # known word -> its sounds
    by_key: dict[str, list[str]]  # key of sounds, or one with a sound wrong -> words
    sites_by_key: dict[str, list[str]]  # the same for the words of the sites' names alone, with short keys too
    alike: dict[str, list[tuple[float, str]]]  # ordinary word -> (distance, word) of what it sounds like
    phrases: dict[str, list[str]]  # stems -> the concepts they stand for; a mere beginning has none
    single_rules: dict[str, list[str]]  # word list -> the concepts it stands for alone
    rules: dict[str, dict[str, list[tuple[str, list[str]]]]]  # first part -> second part -> (concept, all parts)
    mishearings: dict[str, str]  # letters as heard -> the stem meant
    ordinary: set[str]  # words that are heard as they are
    known: set[str]  # stems that stand in some phrase
    no_site: set[str]  # stems that stand in some cue or describe a cancer, so that they are hardly a misheard site
    own: set[str]  # stems of the subject itself, which are never taken for another word
    weights: KindWeights
