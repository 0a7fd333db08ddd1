"""content -> skill package: what is generated, what is refused, and each of Amazon's rules that can be tested."""

import itertools
import json
import re
import struct
from pathlib import Path
from typing import Any

import pytest

from skill.content import Content
from skill.content.load import load
from skill.content.read import Faults
from skill.interaction_model import FOLDER, content_faults, generate, lint, model_document, read_package, stale, write
from skill.interaction_model.slot_types import spellings
from skill.interaction_model.templates import TemplateError, expand, slots, spoken
from skill.simulator import Nlu
from tests.conftest import Alexa

Json = dict[str, Any]
US = "interactionModels/custom/en-US.json"


# ------------------------------------------------------------------------------------------------ templates
@pytest.mark.parametrize(
    ("template", "samples"),
    [
        ("liver", ["liver"]),
        ("(a|b) c", ["a c", "b c"]),
        ("(a|b) (c|d)", ["a c", "a d", "b c", "b d"]),
        ("and [the] {site}", ["and the {site}", "and {site}"]),
        ("[a|b] c", ["a c", "b c", "c"]),
        ("x (a [b]|c)", ["x a", "x a b", "x c"]),
        ("(a|a) b", ["a b"]),
        ("what's [the] {site}", ["what's the {site}", "what's {site}"]),
    ],
)
def test_a_template_stands_for_samples(template: str, samples: list[str]) -> None:
    assert list(expand(template)) == samples


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("(a|b", "')' is missing"),
        ("a [b", "']' is missing"),
        ("a) b", "closes nothing"),
        ("(a] b", "')' is missing"),
        ("a | b", "outside of brackets"),
        ("[a]", "all of it may be left out"),
        ("a {site", "braces do not pair up"),
        ("a site}", "braces do not pair up"),
    ],
)
def test_a_broken_template_is_refused(template: str, why: str) -> None:
    with pytest.raises(TemplateError, match=re.escape(why)):
        expand(template)


# ------------------------------------------------------------------------------------------------ what is generated
def body(package: dict[str, bytes], path: str = US) -> Json:
    model: Json = json.loads(package[path])["interactionModel"]["languageModel"]
    return model


def intent(model: Json, name: str) -> Json:
    return next(intent for intent in model["intents"] if intent["name"] == name)


def values(model: Json, name: str) -> dict[str, Json]:
    kind = next(kind for kind in model["types"] if kind["name"] == name)
    return {value["id"]: value["name"] for value in kind["values"]}


def test_the_committed_package_is_what_the_content_gives(content: Content) -> None:
    assert stale(generate(content)) == [], "run: python -m skill build"


def test_generating_twice_gives_the_same_bytes(content: Content) -> None:
    assert generate(content) == generate(load())


def test_each_locale_has_a_model(content: Content) -> None:
    assert {Path(path).stem for path in generate(content) if path != "skill.json"} == set(content.locales)
    assert set(content.locales) >= {"en-US", "en-GB", "en-AU", "en-CA", "en-IN"}


def test_slot_values_are_the_contents_ids(content: Content) -> None:
    model, english = body(generate(content)), content.languages["en"]
    assert list(values(model, "SITE")) == [site.id for site in english.sites]
    assert set(values(model, "SITE")) == {"chest_wall", "lymph_nodes", "bones", "lungs", "liver", "brain"}
    told = [symptom for site in english.sites for symptom in site.symptoms] + list(english.general.symptoms)
    assert list(values(model, "SYMPTOM")) == [symptom.id for symptom in told]
    assert list(values(model, "TOPIC")) == [topic.id for topic in english.topics]


def test_every_synonym_of_the_content_is_in_the_model(content: Content) -> None:
    model, english = body(generate(content)), content.languages["en"]
    for name, entries in (("SITE", english.sites), ("TOPIC", english.topics)):
        for entry in entries:
            known = values(model, name)[entry.id]
            assert set(entry.synonyms) <= {known["value"], *known["synonyms"]}


def test_a_name_that_two_sites_share_resolves_to_both(content: Content) -> None:
    either = content.languages["en"].cues.either[0]
    sites = values(body(generate(content)), "SITE")
    assert [id_ for id_, name in sites.items() if either.names[0] in name["synonyms"]] == list(either.sites)


def test_a_carrier_has_a_phrase_slot_that_gives_its_words_back(content: Content) -> None:
    question = intent(body(generate(content)), "QuestionIntent")
    types = {slot["name"]: slot["type"] for slot in question["slots"]}
    for carrier in content.intents["QuestionIntent"].carriers:
        slot = carrier.replace(" ", "_")
        assert types[slot] == "AMAZON.SearchQuery"
        assert f"{carrier} {{{slot}}}" in question["samples"]
        assert slot.replace("_", " ") == carrier


