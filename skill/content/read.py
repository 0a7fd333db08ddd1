"""YAML -> typed objects, with every fault reported, as `path: message`."""

import types
import typing
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec
import yaml

T = TypeVar("T")


class Faults(Exception):
    """The content is not usable; `lines` holds all that is wrong with it, one `path: message` each."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """A safe loader that notes the keys which stand twice in one mapping."""

    duplicates: list[str]

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = key_node.value
            if key in seen:
                self.duplicates.append(f"line {key_node.start_mark.line + 1}: the key '{key}' stands twice")
            seen.add(key)
        return super().construct_mapping(node, deep=deep)  # type: ignore[no-any-return]


def read_yaml(path: Path, faults: list[str]) -> Any:
    """The plain objects of one YAML file; None, with a fault added, when it cannot be read."""
    try:
        loader = _Loader(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.reader.ReaderError) as error:
        faults.append(f"{path}: cannot be read: {_first_line(error)}")
        return None
    loader.duplicates = []
    try:
        value = loader.get_single_data()
    except yaml.YAMLError as error:
        faults.append(f"{path}: is not YAML: {_first_line(error)}")
        return None
    finally:
        loader.dispose()
    faults.extend(f"{path}: {line}" for line in loader.duplicates)
    return value


def convert(value: Any, wanted: type[T], path: str, faults: list[str]) -> T | None:
    """`value` as a `wanted` object; None, with all its faults added, when it does not fit."""
    found = list(_misfits(value, wanted, path))
    if found:
        faults.extend(found)
        return None
    return msgspec.convert(value, wanted)


def _misfits(value: Any, wanted: Any, path: str) -> Iterator[str]:
    """Every place where `value` is not what the type `wanted` asks for."""
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin is Annotated and arguments[0] is not str:
        yield from _misfits(value, arguments[0], path)
        return
    if origin is types.UnionType:
        wanted = next(kind for kind in arguments if kind is not type(None))
        if value is not None:
            yield from _misfits(value, wanted, path)
    elif isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        yield from _misfits_of_struct(value, wanted, path)
    elif origin is tuple and arguments[-1] is Ellipsis:
        yield from _misfits_of_list(value, arguments[0], path)
    elif origin is dict:
        yield from _misfits_of_dict(value, arguments[1], path)
    else:
        yield from _misfit_of_leaf(value, wanted, path)


def _misfits_of_struct(value: Any, wanted: type[msgspec.Struct], path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path}: should hold keys, not {_kind(value)}"
        return
    fields = {field.encode_name: field for field in msgspec.structs.fields(wanted)}
    for key in value.keys() - fields.keys():
        yield f"{path}: unknown key '{key}'"
    for name, field in fields.items():
        if name in value:
            yield from _misfits(value[name], field.type, f"{path}: {name}")
        elif field.required:
            yield f"{path}: missing key '{name}'"


def _misfits_of_list(value: Any, wanted: Any, path: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{path}: should be a list, not {_kind(value)}"
        return
    for number, item in enumerate(value, 1):
        yield from _misfits(item, wanted, f"{path}: {number}")


def _misfits_of_dict(value: Any, wanted: Any, path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path}: should hold keys, not {_kind(value)}"
        return
    for key, item in value.items():
        if isinstance(key, bool):
            yield f"{path}: {_kind(key)} as a key; put it in quotes"
        yield from _misfits(item, wanted, f"{path}: {key}")


def _misfit_of_leaf(value: Any, wanted: Any, path: str) -> Iterator[str]:
    if isinstance(value, bool) and wanted is not bool:
        yield f"{path}: {_kind(value)}; put it in quotes"
        return
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError as error:
        yield f"{path}: {_first_line(error)}"


def _kind(value: Any) -> str:
    """What a YAML value is, in the words of somebody who writes YAML."""
    if isinstance(value, bool):
        return f"YAML reads an unquoted yes, no, on, off, true or false as the truth value {value}"
    return {dict: "keys", list: "a list", str: "text", type(None): "nothing"}.get(type(value), f"the number {value}")


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
