"""Makes the folder that AWS Lambda runs, and the zip of it. `python tools/package.py --help`; why, in docs/hosting.md."""

import argparse
import ast
import os
import py_compile
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

RUNTIME = "3.13"  # as in template.yaml
PLATFORMS = ("manylinux2014_aarch64", "manylinux_2_28_aarch64")  # template.yaml: arm64; Amazon Linux 2023 has glibc 2.34
CARRIED = ("ask-sdk-core", "ask-sdk-model", "ask-sdk-runtime", "msgspec", "python-dateutil", "six")
NOT_CARRIED = {"yaml", "flask", "click", "gunicorn", "cryptography", "requests"}
ENTRY = "skill.lambda_function"
LARGEST = 6_500_000  # bytes of the zip
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same zip from the same content


def main() -> None:
    """Read the command line and make what it asks for."""
    parser = argparse.ArgumentParser(description="The folder that AWS Lambda runs, and the zip of it.")
    parser.add_argument("--host", action="store_true", help="for this machine and this Python, in dist/lambda-host/")
    parser.add_argument("--into", type=Path, help="into this folder, without a zip (for `sam build`)")
    options = parser.parse_args()
    folder = options.into or REPOSITORY / "dist" / ("lambda-host" if options.host else "lambda")
    make(folder, host=options.host)
    if options.into:
        return
    archive = folder.with_suffix(".zip")
    pack(folder, archive)
    size = archive.stat().st_size
    print(f"{archive.relative_to(REPOSITORY)}: {size / 1e6:.2f} MB")
    if size > LARGEST:
        sys.exit(f"the zip is larger than {LARGEST / 1e6} MB")


def make(folder: Path, host: bool) -> None:
    """Fill `folder` with the function; what was in it is removed."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    install(folder, host)
    for name, path in closure():
        target = folder / path.relative_to(REPOSITORY)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        refuse_imports(name, path)
    write_content(folder)
    compile_all(folder, sys.executable if host else interpreter())


def install(folder: Path, host: bool) -> None:
    """The dependencies, pinned as in requirements/run.txt, for this machine or for Lambda's."""
    pinned = folder / "requirements.txt"
    pinned.write_text(requirements((REPOSITORY / "requirements" / "run.txt").read_text()))
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--require-hashes", "--only-binary=:all:", "--no-compile", "--target", str(folder), "-r", str(pinned)]
    if not host:
        command += ["--implementation", "cp", "--python-version", RUNTIME]
        command += [word for platform in PLATFORMS for word in ("--platform", platform)]
    # pip writes warnings about its environment to standard error; what matters of them is in its status.
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    if done.returncode:
        sys.exit(f"pip could not install what the function carries:\n{done.stderr}")
    pinned.unlink()
    shutil.rmtree(folder / "bin", ignore_errors=True)


def requirements(pinned: str) -> str:
    """Of a pinned requirements file, what the function carries."""
    blocks = re.split(r"\n(?=\S)", pinned)
    chosen = [block for block in blocks if block.split("==")[0] in CARRIED]
    missing = set(CARRIED) - {block.split("==")[0] for block in chosen}
    if missing:
        sys.exit(f"requirements/run.txt does not pin {', '.join(sorted(missing))}")
    return "\n".join(chosen) + "\n"


def closure() -> Iterator[tuple[str, Path]]:
    """The modules of ours that the function imports, directly or not: name and file."""
    wanted, seen = [ENTRY], set[str]()
    while wanted:
        name = wanted.pop()
        path = source(name)
        if path is None or name in seen:
            continue
        seen.add(name)
        yield name, path
        wanted += [*imports(path), name.rpartition(".")[0]]


def source(name: str) -> Path | None:
    """The file of a module of ours; None for any other name."""
    if name.split(".")[0] != "skill":
        return None
    base = REPOSITORY.joinpath(*name.split("."))
    return next((path for path in (base / "__init__.py", base.with_suffix(".py")) if path.is_file()), None)


def imports(path: Path) -> Iterator[str]:
    """All names that `path` imports; of `from a import b`, both a and a.b, as b may be a module."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def refuse_imports(name: str, path: Path) -> None:
    """Stop where a module of the function needs what the function does not carry."""
    for imported in imports(path):
        if imported.split(".")[0] in NOT_CARRIED:
            sys.exit(f"{name} imports {imported}, which the Lambda function does not carry")


def write_content(folder: Path) -> None:
    """The content, compiled."""
    from skill.compiled import write
    from skill.content.load import load
    from skill.understand import compile_tables

    content = load()
    tables = {name: compile_tables(language) for name, language in content.languages.items()}
    write(folder / "skill", content, tables)


def compile_all(folder: Path, python: str) -> None:
    """A .pyc beside each .py, by the Python that will run it: Lambda's folder is read-only, so it could not be made there.

    `unchecked-hash`: Python looks at no file's date, which a zip does not keep. Docstrings are left out of them.
    """
    command = [python, __file__, "--compile", str(folder)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    if done.returncode:
        sys.exit(f"the function could not be compiled:\n{done.stderr}")


def compile_here(folder: Path) -> None:
    """What `compile_all` has another Python do."""
    for path in sorted(folder.rglob("*.py")):  # in one order, as what is compiled before leaves traces in bytecode
        cached = path.parent / "__pycache__" / f"{path.stem}.{sys.implementation.cache_tag}.pyc"
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        # Tracebacks get the path that the function has, not the one of this machine.
        shown = f"/var/task/{path.relative_to(folder)}"
        py_compile.compile(str(path), str(cached), shown, doraise=True, optimize=2, invalidation_mode=mode)


def interpreter() -> str:
    """A Python of the version that Lambda runs."""
    if f"{sys.version_info[0]}.{sys.version_info[1]}" == RUNTIME:
        return sys.executable
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [f"python{RUNTIME}", *sorted(map(str, pyenv.glob(f"{RUNTIME}.*/bin/python3")))]
    for candidate in candidates:
        try:
            subprocess.run([candidate, "-c", ""], check=True, capture_output=True)  # noqa: S603 - our own words
        except (OSError, subprocess.CalledProcessError):
            continue
        return candidate
    sys.exit(f"Python {RUNTIME}, which the function runs on, is not installed here; HOST=1 builds for this one")


def pack(folder: Path, archive: Path) -> None:
    """The zip of `folder`: the same bytes for the same files."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(str(path.relative_to(folder)), EPOCH)
                entry.external_attr = 0o644 << 16
                packed.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--compile"]:
        compile_here(Path(sys.argv[2]))
    else:
        main()
