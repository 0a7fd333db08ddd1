"""The content is right, and whatever is wrong in a copy of it is told, all at once, as `path: message`."""

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from skill.content.load import FOLDER, load
from skill.content.read import Faults
from skill.content.validate import validate
from skill.interaction_model.faults import content_faults

LIVER, TOPICS, PROMPTS, CUES = "en/sites/liver.yaml", "en/topics.yaml", "en/prompts.yaml", "en/cues.yaml"
LONG = " ".join(["word"] * 26)
TRUTH = "YAML reads an unquoted yes, no, on, off, true or false as the truth value"


class Broken(NamedTuple):
    """One thing broken: `old` is `new` in `file`, and these lines, below the content folder, are what is told."""

    name: str
    file: str
    old: str
    new: str
    told: tuple[str, ...]


def row(name: str, file: str, old: str, new: str, *told: str) -> Broken:
    return Broken(name, file, old, new, tuple(line.replace("@", file, 1) for line in told))


FORM = [
    row("unknown key", LIVER, "label: Liver", "label: Liver\ncolour: red", "@: unknown key 'colour'"),
    row("missing key", LIVER, "label: Liver\n", "", "@: missing key 'label'"),
    row("missing source", LIVER, "source: symptoms of liver metastasis\n", "", "@: missing key 'source'"),
    row(
        "missing source of a symptom", LIVER, "    source: symptoms of liver metastasis, jaundice\n", "",
        "@: symptoms: 2: missing key 'source'",
    ),
    row(
        "empty source", LIVER, "source: symptoms of liver metastasis\n", "source: ' '\n",
        r"@: source: Expected `str` matching regex '\\S'",
    ),
    row("key twice", LIVER, "label: Liver", "label: Liver\nlabel: Livers", "@: line 3: the key 'label' stands twice"),
    row("id unlike file", LIVER, "id: liver", "id: lever", "@: id: 'lever' is not the file's name, 'liver'"),
    row(
        "id no id", LIVER, "id: jaundice", "id: Jaundice!",
        "@: symptoms: 2: id: Expected `str` matching regex '^[a-z]+(_[a-z]+)*$'",
    ),
    row("no as a truth value", PROMPTS, "list_and: and", "list_and: no", f"@: list_and: {TRUTH} False; put it in quotes"),
    row("yes in a list", LIVER, "  - livers", "  - yes", f"@: patterns: 2: {TRUTH} True; put it in quotes"),
    row("no as a key", "en/cues.yaml", '  "no": ["no", nope', '  no: ["no", nope',
        f"@: navigation: {TRUTH} False as a key; put it in quotes"),
    row("a number", LIVER, "label: Liver", "label: 4", "@: label: Expected `str`, got `int`"),
    row("text for a list", LIVER, "  - hepatic\n  - livers", "  hepatic", "@: patterns: should be a list, not text"),
    row("a list for keys", "en/symptoms.yaml", "label: General symptoms", "- label", "@: is not YAML: *"),
    row("no YAML", LIVER, "id: liver", "id: [liver", "@: is not YAML: *"),
    row("a truth for truth", "en/sites/lungs.yaml", "emergency: true", "emergency: maybe",
        "@: symptoms: 1: emergency: Expected `bool`, got `str`"),
    row("a reviewer is claimed", "en/review.yaml", "pending", "done by Dr. Lin",
        "@: clinical_review: Invalid enum value 'done by Dr. Lin'"),
]  # fmt: skip

