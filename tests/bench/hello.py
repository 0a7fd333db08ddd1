"""The hello-world skill of the SDK's own documentation: what everything here is compared with."""

from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils import is_intent_name, is_request_type

SPEECH = "Hello, world."

builder = SkillBuilder()


@builder.request_handler(can_handle_func=is_request_type("LaunchRequest"))
def launch(handler_input):
    """A launch."""
    return handler_input.response_builder.speak(SPEECH).ask(SPEECH).response


@builder.request_handler(can_handle_func=is_intent_name("AMAZON.HelpIntent"))
def help_(handler_input):
    """Help."""
    return handler_input.response_builder.speak(SPEECH).ask(SPEECH).response


@builder.request_handler(can_handle_func=lambda handler_input: True)
def hello(handler_input):
    """Everything else."""
    return handler_input.response_builder.speak(SPEECH).set_should_end_session(True).response


@builder.exception_handler(can_handle_func=lambda handler_input, exception: True)
def fault(handler_input, exception):
    """Whatever goes wrong."""
    return handler_input.response_builder.speak(SPEECH).response


handler = builder.lambda_handler()


def skill():
    """The same as an object of the SDK."""
    return builder.create()
