"""Look at the letter of a mailing: as HTML, as a test to oneself, and who gets it and why."""

from django.contrib import messages
from django.core.mail import EmailMultiAlternatives
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.mailing import queries
from regiodeal.mailing.choices import MailingState
from regiodeal.mailing.letter import LEAVE, PREFERENCES, Letter
from regiodeal.mailing.models import Mailing
from regiodeal.office.mail.mailings import found
from regiodeal.publication.letters import letters
from regiodeal.web.access import Desk, screen
from regiodeal.web.refusals import told

FRAMED = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""What a page says that shows a letter in a frame."""
_IN_THE_FRAME = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    "sandbox"
)
_A_PAGE = 50


@screen(Permission.SEND_MAIL)
def letter(_request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Give the letter as a mail program shows it; it can do nothing, and its links lead nowhere yet."""
    own = _letter(found.mailing_at(desk, number), desk)
    response = HttpResponse(_harmless(own.html), content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = _IN_THE_FRAME
    return response


@screen(Permission.SEND_MAIL, methods=("POST",))
def test(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Mail the letter to whoever asks for it, and to nobody else."""
    mailing = found.mailing_at(desk, number)
    try:
        own = _letter(mailing, desk)
        mail = EmailMultiAlternatives(
            gettext("[Proef] %(subject)s") % {"subject": own.subject},
            own.text.replace(LEAVE, own.site).replace(PREFERENCES, own.site),
            own.sender,
            [desk.user.email],
            reply_to=[own.reply_to] if own.reply_to else [],
        )
        mail.attach_alternative(own.html.replace(LEAVE, own.site).replace(PREFERENCES, own.site), "text/html")
        mail.send()
    except Refusal as refusal:
        for sentence in told(refusal):
            messages.error(request, sentence)
    except OSError:  # what a mail server or the network does is never ours to break on
        messages.error(request, gettext("De mailserver nam de proef niet aan. Probeer het later opnieuw."))
    else:
        messages.success(request, gettext("De proef is gemaild naar %(email)s.") % {"email": desk.user.email})
    return redirect("office:mailing", desk.deal.code, number)


@screen(Permission.SEND_MAIL)
def recipients(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Show who gets a mailing, and why: on which list, and by which act they came on it."""
    mailing = found.mailing_at(desk, number)
    page = Paginator(queries.recipients(mailing), _A_PAGE).get_page(request.GET.get("p"))
    content = {
        "mailing": mailing,
        "is_draft": mailing.state == MailingState.DRAFT,
        "grounds": queries.grounds(mailing),
        "page": page,
        "people": queries.why(list(page.object_list)),
    }
    return render(request, "office/mail/mailings/recipients.html", content)


def _letter(mailing: Mailing, desk: Desk) -> Letter:
    """Return the letter that went out, or the one that would go out now."""
    return Letter.read(mailing.letter) if mailing.letter else letters.letter_of(mailing, desk.deal)


def _harmless(html: str) -> str:
    return html.replace(LEAVE, "#").replace(PREFERENCES, "#").replace("<head>", '<head><base target="_blank">', 1)
