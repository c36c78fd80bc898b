"""Lists as people write them: an entry a line."""

from typing import Any

from django import forms

from geopolist.lib.text import one_line


class LinesField(forms.JSONField):
    """A list of words. Whatever is typed is some list; the model says whether it can be kept."""

    def prepare_value(self, value: Any) -> str:
        return value if isinstance(value, str) else "\n".join(self.line(entry) for entry in value or [])

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data

    def to_python(self, value: Any) -> Any:
        return [self.entry(one_line(line)) for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(data) != (initial or [])

    def line(self, entry: Any) -> str:
        return str(entry)

    def entry(self, line: str) -> Any:
        return line


class LinksField(LinesField):
    """A list of links, each `Label | https://…`."""

    def line(self, entry: dict[str, str]) -> str:
        return f"{entry['label']} | {entry['url']}"

    def entry(self, line: str) -> dict[str, str]:
        label, _bar, url = line.partition("|")
        return {"label": label.strip(), "url": url.strip()}