def test_a_locale_adds_its_spelling_and_takes_none_away(content: Content) -> None:
    package = generate(content)
    american, british = (
        values(body(package, f"interactionModels/custom/{name}.json"), "SYMPTOM") for name in ("en-US", "en-GB")
    )
    for id_, name in american.items():
        assert {name["value"], *name["synonyms"]} <= {british[id_]["value"], *british[id_]["synonyms"]}
    assert "yellow colour" in british["jaundice"]["synonyms"]
    assert "yellow colour" not in american["jaundice"]["synonyms"]
    assert spellings("color of the tumor", content.locales["en-GB"]) == ("color of the tumor", "colour of the tumour")


def test_example_questions_are_of_every_length(content: Content) -> None:
    questions = content.languages["en"].questions
    assert len(questions) >= 100
    lengths = {len(question.split()) for question in questions}
    assert lengths >= set(range(2, 18)), "a length that is missing is a length that Alexa may not capture"


def test_writing_changes_what_is_stale_and_nothing_else(content: Content, tmp_path: Path) -> None:
    package = generate(content)
    assert write(package, tmp_path) == sorted(package)
    assert write(package, tmp_path) == []
    (tmp_path / US).write_bytes(package[US] + b"\n")
    (tmp_path / "interactionModels/custom/xx-XX.json").write_text("{}")
    assert stale(package, tmp_path) == [US, "interactionModels/custom/xx-XX.json"]
    write(package, tmp_path)
    assert read_package(tmp_path) == package


