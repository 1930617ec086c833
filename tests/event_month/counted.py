"""What people have after a storm, as JSON: how many in which state, by session, and how many mails are due."""

import json
from collections import Counter

from regiodeal.config.database import prepare

prepare()

from regiodeal.event_month.models import Message, Registration  # noqa: E402 - Django is set up first

states = Counter(f"{code} {state}" for code, state in Registration.objects.values_list("session__code", "state"))
kinds = Counter(Message.objects.values_list("kind", flat=True))
print(json.dumps({"states": states, "mails": kinds, "guests": Registration.objects.values("guest").distinct().count()}))