MEANING = [
    row("dangling site", CUES, "sites: [bones, brain]", "sites: [bones, brian]",
        "@: either: there is no site 'brian'; there are: chest_wall, lymph_nodes, bones, lungs, liver, brain"),
    row("unknown language", "locales.yaml", "en-AU:\n  language: en", "en-AU:\n  language: au",
        "@: en-AU: there is no language 'au'; there are: en"),
    row("symptom twice", LIVER, "id: jaundice", "id: seizures",
        "en/sites/brain.yaml: the symptom 'seizures' stands in sites/liver.yaml already"),
    row("topic twice", TOPICS, "id: outlook", "id: spread", "@: the topic 'spread' stands in topics.yaml already"),
    row("raw <", LIVER, "item: swelling in the belly", "item: swelling <b> in the belly",
        "@: symptoms: belly_swelling: item: '<', '>' and '&' cannot be spoken; write the word"),
    row("raw &", TOPICS, "Its reviewer is Dr. Lin.", "Its reviewer & author is Dr. Lin.",
        "@: source: answer: 1: '<', '>' and '&' cannot be spoken; write the word"),
    row("braces", PROMPTS, "right now, call {emergency_number} first.", "right now, call {emergency_number first.",
        "@: symptom_maybe_emergency: the braces do not pair up"),
    row("unknown placeholder", LIVER, "item: swelling in the belly", "item: swelling in the {site}",
        "@: symptoms: belly_swelling: item: unknown placeholder 'site'; it may hold: crisis_line, emergency_number, "
        "invocation_name, physician"),
    row("placeholder of another prompt", PROMPTS, "ask: Do you mean {first}, or {second}?", "ask: Do you mean {sites}?",
        "@: choose_question: ask: unknown placeholder 'sites'; it may hold: crisis_line, emergency_number, first, "
        "invocation_name, physician, second"),
    row("placeholder left out", PROMPTS, "breast cancer in {site}:", "breast cancer:",
        "@: site_lead: lacks the placeholder 'site'"),
    row("a long sentence", PROMPTS, "disclaimer: This", f"disclaimer: {LONG}",
        "@: disclaimer: a sentence of 31 words; 25 can be said in one breath"),
    row("a long answer", TOPICS, "    - Many women live well with it for years.",
        "    - Many women live well with it for years.\n    - '" + "So it is. " * 800 + "'",
        "@: outlook: an answer of 8188 characters; 8000 can be spoken"),
    row("source of another part", LIVER, "source: symptoms of liver metastasis, jaundice",
        "source: symptoms of bone metastasis",
        "@: symptoms: jaundice: source: 'symptoms of bone metastasis' is no part of 'symptoms of liver metastasis'"),
    row("no such word list", LIVER, "synonyms:\n", "synonyms:\n  - <pian> + liver\n",
        "@: '<pian> + liver': there is no word list 'pian' in cues.yaml"),
    row("half a word list", LIVER, "synonyms:\n", "synonyms:\n  - <pain + liver\n",
        "@: '<pain + liver': '<' and '>' do not pair up"),
    row("half a pattern", LIVER, "synonyms:\n", "synonyms:\n  - <pain> +\n", "@: '<pain> +': nothing stands beside a '+'"),
    row("a pattern in a word list", CUES, "hair: [hair]", "hair: [hair, <skin>]",
        "@: words: hair: '<skin>': a word list holds phrases, no patterns"),
    row("a number from nowhere", "locales.yaml", '    emergency_number: "911.gov, the national emergency number"\n', "",
        "@: en-US: sources: 'emergency_number' does not say where it comes from"),
    row("a source of nothing", "locales.yaml", '    physician: "the article', '    colour: "x"\n    physician: "the article',
        "@: en-US: sources: 'colour' is none of emergency_number, crisis_line, physician"),
    row("an unknown kind", "intents.yaml", "kind: general", "kind: generic",
        "@: GeneralSymptomsIntent: kind: 'generic' is none of site, symptom, general, topic, question, navigation, fallback"),
    row("an action for no navigation", "intents.yaml", "kind: general", "kind: general\n  action: more",
        "@: GeneralSymptomsIntent: action: the kind 'general' has none"),
    row("a synonym of two sites", LIVER, "synonyms:\n", "synonyms:\n  - pulmonary mets\n",
        "en: SITE in *: 'pulmonary mets' is owned by lungs and by liver"),
    row("unknown slot", "en/utterances.yaml", "  - tell me about {symptom}", "  - tell me about {symtom}",
        "@: SymptomIntent: 'tell me about {symtom}': unknown slot 'symtom'"),
    row("an open bracket", "en/utterances.yaml", "  - (what is|what's) {topic}", "  - (what is|what's {topic}",
        "@: TopicIntent: '(what is|what's {topic}': a ')' is missing"),
    row("an unknown intent", "en/utterances.yaml", "TopicIntent:", "TopicalIntent: []\nTopicIntent:",
        "@: TopicalIntent: intents.yaml has no such intent"),
    row("an intent without utterances", "en/utterances.yaml", "AMAZON.FallbackIntent: []", "",
        "@: the intent AMAZON.FallbackIntent of intents.yaml is missing"),
]  # fmt: skip