# ------------------------------------------------------------------------------------------------ faults in the content
@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("en/utterances.yaml", "  - the {site}", "  - the {place}", "SiteSymptomsIntent: 'the {place}': unknown slot 'place'"),
        ("en/utterances.yaml", "  - the {site}", "  - the ({site}", "SiteSymptomsIntent: 'the ({site}': a ')' is missing"),
        ("en/utterances.yaml", "  - the {site}", "  - what does {symptom} mean", "unknown slot 'symptom'"),
        (
            "en/utterances.yaml",
            "  - explain {topic}",
            "  - symptoms",
            "TopicIntent: 'symptoms' is GeneralSymptomsIntent's as well",
        ),
        ("en/utterances.yaml", "AMAZON.FallbackIntent: []", "", "the intent AMAZON.FallbackIntent of intents.yaml is missing"),
        ("en/utterances.yaml", "AMAZON.FallbackIntent: []", "AMAZON.FallbackIntent: []\nLostIntent: [lost]", "no such intent"),
        ("intents.yaml", "slots: {site: SITE}\n", "slots: {site: PLACE}\n", "unknown slot type 'PLACE'"),
        ("intents.yaml", "frame: symptoms of {site}", "frame: symptoms of {place}", "frame: unknown slot 'place'"),
        ("intents.yaml", "topic: TOPIC", "topic: AMAZON.SearchQuery", "a phrase slot is written as a carrier"),
        ("locales.yaml", "language: en\n  country: GB", "language: cy\n  country: GB", "en-GB: there is no language 'cy'"),
        ("en/sites/liver.yaml", "  - liver mets", "  - lung mets", "SITE in en-US: 'lung mets' is owned by lungs and by liver"),
        ("en/manifest.yaml", "{clinical_review}", "{reviewer}", "unknown placeholder 'reviewer'"),
    ],
)
def test_a_fault_in_the_content_is_named(content_copy: Path, file: str, old: str, new: str, fault: str) -> None:
    text = (content_copy / file).read_text(encoding="utf-8")
    assert old in text
    (content_copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    broken = load(content_copy)
    found = content_faults(broken)
    assert any(fault in line for line in found), found
    assert all(re.match(r"[\w./]+: ", line) for line in found)
    with pytest.raises(Faults):
        generate(broken)


# ------------------------------------------------------------------------------------------------ Amazon's rules
def test_the_shipped_package_has_no_fault() -> None:
    assert lint(read_package()) == []


def edited(document: Json, where: str, how: str, value: Any) -> None:
    """Changes `document` at the path `where`: a step is a key, a number, or the name of one in a list."""
    *steps, last = where.split(" ")
    place: Any = document
    for step in steps:
        place = (
            place[step]
            if isinstance(place, dict)
            else next(at for i, at in enumerate(place) if step in (str(i), at.get("name")))
        )
    if how == "set":
        place[last] = value
    elif how == "drop":
        place.remove(next(at for at in place if at["name"] == last)) if isinstance(place, list) else place.pop(last)
    else:
        place[last].extend(value)


SAMPLES = "intents SiteSymptomsIntent samples"
SLOTS = "intents TopicIntent slots"
PUBLISHED = "publishingInformation"
PAGE = "publishingInformation locales en-US"
LONG_MODEL = [{"name": {"value": "x" * 1_500_000}}]
MANY = [{"name": "X" + "y" * number, "samples": ["x"], "values": [{"name": {"value": "x"}}]} for number in range(340)]

# rule, in the model ("en-US") or the manifest, where, set | add | drop, what, the fault
RULES = [
    # 1.4 the interaction model
    ("a model of 1.5 MB at most", US, "types SITE values", "add", LONG_MODEL, "more than the 1500000"),
    ("250 intents at most", US, "intents", "add", MANY, "intents are more than 250"),
    ("350 intents and types at most", US, "types", "add", MANY, "intents and slot types are more than 350"),
    ("a value of 140 characters at most", US, "types SITE values 0 name value", "set", "x" * 141, "longer than 140"),
    ("a synonym of 140 characters at most", US, "types SITE values 0 name synonyms", "add", ["x" * 141], "longer than 140"),
    ("characters of a value", US, "types SITE values 0 name value", "set", "a, or b", "'a, or b' holds more than letters"),
    ("a value once", US, "types SITE values", "add", [{"name": {"value": "liver"}}], "the value 'liver' stands twice"),
    ("an id once", US, "types SITE values 0 id", "set", "liver", "the id 'liver' stands twice"),
    ("a synonym once", US, "types SITE values 0 name synonyms", "add", ["x", "x"], "synonym 'x' stands twice"),
    ("no empty slot type", US, "types SITE values", "set", [], "has no values"),
    ("name of a slot type", US, "types SITE name", "set", "SITE-1", "'SITE-1': a name is of letters"),
    ("a slot type once", US, "types TOPIC name", "set", "SITE", "types: SITE: stands twice"),
    ("name of an intent", US, "intents BothIntent name", "set", "Both2", "Both2: a name is of letters"),
    ("an intent once", US, "intents BothIntent name", "set", "FirstIntent", "FirstIntent: stands twice"),
    ("an intent has samples", US, "intents BothIntent samples", "set", [], "BothIntent: has no samples"),
    ("the built-in intents that must be", US, "intents AMAZON.StopIntent", "drop", None, "AMAZON.StopIntent is missing"),
    ("name of a slot", US, SLOTS, "add", [{"name": "a-b", "type": "SITE"}], "'a-b' is not of letters"),
    ("a slot is not an intent", US, SLOTS, "add", [{"name": "BothIntent", "type": "SITE"}], "called like an intent"),
    ("a slot's type is declared", US, SLOTS, "add", [{"name": "x", "type": "LOST"}], "'LOST', which is not declared"),
    ("one type for a slot's name", US, SLOTS, "add", [{"name": "site", "type": "TOPIC"}], "'TOPIC' here and 'SITE' elsewhere"),
    ("a slot is used", US, SLOTS, "add", [{"name": "site", "type": "SITE"}], "the slot 'site' stands in no sample"),
    ("a slot is declared", US, SAMPLES, "add", ["the {lost}"], "'lost', which the intent does not declare"),
    ("a slot once in a sample", US, SAMPLES, "add", ["{site} or {site}"], "holds one slot twice"),
    ("characters of a sample", US, SAMPLES, "add", ["stage 4 {site}"], "holds more than letters"),
    ("marks of a sample", US, SAMPLES, "add", ["what about the {site}?"], "holds more than letters"),
    ("no stray spaces", US, SAMPLES, "add", ["the  {site}"], "stray spaces"),
    ("a sample once", US, SAMPLES, "add", ["{site}"], "'{site}' stands twice"),
    ("no sample in two intents", US, SAMPLES, "add", ["slower"], "'slower' is a sample of SiteSymptomsIntent as well"),
    ("a phrase slot has a carrier", US, "intents QuestionIntent samples", "add", ["{what}"], "no carrier phrase"),
    ("a phrase slot alone", US, "intents QuestionIntent samples", "add", ["a {what} {symptom}"], "a slot beside the phrase"),
    ("invocation name: two words", US, "invocationName", "set", "guide", "less than two words"),
    ("invocation name: lower case", US, "invocationName", "set", "Breast guide", "not in lower case"),
    ("invocation name: no digits", US, "invocationName", "set", "stage 4 guide", "numbers are spelled out"),
    ("invocation name: no launch word", US, "invocationName", "set", "ask my guide", "'ask' is one of Alexa's launch words"),
    ("invocation name: no wake word", US, "invocationName", "set", "amazon cancer guide", "'amazon' is one of Alexa's wake"),
    ("invocation name: no connector", US, "invocationName", "set", "guide for cancer", "'for' is one of Alexa's connecting"),
    ("invocation name: no article", US, "invocationName", "set", "the guide", "may not hold 'the'"),
    # 1.5 the manifest
    ("manifest version", "skill.json", "manifestVersion", "set", "2.0", "should be 1.0"),
    ("category", "skill.json", f"{PUBLISHED} category", "drop", None, "category is missing"),
    ("distribution mode", "skill.json", f"{PUBLISHED} distributionMode", "drop", None, "distributionMode is missing"),
    ("countries", "skill.json", f"{PUBLISHED} distributionCountries", "set", [], "in no country"),
    ("testing instructions", "skill.json", f"{PUBLISHED} testingInstructions", "drop", None, "testingInstructions is missing"),
    ("endpoint", "skill.json", "apis custom endpoint", "drop", None, "uri is missing"),
    ("APL is declared", "skill.json", "apis custom interfaces", "set", [], "ALEXA_PRESENTATION_APL is missing"),
    ("a locale has an entry", "skill.json", f"{PUBLISHED} locales en-GB", "drop", None, "en-GB: has a model and no entry"),
    ("a locale has a model", "skill.json", f"{PUBLISHED} locales de-DE", "set", {}, "de-DE: has no model"),
    ("name", "skill.json", f"{PAGE} name", "drop", None, "name is missing"),
    ("summary of 160 characters", "skill.json", f"{PAGE} summary", "set", "x" * 161, "summary is longer than 160"),
    ("description of 4000", "skill.json", f"{PAGE} description", "set", "x" * 4001, "description is longer than 4000"),
    ("keywords once", "skill.json", f"{PAGE} keywords", "set", ["x", "x"], "keywords: should be 1 to 30, each once"),
    ("30 keywords", "skill.json", f"{PAGE} keywords", "set", [str(n) for n in range(31)], "keywords: should be 1 to 30"),
    ("small icon", "skill.json", f"{PAGE} smallIconUri", "drop", None, "smallIconUri is missing"),
    ("large icon", "skill.json", f"{PAGE} largeIconUri", "drop", None, "largeIconUri is missing"),
    ("C1 three phrases", "skill.json", f"{PAGE} examplePhrases", "add", ["Alexa, open it"], "examplePhrases: should be 3"),
    ("C1 the skill is named", "skill.json", f"{PAGE} examplePhrases", "add", ["Alexa, open it"], "does not begin with wake"),
    ("C1 it is a sample", "skill.json", f"{PAGE} examplePhrases", "add",
     ["Alexa, ask breast cancer guide why is the sky blue"], "asks what is in no sample"),
    ("C1 with a real value", "skill.json", f"{PAGE} examplePhrases", "add",
     ["Alexa, ask breast cancer guide what are the symptoms of moonshine"], "asks what is in no sample"),
    ("no health information", "skill.json", "privacyAndCompliance usesHealthInfo", "set", True, "usesHealthInfo should be"),
    ("no personal data", "skill.json", "privacyAndCompliance usesPersonalInfo", "drop", None, "usesPersonalInfo should be"),
    ("C12 privacy policy", "skill.json", "privacyAndCompliance locales en-US", "drop", None, "privacyPolicyUrl is no https"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "where", "how", "value", "fault"), [rule[1:] for rule in RULES], ids=[rule[0] for rule in RULES]
)
def test_lint_certification_rule(path: str, where: str, how: str, value: Any, fault: str) -> None:
    package = read_package()
    document = json.loads(package[path])
    edited(document["manifest"] if path == "skill.json" else document["interactionModel"]["languageModel"], where, how, value)
    found = lint(package | {path: json.dumps(document).encode()})
    assert any(fault in line for line in found), found[:5]
    assert all(line.startswith((US, "skill.json")) for line in found)


def test_lint_fallback_sensitivity_is_known_to_english_and_german_only() -> None:
    package = read_package()
    found = lint({"interactionModels/custom/fr-FR.json": package[US], "skill.json": package["skill.json"]})
    assert any("fr-FR does not know fallbackIntentSensitivity" in line for line in found)


def test_lint_dialog_intents_exist() -> None:
    document = json.loads(read_package()[US])
    document["interactionModel"]["dialog"] = {"intents": [{"name": "LostIntent"}]}
    assert any("dialog: LostIntent" in line for line in lint({US: json.dumps(document).encode()}))


@pytest.mark.parametrize(("package", "fault"), [({}, "skill.json: is missing"), ({US: b"{"}, f"{US}: is not JSON")])
def test_lint_reads_any_package(package: dict[str, bytes], fault: str) -> None:
    assert any(line.startswith(fault) for line in lint(package))


# ------------------------------------------------------------------------------------------------ Amazon's own classes
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        *(
            (f"interactionModels/custom/{name}.json", "interaction_model.interaction_model_data.InteractionModelData")
            for name in ("en-US", "en-GB", "en-AU", "en-CA", "en-IN")
        ),
        ("skill.json", "manifest.skill_manifest_envelope.SkillManifestEnvelope"),
    ],
)
def test_amazons_own_classes_know_every_key(path: str, kind: str) -> None:
    """An unknown key or a wrong type is lost on the way there and back."""
    pytest.importorskip("ask_smapi_model")
    from ask_sdk_core.serialize import DefaultSerializer

    module, name = f"ask_smapi_model.v1.skill.{kind}".rsplit(".", 1)
    read = DefaultSerializer().deserialize(
        (FOLDER / path).read_text(encoding="utf-8"), getattr(__import__(module, fromlist=[name]), name)
    )
    assert without_nothing(DefaultSerializer().serialize(read)) == without_nothing(json.loads((FOLDER / path).read_bytes()))


