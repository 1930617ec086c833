"""The mail that brings an invitation."""

import logging

from django.core.mail import send_mail
from django.template.loader import render_to_string

from regiodeal.accounts.models import Invitation
from regiodeal.accounts.roles import ROLES, RoleCode
from regiodeal.programme.models import Deal

_log = logging.getLogger(__name__)


def send_invitation(invitation: Invitation, deal: Deal, link: str) -> bool:
    """Mail an invitation; return whether the mail server took it. The link can then still be handed over by itself."""
    content = {"invitation": invitation, "deal": deal, "link": link, "role": ROLES[RoleCode(invitation.role)]}
    subject = " ".join(render_to_string("office/account/invitation_subject.txt", content).split())
    try:
        send_mail(subject, render_to_string("office/account/invitation.txt", content), None, [invitation.email])
    except OSError:  # what a mail server or the network does is never ours to break on
        _log.exception("the invitation of %s could not be mailed", invitation.email)
        return False
    return True
