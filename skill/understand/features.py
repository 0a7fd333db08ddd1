"""Evidence -> the features by which the kind of a question is judged."""

from skill.understand.evidence import SURE, Evidence

WORD, PAIR = "1 ", "2 "  # begin the feature of a single word, and of a pair
# Sorts of concepts that tell something of the kind by standing anywhere in the question.
_TELLING = ("cue", "topic", "outside", "emergency", "despair", "nav", "w", "general")

# Cues that tell how things belong together, and little of the kind (by cross-validation on the examples).
_SILENT = ("cue:asks_sign", "cue:before_site", "cue:instead", "cue:joins", "cue:lists", "cue:negation", "cue:requests")
_SUBJECT = ("cue:after_site", "cue:beside_site", "general:")
_NAMED = ("topic:", "outside:")  # their patterns were written to tell the kind, and count twice (likewise)


def features(evidence: Evidence) -> list[str]:
    """Names of the features, each once: words, pairs of words with things as one word, things, cues."""
    words = _with_things_named(evidence)
    found = {f"{WORD}{word}" for word in words}
    found.update(f"{PAIR}{left} {right}" for left, right in zip(["^", *words], [*words, "$"], strict=True))
    concepts = {hit.concept for hit in evidence.hits if hit.cost <= SURE and hit.concept.split(":")[0] in _TELLING}
    found.update(concepts.difference(_SILENT))
    found.update(f"named {concept}" for concept in concepts if concept.startswith(_NAMED))
    for sort in ("site", "symptom", "sign"):
        count = len(evidence.ids(sort))
        found.add(f"{sort} {count if count < 2 else 'many'}")
    found.update(f"a {hit.concept.split(':')[0]}" for hit in evidence.things)
    subject = evidence.things or not concepts.isdisjoint(_SUBJECT)
    found.add("of the subject" if subject else "of no subject")
    found.add(f"{min(len(evidence.tokens) // 4, 5)} long")
    found.add("asks list" if evidence.asks_list else "asks back" if evidence.asks_back else "asks nothing")
    return sorted(found)


def _with_things_named(evidence: Evidence) -> list[str]:
    """The stems of the question, every thing that was found in it as one word, such as SITE."""
    named: dict[int, str] = {}
    for hit in evidence.things:
        sort = hit.concept.split(":")[0].upper()
        for place in range(hit.start, hit.end):
            if hit.mask >> place & 1:
                named.setdefault(place, sort)
    # "Mets" has many mishearings, and right after a place they are all the same.
    ends = {hit.end for hit in evidence.things if hit.concept.startswith("site:")}
    named.update((cue.start, "AFTER_SITE") for cue in evidence.cue("after_site") if cue.start in ends)
    words: list[str] = []
    for place, token in enumerate(evidence.tokens):
        word = named.get(place, token.stem)
        if not (words and words[-1] == word and place in named):
            words.append(word)
    return words
