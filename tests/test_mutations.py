"""The skill survives whatever it is sent; `python -m tests.soak` does the same a hundred thousand times."""

import json
import random
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_core.skill import CustomSkill
from ask_sdk_model import RequestEnvelope
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.app import build_custom_skill
from skill.content import Content
from skill.deserialize import request_envelope
from skill.entry import lambda_handler
from tests.envelopes import SKILL_ID
from tests.logs import written
from tests.mutations import BASES, faults, mutate
from tests.serving import signed
from tests.test_web import trusting


@pytest.fixture(scope="module")
def skill(content: Content) -> CustomSkill:
    return build_custom_skill(content, SKILL_ID)


@pytest.mark.parametrize("number", range(len(BASES)))
def test_what_is_mutated_is_answered_unmutated(skill: CustomSkill, number: int) -> None:
    with written() as log:
        response = lambda_handler(skill, SKILL_ID)(BASES[number], None)
    assert faults(response) == []
    assert [line["outcome"] for line in log.lines()] == ["answered"]


@given(data=st.data())
@settings(max_examples=300)
def test_a_mutated_envelope_gets_a_valid_response(skill: CustomSkill, data: st.DataObject) -> None:
    event = mutate(lambda options: data.draw(st.sampled_from(options)))
    with written() as log:
        assert faults(lambda_handler(skill, SKILL_ID)(event, None)) == []
    assert len(log.lines()) == 1
    assert "liver" not in log.getvalue()


def test_envelopes_are_read_as_the_sdk_reads_them() -> None:
    """Whatever is read here, mutated or not, the SDK reads to the same objects; and nothing well formed is refused."""
    serializer = DefaultSerializer()
    chance = random.Random(3)
    read = 0
    for event in [*BASES, *(mutate(chance.choice) for _ in range(2_000))]:
        try:
            ours = request_envelope(event)
        except Exception:  # noqa: S112
            continue
        theirs = serializer.deserialize(json.dumps(event), RequestEnvelope)
        if "deserialized_types" in json.dumps(event):
            continue  # it breaks the SDK's objects
        read += 1
        assert ours.to_dict() == theirs.to_dict()
    assert read > 1_000
    assert all(request_envelope(event) for event in BASES)


def test_a_new_property_is_kept_and_one_that_hides_the_sdks_own_is_not() -> None:
    read = request_envelope({**BASES[0], "brandNew": [1], "deserialized_types": "x", "to_dict": 1, "__init__": None})
    assert read.brandNew == [1]
    assert read.to_dict()["version"] == "1.0"


def test_a_mutated_envelope_gets_no_server_error(skill: CustomSkill) -> None:
    """Over HTTP, well signed: answered or refused, and never a fault of ours."""
    client: Any = trusting(skill)
    chance = random.Random(5)
    for _ in range(500):
        body = json.dumps(mutate(chance.choice)).encode()
        for sent in (body, body[: chance.randrange(len(body))], bytes(chance.randbytes(40))):
            reply = client.post("/alexa", data=sent, headers=signed(sent))
            assert reply.status_code in (200, 400)
            assert reply.status_code == 400 or faults(reply.get_json()) == []
