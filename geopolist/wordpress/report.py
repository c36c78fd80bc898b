"""What became of everything in an export. No mail address and no machine's address is ever in it."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from geopolist.lib.text import one_line, shorten

type Outcome = Literal["imported", "updated", "joined", "unchanged", "conflict", "skipped", "failed"]

OUTCOMES: tuple[Outcome, ...] = ("imported", "updated", "joined", "unchanged", "conflict", "skipped", "failed")
_WOULD = {"imported": "would import", "updated": "would update", "joined": "would join"}
LISTED = 400
# Names come from the file: a hostile one must not make the report grow without end.
MOST_NAMES = 5_000


class Report:
    """Collects as the import goes; with `folder`, each entry goes straight into `report.json` there."""

    def __init__(self, *, dry_run: bool = False, folder: Path | None = None) -> None:
        self.dry_run, self.folder = dry_run, folder
        self.outcomes: Counter[tuple[str, Outcome]] = Counter()
        self.reasons: Counter[tuple[str, Outcome, str]] = Counter()
        self.converted: Counter[tuple[str, str, str]] = Counter()
        self.fields: Counter[tuple[str, str]] = Counter()
        self.remarks: list[str] = []
        self.listed: list[str] = []
        self.unlisted = 0
        self._file: Any = None

    def _opened(self) -> Any:
        """The file in the folder, made with the first entry: a refused export leaves none."""
        if self.folder is None or self._file:
            return self._file
        self.folder.mkdir(parents=True, exist_ok=True)
        file = (self.folder / "report.json").open("w", encoding="utf-8")
        file.write(f'{{"dry_run": {json.dumps(self.dry_run)}, "entries": [')
        return file

    def add(
        self, kind: str, name: str, outcome: Outcome, reason: str = "", *, old_id: str = "", notes: Iterable[str] = ()
    ) -> None:
        """One record and what became of it. `reason` is one of few sentences, `notes` are particular to the record."""
        self._file, first = self._opened(), not self.outcomes
        self.outcomes[kind, outcome] += 1
        if reason:
            self.reasons[kind, outcome, reason] += 1
        notes = [shorten(note, 300) for note in notes]
        entry: dict[str, Any] = {"kind": kind, "old_id": old_id, "name": shorten(name, 120), "outcome": outcome}
        entry |= {"reason": reason} if reason else {}
        entry |= {"notes": notes} if notes else {}
        if self._file:
            self._file.write(("" if first else ",") + "\n" + json.dumps(entry, ensure_ascii=False))
        if notes or outcome in ("conflict", "failed"):
            self._list(f"{kind} {old_id} “{shorten(name, 60)}”: " + "; ".join(filter(None, [outcome, reason, *notes])))

    def _list(self, line: str) -> None:
        if len(self.listed) < LISTED:
            self.listed.append(line)
        else:
            self.unlisted += 1

    def count_text(self, counts: Mapping[tuple[str, str, str], int]) -> None:
        """What a conversion met, by (what, name, what became of it)."""
        for (what, name, became), count in counts.items():
            is_known = (what, name, became) in self.converted or len(self.converted) < MOST_NAMES
            self.converted[what, name if is_known else "others", became] += count

    def count_field(self, key: str, *, is_used: bool) -> None:
        """A custom field of an item that was converted."""
        key = "_oembed_…" if key.startswith("_oembed_") else one_line(key)[:80]
        use = "used" if is_used else "not imported"
        self.fields[key if (key, use) in self.fields or len(self.fields) < MOST_NAMES else "others", use] += 1

    def remark(self, text: str) -> None:
        """Something about the export as a whole."""
        if text not in self.remarks and len(self.remarks) < LISTED:
            self.remarks.append(one_line(text))

    def total(self, kind: str) -> int:
        return sum(count for (one, _), count in self.outcomes.items() if one == kind)

    def differences(self, expected: Counter[str]) -> list[str]:
        """Where the outcomes do not add up to what the reader counted: none, unless the import itself is wrong."""
        kinds = sorted({*expected, *(kind for kind, _ in self.outcomes)})
        return [
            f"{kind}: {expected[kind]} in the export, {self.total(kind)} accounted for"
            for kind in kinds
            if expected[kind] != self.total(kind)
        ]

    @property
    def has_failed(self) -> bool:
        return any(outcome == "failed" for _, outcome in self.outcomes)

    @property
    def changes(self) -> int:
        """How many records were, or would be, written."""
        return sum(count for (_, outcome), count in self.outcomes.items() if outcome in _WOULD)

    def text(self) -> str:
        """The whole as a page of text."""
        parts = [
            self._table(),
            self._section("Why", self._reason_lines()),
            self._section(
                "In the texts", [f"{n:>6}  {w} {name}: {b}" for (w, name, b), n in sorted(self.converted.items())]
            ),
            self._section("Custom fields", [f"{n:>6}  {key}: {use}" for (key, use), n in sorted(self.fields.items())]),
            self._section("Remarks", self.remarks),
            self._section("To look at", [*self.listed, *([f"and {self.unlisted} more"] if self.unlisted else [])]),
        ]
        return "\n".join(filter(None, parts))

    def _table(self) -> str:
        kinds = sorted({kind for kind, _ in self.outcomes})
        shown = [outcome for outcome in OUTCOMES if any(self.outcomes[kind, outcome] for kind in kinds)]
        heads = [_WOULD.get(outcome, outcome) if self.dry_run else outcome for outcome in shown]
        width = max([len(kind) for kind in kinds], default=4) + 2
        lines = ["".ljust(width) + "".join(head.rjust(14) for head in [*heads, "in all"])]
        for kind in kinds:
            numbers = [self.outcomes[kind, outcome] for outcome in shown]
            lines.append(
                kind.ljust(width) + "".join(f"{number:,}".rjust(14) for number in [*numbers, self.total(kind)])
            )
        return "\n".join(lines) + "\n"

    def _reason_lines(self) -> list[str]:
        rows = sorted(self.reasons.items(), key=lambda row: (row[0][0], -row[1]))
        return [f"{count:>6}  {kind} {outcome}: {reason}" for (kind, outcome, reason), count in rows]

    @staticmethod
    def _section(title: str, lines: list[str]) -> str:
        return "\n".join([title, *(f"  {line}" for line in lines), ""]) if lines else ""

    def close(self) -> None:
        """Finish the files in the folder, if there is one."""
        if self._file is None or self.folder is None:
            return
        totals = [
            {"kind": kind, "outcome": outcome, "count": count}
            for (kind, outcome), count in sorted(self.outcomes.items())
        ]
        texts = [{"what": w, "name": n, "became": b, "count": c} for (w, n, b), c in sorted(self.converted.items())]
        fields = [{"key": key, "use": use, "count": count} for (key, use), count in sorted(self.fields.items())]
        rest = {"totals": totals, "texts": texts, "fields": fields, "remarks": self.remarks}
        self._file.write("\n], " + json.dumps(rest, ensure_ascii=False)[1:] + "\n")
        self._file.close()
        self._file = None
        (self.folder / "report.txt").write_text(self.text(), encoding="utf-8")
