"""The folders that are compared: ours, and the hello-world built in two ways."""

import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

from tests.serving import REPOSITORY

HANDLERS = {"ours": "skill.lambda_function.handler", "stock": "hello.handler", "hello": "hello.handler"}


def builds(folder: Path) -> dict[str, Path]:
    """All three, made in `folder`: `ours`; `hello`, built our way; `stock`, as `sam build` makes it by itself.

    A stock build is pip's packages with all that they depend on, and no bytecode.
    """
    package = _package()
    made = {name: folder / name for name in HANDLERS}
    package.make(made["ours"], host=True)
    made["hello"].mkdir()
    package.install(made["hello"], True)
    shutil.rmtree(made["hello"] / "msgspec")  # a hello-world has no use for it
    _stock(made["stock"])
    for name in ("hello", "stock"):
        shutil.copyfile(Path(__file__).with_name("hello.py"), made[name] / "hello.py")
    package.compile_all(made["hello"], sys.executable)
    return made


def zip_size(folder: Path) -> float:
    """Megabytes of the zip that is uploaded."""
    archive = folder.with_suffix(".zip")
    _package().pack(folder, archive)
    return archive.stat().st_size / 1e6


def _stock(folder: Path) -> None:
    pinned = ["--require-hashes", "--requirement", str(REPOSITORY / "requirements" / "run.txt")]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-compile", "--target", str(folder), *pinned]
    subprocess.run(command, check=True, capture_output=True)
    for unneeded in ("yaml", "_yaml", "click", "msgspec", "bin"):
        shutil.rmtree(folder / unneeded, ignore_errors=True)


def _package() -> ModuleType:
    sys.path.insert(0, str(REPOSITORY / "tools"))
    try:
        import package
    finally:
        sys.path.pop(0)
    return package
