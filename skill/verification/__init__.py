"""Whether a web request comes from Alexa: certificate URL, chain and signature, as Amazon asks of every endpoint.

The rules are those of developer.amazon.com, "host a custom skill as a web service"; each module holds one of them.
"""

from skill.verification.chain import Signer, roots, signer_of
from skill.verification.fetch import Fetcher, fetch
from skill.verification.url import approved
from skill.verification.verifier import SignatureVerifier

__all__ = ["Fetcher", "SignatureVerifier", "Signer", "approved", "fetch", "roots", "signer_of"]
