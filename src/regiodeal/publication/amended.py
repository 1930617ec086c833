"""What the files of a record should hold that was added to since it was built."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from regiodeal.publication.manifest import Amendment, Manifest
from regiodeal.publication.rendering import plan
from regiodeal.publication.rendering.plan import Task
from regiodeal.publication.visibility import PublicEditions, Sealed


def files(public: PublicEditions, listed: Manifest | None, fonts: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file that the editions in a record give, assets excepted.

    The pages over several editions tell of those that were there when the record was built; what each amendment added
    then takes the place of what stood there.
    """
    amendments = listed.amendments if listed else ()
    newest = {path: step for step, amendment in enumerate(amendments, start=1) for path in amendment.files}
    for step, tasks in enumerate(_steps(public, listed.last if listed else 0, amendments, fonts)):
        for task in tasks:
            yield from ((path, content) for path, content in task.files() if newest.get(path, 0) == step)


def _steps(public: PublicEditions, last: int, amendments: Sequence[Amendment], fonts: Path) -> Iterator[Iterable[Task]]:
    """Yield the tasks of the build, and then of each amendment."""
    added = {number for amendment in amendments for number in amendment.numbers}
    shown = {one.number for one in public.editions} - added
    sealed = {one.number for one in public.sealed} - added | {number for number in added if number <= last}
    yield plan.of(_seen(public, shown, sealed), fonts)
    for amendment in amendments:
        shown |= amendment.opened
        yield plan.direct(_seen(public, shown, amendment.sealed), amendment.numbers, fonts)


def _seen(public: PublicEditions, shown: Collection[int], sealed: Collection[int]) -> PublicEditions:
    """Return some of the editions, as they were seen when some of those that are open now were sealed."""
    then = (Sealed.of(one) for one in public.editions if one.number in sealed)
    now = (one for one in public.sealed if one.number in sealed)
    editions = tuple(one for one in public.editions if one.number in shown)
    return PublicEditions(editions=editions, sealed=tuple(sorted((*then, *now), key=lambda one: one.number)))
