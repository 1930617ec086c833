"""A person who uses the keyboard alone: goes with Tab, and sees where the focus is."""

from playwright.sync_api import Locator, Page

_MOST_KEYS = 400


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until something has the focus, which can be seen where it is."""
    for _ in range(_MOST_KEYS):
        if target.evaluate("one => one === document.activeElement"):
            assert target.evaluate("one => one.matches(':focus-visible')")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {target}")


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Go somewhere with Tab, and press a key there."""
    tab_to(page, target)
    page.keyboard.press(key)


def write(page: Page, label: str, text: str) -> None:
    """Go to a field with Tab, and type."""
    tab_to(page, page.get_by_label(label))
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(text)


def write_day(page: Page, label: str, day: str, clock: str = "") -> None:
    """Go to a field with a day, such as 2027-10-05, and its time where it has one, and type as the browser asks it.

    The browser has its own language, which says whether the month or the day comes first, and how hours are counted.
    """
    field = page.get_by_label(label)
    year, month, number = day.split("-")
    wanted = f"{day}T{clock}" if clock else day
    for first, second in ((month, number), (number, month)):
        for time in _typed(clock):
            tab_to(page, field)
            page.keyboard.type(f"{first}{second}{year}")
            if time:
                page.keyboard.press("ArrowRight")
                page.keyboard.type(time)
            if field.input_value() == wanted:
                return
            field.evaluate("one => { one.value = ''; one.blur(); document.querySelector('main').focus(); }")
    raise AssertionError(f"{label} does not take {wanted}")


def _typed(clock: str) -> list[str]:
    if not clock:
        return [""]
    hour, minute = clock.split(":")
    return [f"{int(hour) % 12 or 12:02}{minute}{'PM' if int(hour) >= 12 else 'AM'}", f"{hour}{minute}"]
