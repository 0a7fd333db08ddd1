"""skill/ holds no sentence that a user hears, no synonym and no name of a site, symptom or topic: those are content."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from skill.content import Content

SKILL = Path(__file__).resolve().parents[1] / "skill"

# The commands are read by whoever types them; the rest of skill/ has no words of its own.
COMMANDS = ("cli", "__main__.py")
# What is read by whoever runs the skill or edits the content, never heard: messages of faults, refusals and the log.
UNHEARD_CALLS = ("fail", "ValueError", "TemplateError", "Refusal", "UsageError", "AssertionError", "RuntimeError")

_SENTENCE = re.compile(r"^\W*[A-Z][^.!?]*\s\S+[^.!?]*\s\S[^.!?]*[.!?](\s|$)|\b(you|your|I|please|sorry)\b")
_HOLE = "{}"


def texts(source: str) -> Iterator[tuple[int, str]]:
    """(line, text) of every string of a module that is no docstring; an f-string's holes are braces."""
    tree = ast.parse(source)
    ignored = {id(node) for node in _docstrings(tree)} | {id(node) for node in _unheard(tree)}
    inner: set[int] = set()
    for node in ast.walk(tree):
        if id(node) in ignored or id(node) in inner:
            continue
        if isinstance(node, ast.JoinedStr):
            inner |= {id(part) for part in node.values}
            yield node.lineno, "".join(str(part.value) if isinstance(part, ast.Constant) else _HOLE for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def _docstrings(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (part.value for part in node.body if isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant))


def _unheard(tree: ast.AST) -> Iterator[ast.AST]:
    """All that stands in a call whose words go to whoever runs the skill."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in UNHEARD_CALLS:
            yield from ast.walk(node)


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def names(content: Content) -> set[str]:
    """Everything that a site, symptom or topic is called; a topic's id is an ordinary word, and is left out."""
    found: set[str] = set()
    for language in content.languages.values():
        symptoms = [symptom for part in (*language.sites, language.general) for symptom in part.symptoms]
        for entry in (*language.sites, *symptoms, *language.topics):
            found |= {entry.name, *entry.synonyms}
        found |= {entry.id for entry in (*language.sites, *symptoms)}
        found |= {text for site in language.sites for text in (site.area, site.label)}
    return {name.lower() for name in found}


def named(text: str, known: set[str]) -> str:
    """The name that `text` is, or that stands in it among other words; nothing where it holds none."""
    if text.lower() in known:
        return text
    words = " ".join(re.findall(r"[a-z']+", text.lower()))
    return next((name for name in known if " " in name and f" {name} " in f" {words} "), "")


MODULES = sorted(path.relative_to(SKILL).as_posix() for path in SKILL.rglob("*.py"))


@pytest.mark.parametrize("module", [module for module in MODULES if not module.startswith(COMMANDS)])
def test_no_sentence_is_said_from_code(module: str) -> None:
    found = texts((SKILL / module).read_text(encoding="utf-8"))
    assert not [f"line {line}: {text}" for line, text in found if _SENTENCE.search(text)]


@pytest.mark.parametrize("module", MODULES)
def test_no_name_stands_in_code(module: str, content: Content) -> None:
    if module.startswith(COMMANDS):
        pytest.skip("examples of what can be typed")
    known = names(content)
    found = texts((SKILL / module).read_text(encoding="utf-8"))
    assert not [f"line {line}: {text}" for line, text in found if named(text, known)]


@pytest.mark.parametrize(
    ("source", "caught"),
    [
        ('SPEECH = "Please contact your physician."', True),
        ('SPEECH = "Sorry, that did not work."', True),
        ('SPEECH = f"You asked about {name}."', True),
        ('SPEECH = "Here are the signs of cancer in the liver."', True),
        ('"""Here are the signs. Please contact your physician."""', False),
        ('raise ValueError("Please contact your physician.")', False),
        ('KEY = "content/en/prompts.yaml: is missing"', False),
        ('KEY = "emergency_number"', False),
    ],
)
def test_a_sentence_is_seen(source: str, caught: bool) -> None:
    assert any(_SENTENCE.search(text) for _, text in texts(source)) is caught


@pytest.mark.parametrize(
    ("text", "caught"),
    [("liver", True), ("lymph_nodes", True), ("Chest wall", True), ("a tummy ache", True), ("slots", False), ("_Node", False)],
)
def test_a_name_is_seen(text: str, caught: bool, content: Content) -> None:
    assert bool(named(text, names(content))) is caught