def without_nothing(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_nothing(item) for key, item in value.items() if item is not None}
    return [without_nothing(item) for item in value] if isinstance(value, list) else value


# ------------------------------------------------------------------------------------------------ certification
def test_certification_c9_an_intent_has_eight_phrasings(content: Content) -> None:
    model = model_document(content, "en-US")["interactionModel"]["languageModel"]
    few = {
        i["name"]: len(i["samples"]) for i in model["intents"] if not i["name"].startswith("AMAZON.") and len(i["samples"]) < 8
    }
    assert few == {}


def test_certification_c11_the_description_has_the_disclaimer_and_how_to_begin(content: Content) -> None:
    for name, shown in json.loads((FOLDER / "skill.json").read_bytes())["manifest"]["publishingInformation"]["locales"].items():
        text, locale = shown["description"], content.locales[name]
        for phrase in ("not medical advice", "for education", "does not replace a doctor", f"open {locale.invocation_name}",
                       f"call {locale.emergency_number}", locale.physician,
                       "Clinical review of this wording: pending"):  # fmt: skip
            assert phrase in " ".join(text.split()), (name, phrase)
        assert not re.search(r"\bapp\b|alexa skill|save.{0,10} li(fe|ves)", f"{shown['name']} {shown['summary']} {text}", re.I)


