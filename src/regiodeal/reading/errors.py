"""Why a file cannot be read, in words that say what is wrong and what to do about it."""

from regiodeal.common.errors import Refusal


class UnreadableDocument(Refusal):
    """The file gives no text that can be trusted; nothing was read and nothing is stored."""


class DocumentTooLarge(UnreadableDocument):
    """The file is larger than the reader takes."""


class EmptyDocument(UnreadableDocument):
    """The file holds no words at all."""


class BinaryDocument(UnreadableDocument):
    """The file is an image, an archive, an office file or other bytes that are not text."""


class UndecodableText(UnreadableDocument):
    """The bytes are text, but in an encoding that is broken, mixed or wrongly converted."""


class DamagedDocument(UnreadableDocument):
    """The file says which format it has and does not keep to it."""


class EncryptedPdf(UnreadableDocument):
    """The PDF opens with a password only."""


class ScannedPdf(UnreadableDocument):
    """The PDF holds pictures of pages and no text."""


class MailWithoutText(UnreadableDocument):
    """The e-mail has neither a text part nor an attachment that can be read."""