def faults(folder: Path) -> list[str]:
    """All that is told of a content folder, paths from the folder's name on."""
    try:
        content = load(folder)
    except Faults as found:
        lines = found.lines
    else:
        lines = [*validate(content, folder), *(f"{folder / fault}" for fault in content_faults(content))]
    return [line.replace(f"{folder.parent}/", "") for line in lines]


def break_it(folder: Path, broken: Broken) -> None:
    path = folder / broken.file
    text = path.read_text(encoding="utf-8")
    assert broken.old in text, f"{broken.file} no longer holds {broken.old!r}"
    path.write_text(text.replace(broken.old, broken.new, 1), encoding="utf-8")


def same(line: str, wanted: str) -> bool:
    return bool(re.fullmatch(".+".join(map(re.escape, wanted.split("*"))), line))


@pytest.mark.parametrize("broken", [*FORM, *MEANING], ids=lambda broken: broken.name)
def test_what_is_broken_is_told(broken: Broken, content_copy: Path) -> None:
    before = faults(content_copy)
    break_it(content_copy, broken)
    told = [line for line in faults(content_copy) if line not in before]
    for wanted in broken.told:
        assert [line for line in told if same(line, f"content/{wanted}")], told
    assert not [line for line in told if not any(same(line, f"content/{wanted}") for wanted in broken.told)]


def test_the_content_is_right() -> None:
    assert faults(FOLDER) == []


TOGETHER = [
    ("unknown key", "no as a truth value", "a reviewer is claimed"),
    ("dangling site", "raw &", "a long sentence", "an unknown kind", "unknown slot", "a number from nowhere"),
]


@pytest.mark.parametrize("names", TOGETHER, ids=["form", "meaning"])
def test_everything_is_told_at_once(names: tuple[str, ...], content_copy: Path) -> None:
    rows = [broken for broken in (*FORM, *MEANING) if broken.name in names]
    for broken in rows:
        break_it(content_copy, broken)
    told = faults(content_copy)
    wanted = [f"content/{line}" for broken in rows for line in broken.told]
    assert not [line for line in wanted if not any(same(other, line) for other in told)]


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        ("intents.yaml", "content/intents.yaml: is missing"),
        ("en/prompts.yaml", "content/en/prompts.yaml: is missing"),
        ("en/sites", "content/en/sites: holds no site"),
        ("en", "content: holds no language folder, such as en"),
        ("", "content: there is no such folder; name the content folder with --content"),
    ],
)
def test_what_is_gone_is_told(gone: str, told: str, content_copy: Path) -> None:
    (content_copy / gone).rename(content_copy.parent / "gone")
    assert told in faults(content_copy)


def test_a_language_that_lacks_something_is_told(content_copy: Path) -> None:
    shutil.copytree(content_copy / "en", content_copy / "de")
    (content_copy / "de" / "sites" / "liver.yaml").unlink()
    told = faults(content_copy)
    for line in ("content/de: lacks the site 'liver', which en has", "content/de: lacks the symptom 'jaundice', which en has"):
        assert line in told


def test_bytes_that_are_no_text_are_told(content_copy: Path) -> None:
    (content_copy / LIVER).write_bytes(b"\xff\xfe\x00")
    assert [line for line in faults(content_copy) if line.startswith(f"content/{LIVER}: cannot be read:")]
