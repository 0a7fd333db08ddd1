"""What the page's server does not do."""


class Refusal(Exception):
    """A request that is refused, with the HTTP status and the reason, which a developer reads."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
