"""Typst under a server: several readers at once, and in processes that were forked."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict

import pytest

from regiodeal.publication.rendering import accent, pdf
from regiodeal.publication.rendering.typesetter import compiled

FORKED = """
import os, signal, sys
from regiodeal.publication.rendering.typesetter import compiled
job = ("{template}", 0, sys.argv[1], sys.argv[2])
before = compiled(*job)
child = os.fork()
if child == 0:
    signal.alarm(60)  # it waits for ever where the threads of Typst stayed behind
    os._exit(0 if compiled(*job) == before else 1)
sys.exit(os.waitpid(child, 0)[1])
"""
TEMPLATE = "vergaderstuk.typ"


def job() -> tuple[str, int, str, str]:
    """Return a document of some pages, as it is asked of the typesetter."""
    item = {
        "name": "Dorpshuis",
        "kind": "nieuw project",
        "ask": "€ 5",
        "ask_end": "",
        "room": "€ 9",
        "room_label": "Nog vrij",
    }
    nothing: dict[str, list[str]] = {name: [] for name in ("facts", "others", "text", "earlier", "conditions")}
    items = [
        {**item, **nothing, "number": n, "too_much": False, "assessment": ["Doen. " * 200], "decided": ""}
        for n in range(1, 9)
    ]
    amounts = {"free": "€ 9", "taken": "€ 5", "remains": "€ 4"}
    page = {
        "title": "Vergaderstuk", "body": "Stuurgroep", "held_on": "4 juni 2021", "starts_at": "", "location": "",
        "made": "1 juni 2021", "introduction": [], "items": items, "asked": "€ 40", "unknown": "", "share": "",
        "breaks": [], "pots": [], "total": amounts, "states": ["vrij"],
        "pillars": [{"name": "Samen", "cells": ["€ 9"], "total": "€ 9"}],
    }  # fmt: skip
    deal = {"name": "Regio Deal Veenstreek", "publisher": "Provincie Veenland"}
    data = {"deal": deal, "accent": asdict(accent.of("#00664f")), "page": page, "replaced": False}
    return TEMPLATE, 0, str(pdf.FONTS), json.dumps(data)


def test_many_readers_at_once_get_the_same_document() -> None:
    with ThreadPoolExecutor(6) as readers:
        made = list(readers.map(lambda _: compiled(*job()), range(12)))
    assert made[0].startswith(b"%PDF")
    assert len(set(made)) == 1


def test_a_forked_process_sets_documents_too() -> None:
    _, _, fonts, data = job()
    script = FORKED.replace("{template}", TEMPLATE)
    subprocess.run([sys.executable, "-c", script, fonts, data], check=True, timeout=90)


@pytest.mark.parametrize("apart", [False, True])
def test_what_typst_says_comes_back(monkeypatch: pytest.MonkeyPatch, apart: bool) -> None:
    """From a process of its own as from this one."""
    template, at, fonts, _ = job()
    if apart:
        monkeypatch.setattr("regiodeal.publication.rendering.typesetter._first_process", int)
    with pytest.raises(RuntimeError, match="page"):
        compiled(template, at, fonts, '{"accent": {"light_text": "#000000"}}')
