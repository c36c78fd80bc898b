"""An import from beginning to end. The command and the admin go this way."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from geopolist.guard import locks
from geopolist.wordpress.report import Report
from geopolist.wordpress.stage import Stage
from geopolist.wordpress.text import plain

from .files import Files
from .lookups import Lookups
from .pages import Pages
from .people import NAMED_ONLY, People
from .plan import Plan
from .posts import Posts
from .run import Options, Progress, Run, _silent
from .terms import Terms
from .texts import Texts

__all__ = ["Options", "import_exports"]

# Seconds between two reports of progress: so long an import that was killed keeps the next one waiting.
LONGEST_BATCH = 15 * 60
_SETTINGS = "a setting of the old site's theme"
_LEFT_OUT = {
    "nav_menu_item": "menus are made in the admin",
    "wp_block": "its text is put where it is used",
    "wp_navigation": "menus are made in the admin",
    "wp_global_styles": _SETTINGS,
    "wp_template": _SETTINGS,
    "wp_template_part": _SETTINGS,
    "wp_font_family": _SETTINGS,
    "wp_font_face": _SETTINGS,
    "custom_css": _SETTINGS,
    "customize_changeset": _SETTINGS,
    "revision": "an earlier state of another item",
    "job_listing": "job listings are not imported yet",
}
_NEVER_IN_AN_EXPORT = (
    "An export never holds: revisions, spam, users without posts, passwords, widgets, options, redirects and"
    " counters of plugins, bookmarks of readers."
)


def import_exports(paths: list[Path], options: Options, report: Report, progress: Progress = _silent) -> Report:
    """Import these exports of one site together.

    Raises wxr.Refused before anything is written, locks.Taken while another import is at work.
    """
    with Stage() as stage:
        for path in paths:
            stage.add(path, repair=options.repair)
        with _alone(options) as renew:

            def renewing(what: str, done: int, total: int) -> None:
                renew()
                progress(what, done, total)

            run = Run(stage, report, options, renewing)
            _take(run)
        _remark(run)
        for difference in report.differences(_expected(stage, report.total(NAMED_ONLY))):
            report.remark(f"The sums do not add up: {difference}.")
    return report


def _alone(options: Options) -> AbstractContextManager[Callable[[], None]]:
    """Two imports at once would both make what neither finds. A dry run makes nothing."""
    return nullcontext(lambda: None) if options.dry_run else locks.hold("wordpress import", LONGEST_BATCH)


def _take(run: Run) -> None:
    """The steps, each of which needs those before it."""
    people, terms = People(run), Terms(run)
    people.take()
    terms.take()
    Files(run).take()
    plan = Plan(run)
    page_order = plan.make()
    texts = Texts(run, Lookups(run, people, terms))
    Pages(run, texts, plan).take(page_order)
    Posts(run, texts, people, terms).take()
    _tell_the_rest(run)


def _tell_the_rest(run: Run) -> None:
    """Items of all other types, and the comments on files."""
    rest = [kind for kind in run.stage.types() if kind not in ("post", "page", "attachment")]
    for staged in run.stage.items(*rest) if rest else ():
        item = staged.item
        reason = _LEFT_OUT.get(item.type, "its type is not known here")
        run.report.add(item.type, plain(item.title, 120) or item.slug, "skipped", reason, old_id=item.old_id)
        for comment in item.comments:
            run.report.add("comment", plain(comment.author, 60), "skipped", "what it is about is left out")
    for staged in run.stage.items("attachment"):
        for comment in staged.item.comments:
            run.report.add("comment", plain(comment.author, 60), "skipped", "files take no comments here")


def _remark(run: Run) -> None:
    stage, report = run.stage, run.report
    for kind, old_id, slug in stage.twice:
        report.remark(f"{kind} {old_id} stands in the export more than once; the second is filed as {slug[:60]}.")
    for name, count in stage.repairs.items():
        if count:
            report.remark(f"Mended while reading: {count} × {name}.")
    for name, count in sorted(stage.ignored.items()):
        report.remark(f"Not part of the format, not read: {count} × {name}.")
    report.remark(_NEVER_IN_AN_EXPORT)


def _expected(stage: Stage, named_only: int) -> Counter[str]:
    """What the reader counted, by the names the report uses. Names on items that nothing declares are not records."""
    names = {"category": "category", "post_tag": "tag"}
    terms = Counter(names.get(taxonomy, "term") for taxonomy, _ in stage.terms)
    return stage.counts + Counter({"author": len(stage.authors)}) + terms + Counter({NAMED_ONLY: named_only})
