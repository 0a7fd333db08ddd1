"""The way in from AWS Lambda: `handler` is what template.yaml names.

Loaded once a process, from the JSON that `tools/package.py` puts beside this file. The id of the skill comes from the
environment variable SKILL_ID; without one, every request is refused (Amazon asks for the check in the function too).
"""

import gc
import os
from pathlib import Path

gc.disable()  # nothing that is loaded from here on is ever garbage; looking for some is a tenth of the start

from skill.app import build_custom_skill  # noqa: E402
from skill.compiled import read  # noqa: E402
from skill.entry import lambda_handler  # noqa: E402
from skill.log import configure  # noqa: E402

configure()
_skill_id = os.environ.get("SKILL_ID")
_content, _tables = read(Path(__file__).parent)

handler = lambda_handler(build_custom_skill(_content, _skill_id, _tables), _skill_id)

gc.freeze()
gc.enable()