@pytest.mark.parametrize(("icon", "side"), [("icon_108.png", 108), ("icon_512.png", 512)])
def test_certification_the_icons_have_their_size(icon: str, side: int) -> None:
    data = (FOLDER / "assets" / icon).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (side, side)


def test_certification_c1_every_example_phrase_is_answered(content: Content, alexa: Alexa) -> None:
    pages = json.loads((FOLDER / "skill.json").read_bytes())["manifest"]["publishingInformation"]["locales"]
    for locale, shown in pages.items():
        intents = [alexa(locale).say(phrase).intent for phrase in shown["examplePhrases"]]
        assert intents == ["LaunchRequest", "SiteSymptomsIntent", "SymptomIntent"]


def test_every_sample_wins_its_own_intent_with_every_value(content: Content) -> None:
    document = model_document(content, "en-US")
    nlu, model = Nlu(document), document["interactionModel"]["languageModel"]
    names = {kind["name"]: [text for value in kind["values"] for text in spoken_names(value)] for kind in model["types"]}
    for entry in model["intents"]:
        types = {slot["name"]: slot["type"] for slot in entry.get("slots", ())}
        for text in entry["samples"]:
            used = slots(text)
            if any(types[slot] == "AMAZON.SearchQuery" for slot in used):
                continue
            for picked in itertools.product(*(names[types[slot]][:: 1 if len(used) == 1 else 9] for slot in used)):
                utterance = spoken(text, dict(zip(used, picked, strict=True)))
                heard = nlu.recognise(utterance)
                assert heard.intent == entry["name"], utterance
                assert all(slot.matches for slot in heard.slots if slot.value), utterance


def spoken_names(value: Json) -> list[str]:
    return [value["name"]["value"], *value["name"].get("synonyms", ())]


def test_ask_cli_finds_the_skill_package() -> None:
    root = FOLDER.parent
    profile = json.loads((root / "ask-resources.json").read_bytes())["profiles"]["default"]
    assert (root / profile["skillMetadata"]["src"]).resolve() == FOLDER
