"""What refusals call an edition: by its kind, subject and version."""

from regiodeal.common.sentences import Named, Sentence
from regiodeal.publication.choices import EditionKind
from regiodeal.publication.models import Edition


def edition(one: Edition) -> Named:
    """Name an edition."""
    kind = EditionKind(one.kind)
    about = Sentence("{kind} {subject}, version {version}", kind=kind, subject=one.subject, version=one.version)
    return Named(str(one), about)
