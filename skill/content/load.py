"""The whole of `content/`, from YAML in a checkout or from the JSON that a build compiled of it."""

from pathlib import Path
from typing import Any

from skill.content.manifest import Manifest, ManifestWords
from skill.content.model import (
    Content,
    Cues,
    General,
    Intent,
    Language,
    Locale,
    Outside,
    Review,
    Site,
    Sounds,
    Topic,
    Unlisted,
)
from skill.content.prompts import Prompts
from skill.content.read import Faults, convert, read_yaml
from skill.content.screen import Layout, ScreenWords
from skill.content.text import Words

FOLDER = Path(__file__).resolve().parents[2] / "content"

_FILES: dict[str, Any] = {
    "general": ("symptoms.yaml", General),
    "topics": ("topics.yaml", tuple[Topic, ...]),
    "unlisted": ("unlisted.yaml", Unlisted),
    "outside": ("outside.yaml", Outside),
    "cues": ("cues.yaml", Cues),
    "sounds": ("sounds.yaml", Sounds),
    "ordinary": ("ordinary.yaml", dict[str, Words]),
    "examples": ("examples.yaml", dict[str, Words]),
    "prompts": ("prompts.yaml", Prompts),
    "utterances": ("utterances.yaml", dict[str, Words]),
    "questions": ("questions.yaml", Words),
    "manifest": ("manifest.yaml", ManifestWords),
    "screen": ("screen.yaml", ScreenWords),
    "clinical_review": ("review.yaml", Review),
}


def load(folder: Path = FOLDER) -> Content:
    """The content of `folder`; raises Faults with everything that is wrong with its form."""
    faults: list[str] = []
    if not folder.is_dir():
        raise Faults([f"{folder}: there is no such folder; name the content folder with --content"])
    intents = _file(folder / "intents.yaml", dict[str, Intent], faults)
    locales = _file(folder / "locales.yaml", dict[str, Locale], faults)
    manifest = _file(folder / "manifest.yaml", Manifest, faults)
    screen = _file(folder / "screen.yaml", Layout, faults)
    trees = sorted(path for path in folder.iterdir() if path.is_dir())
    languages = {path.name: _language(path, faults) for path in trees}
    if not trees:
        faults.append(f"{folder}: holds no language folder, such as en")
    if faults:
        raise Faults(faults)
    return Content(intents=intents, locales=locales, languages=languages, manifest=manifest, screen=screen)


def _language(folder: Path, faults: list[str]) -> Any:
    parts: dict[str, Any] = {}
    for field, (name, wanted) in _FILES.items():
        parts[field] = _file(folder / name, wanted, faults)
    sites = [_site(path, faults) for path in sorted((folder / "sites").glob("*.yaml"))]
    if not sites:
        faults.append(f"{folder / 'sites'}: holds no site")
    if faults:
        return None
    parts["sites"] = tuple(sorted(sites, key=lambda site: (site.order, site.id)))
    parts["ordinary"] = parts["ordinary"]["words"]
    parts["clinical_review"] = parts["clinical_review"].clinical_review
    return Language(**parts)


def _site(path: Path, faults: list[str]) -> Any:
    site = _file(path, Site, faults)
    if site and site.id != path.stem:
        faults.append(f"{path}: id: '{site.id}' is not the file's name, '{path.stem}'")
    return site


def _file(path: Path, wanted: Any, faults: list[str]) -> Any:
    if not path.is_file():
        faults.append(f"{path}: is missing")
        return None
    before = len(faults)
    value = read_yaml(path, faults)
    return convert(value, wanted, str(path), faults) if len(faults) == before else None
