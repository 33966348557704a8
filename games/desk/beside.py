"""A page in the therapist's own window: what it is, and its items as buttons."""

from games.desk.keyboard import KEY
from games.desk.kit import Kit
from games.desk.page import Page
from games.engine.second.facts import Button, Facts
from games.engine.second.panel import MOST_BUTTONS


def buttons_of(page: Page) -> list[Button]:
    """What can be taken now, but for the keys on the screen: there is a keyboard before it.

    Of more than there is room for the last ones, among which are those that end the page.
    """
    found = [
        Button(each.name, each.words, is_item=True)
        for each in page.items
        if each.enabled and each.words and not each.name.startswith(KEY)
    ]
    return found[-MOST_BUTTONS:]


def facts_of(page: Page, kit: Kit) -> Facts:
    """The page's title, the clock, and which answers stand."""
    chosen = frozenset(each.name for each in page.items if each.chosen)
    return Facts(kit.aside(), phase=page.title, chosen=chosen)
