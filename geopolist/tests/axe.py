"""Rules of accessibility, asked in a browser."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
}


def violations(page: Any) -> list[str]:
    """What breaks WCAG 2.2 AA on a page as it stands now: the rule and the first elements."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {[node['target'] for node in each['nodes'][:3]]}" for each in found]
