"""Rules of accessibility, asked in a browser."""

from pathlib import Path
from typing import Any

import axe_playwright_python
from axe_playwright_python.sync_playwright import Axe

SCRIPT = Path(axe_playwright_python.__file__).parent / "axe.min.js"
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
}
# Colours that fade are given the time to. What frames hold is a page of its own. No rule here asks for style sheets,
# which axe would read by adding one.
ASK = """async ([rules, exclude]) => {
  do await new Promise(requestAnimationFrame);
  while (document.getAnimations().some((each) => each instanceof CSSTransition));
  const options = { ...rules, resultTypes: ["violations"], iframes: false, preload: false };
  const { violations } = await axe.run({ exclude }, options);
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ target }) => `${id} ${target}`));
}"""


def violations(page: Any) -> list[str]:
    """What breaks WCAG 2.2 AA on a page as it stands now: the rule and the first elements."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {[node['target'] for node in each['nodes'][:3]]}" for each in found]


def bring(page: Any) -> None:
    """For a walk through many pages: axe comes with each that `page` opens, past its policy."""
    page.add_init_script(path=SCRIPT)


def broken(page: Any, *, beside: str = "") -> list[str]:
    """As `violations`, quicker, of a page to which axe was brought; `beside` names an element that is left out."""
    return list(page.evaluate(ASK, [RULES, [beside] if beside else []]))
