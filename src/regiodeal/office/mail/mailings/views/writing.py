"""Write a mailing: from a published decision list with one press, or freely."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext

from regiodeal.accounts.models import Language
from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.mailing.actions import drafts
from regiodeal.mailing.actions.drafts import ChangedMeanwhile, Words
from regiodeal.mailing.choices import MailingKind
from regiodeal.mailing.models import Mailing
from regiodeal.office.mail.mailings import found
from regiodeal.office.mail.mailings.forms import MailingForm
from regiodeal.programme.actions.holding import held
from regiodeal.publication import queries
from regiodeal.publication.letters import letters
from regiodeal.publication.rendering import press_release as releases
from regiodeal.web.access import SAFE, Desk, screen

_WRITES = (*SAFE, "POST")


@screen(Permission.SEND_MAIL, methods=("POST",))
def press_release(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """Make a press release of a published decision list, with its texts and amounts; then it can be changed.

    In English, what people wrote stays Dutch until somebody translates it.
    """
    edition, at = found.latest_list(desk.deal, reference), now()
    language = Language.ENGLISH if request.POST.get("taal") == Language.ENGLISH else Language.DUTCH
    with translation.override(language):
        release = releases.of(queries.envelope(edition), letters.site_of(desk.deal))
    with held(desk.deal):
        if (made := found.press_release_of(edition)) is not None:
            messages.info(request, gettext("Over deze besluitenlijst is al een persbericht gemaakt. Dit is het."))
            return redirect("office:mailing", desk.deal.code, made.number)
        mailing = drafts.make(
            scope=desk.deal.code,
            kind=MailingKind.PRESS_RELEASE,
            words=Words(
                subject=release.subject,
                text=release.text,
                language=language,
                lists=found.usual_lists(desk.deal, MailingKind.PRESS_RELEASE),
            ),
            about=found.name_of(edition),
            not_before=found.sealed_until(edition, at),
            by=desk.actor,
            at=at,
        )
    messages.success(request, gettext("Het persbericht is gemaakt. Lees het na voordat u het verstuurt."))
    return redirect("office:mailing", desk.deal.code, mailing.number)


@screen(Permission.SEND_MAIL, methods=_WRITES)
def newsletter(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Write a newsletter."""
    if request.method != "POST":
        usual = [one.pk for one in found.usual_lists(desk.deal, MailingKind.NEWSLETTER)]
        return _page(request, MailingForm(deal=desk.deal, initial={"lists": usual, "language": Language.DUTCH}))
    form = MailingForm(request.POST, deal=desk.deal)
    if form.is_valid():
        try:
            with held(desk.deal):
                mailing = drafts.make(
                    scope=desk.deal.code, kind=MailingKind.NEWSLETTER, words=form.words(), by=desk.actor, at=now()
                )
        except Refusal as refusal:
            form.refused(refusal)
        else:
            messages.success(request, gettext("De nieuwsbrief is bewaard als concept."))
            return redirect("office:mailing", desk.deal.code, mailing.number)
    return _page(request, form)


@screen(Permission.SEND_MAIL, methods=_WRITES)
def change(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Change a draft; who comes second sees what the first made of it, and loses nothing typed."""
    mailing = found.draft_at(desk, number)
    if request.method != "POST":
        return _page(request, MailingForm.of(mailing, desk.deal), mailing)
    form = MailingForm(request.POST, deal=desk.deal)
    if form.is_valid():
        try:
            with held(desk.deal):
                drafts.change(mailing=mailing, seen=form.seen_at(), words=form.words(), by=desk.actor, at=now())
        except ChangedMeanwhile as refusal:
            mailing = found.draft_at(desk, number)
            form.refused(refusal)
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["seen"] = mailing.changed_at.isoformat()  # type: ignore[index]
            return _page(request, form, mailing, theirs=mailing)
        except Refusal as refusal:
            form.refused(refusal)
        else:
            messages.success(request, gettext("Bewaard."))
            return redirect("office:mailing", desk.deal.code, number)
    return _page(request, form, mailing)


@screen(Permission.SEND_MAIL, methods=_WRITES)
def discard(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Ask for the last time, and throw a draft away."""
    mailing = found.draft_at(desk, number)
    if request.method == "POST":
        with held(desk.deal):
            drafts.discard(mailing=mailing, by=desk.actor, at=now())
        messages.success(request, gettext("Het concept is weggegooid."))
        return redirect("office:mailings", desk.deal.code)
    return render(request, "office/mail/mailings/discard.html", {"mailing": mailing})


def _page(
    request: HttpRequest, form: MailingForm, mailing: Mailing | None = None, *, theirs: Mailing | None = None
) -> HttpResponse:
    content = {"form": form, "mailing": mailing, "theirs": theirs}
    status = HTTPStatus.OK
    if form.is_bound:
        status = HTTPStatus.CONFLICT if theirs else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "office/mail/mailings/write.html", content, status=status)
