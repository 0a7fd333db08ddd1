"""What the skill's page in the store says: the values, and the words in one language."""

import msgspec

from skill.content.text import Text, Words


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the manifest says in every language."""

    category: Text  # one of Amazon's
    endpoint: Text  # filled in at deployment
    privacy_policy_url: Text
    terms_of_use_url: Text
    small_icon: Text  # in the skill package, 108 x 108
    large_icon: Text  # in the skill package, 512 x 512


class ManifestWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of the manifest in one language; any of them may hold what a locale fills in."""

    name: Text
    summary: Text  # at most 160 characters
    description: Words  # paragraphs; they may hold {clinical_review} as well
    example_phrases: Words  # three, each as it is said, the wake word included
    keywords: Words
    testing_instructions: Words  # paragraphs
