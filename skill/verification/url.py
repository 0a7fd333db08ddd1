"""Rule 1: the certificate chain may come from one place only."""

import posixpath
import string
from urllib.parse import urlsplit

from skill.envelope import Refusal

HOST = "s3.amazonaws.com"
_FOLDER = "/echo.api/"
_PLAIN = frozenset(string.ascii_letters + string.digits + ":/.-_")  # no %, @, ?, #, \, space or control character
_LONGEST = 512


def approved(url: str) -> str:
    """The path on HOST that `url` names, normalised; Refusal for any other place.

    Scheme and host are compared without regard to case, the path with it. Amazon's URLs are plain, so whatever two
    readers of a URL could take differently (escapes, user names, queries) is refused without being interpreted.
    """
    if len(url) > _LONGEST or not _PLAIN.issuperset(url):
        raise Refusal("the certificate URL has characters that Amazon's never have")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise Refusal("the certificate URL is no URL") from None
    if parts.scheme.lower() != "https":
        raise Refusal("the certificate URL is not https")
    if parts.netloc.lower() not in (HOST, f"{HOST}:443"):
        raise Refusal("the certificate URL is at another host or port")
    path = posixpath.normpath(parts.path)
    if not path.startswith(_FOLDER):
        raise Refusal("the certificate URL has another path")
    return path
