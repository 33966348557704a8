"""A page in the therapist's own window: what it is, and its items as buttons."""

from games.desk.keyboard import KEY
from games.desk.kit import Kit
from games.desk.page import Page
from games.engine.second.facts import Button, Facts


def buttons_of(page: Page) -> list[Button]:
    """What can be taken now, but for the keys on the screen: there is a keyboard before it."""
    return [
        Button(each.name, each.words, is_item=True)
        for each in page.items
        if each.enabled and each.words and not each.name.startswith(KEY)
    ]


def facts_of(page: Page, kit: Kit) -> Facts:
    """The page's title, the clock, and which answers stand."""
    chosen = frozenset(each.name for each in page.items if each.chosen)
    return Facts(kit.aside(), phase=page.title, chosen=chosen)
