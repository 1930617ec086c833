"""The tables of open data, in the order in which a reader meets them."""

from regiodeal.publication.rendering.data.content import chain, decisions, money, projects, sessions

ALL = (
    projects.PROJECTS,
    decisions.DECISIONS,
    decisions.CONDITIONS,
    money.TRANSFERS,
    money.PILLARS,
    money.SOURCES,
    projects.PARTIES,
    projects.PLACES,
    projects.COFINANCING,
    projects.FIGURES,
    sessions.SESSIONS,
    chain.EDITIONS,
)
