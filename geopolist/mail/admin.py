"""The outbox to read, and the texts of mail to change."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import linebreaks_filter, urlize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from geopolist.mail import kinds, outbox
from geopolist.mail.models import MailText, Message


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    list_display = ("to", "kind", "subject", "state", "created_at", "sent_at", "tries")
    list_filter = ("state", "kind", "bulk", "language")
    search_fields = ("to", "message_id")
    date_hierarchy = "created_at"
    actions = ["send_again"]
    show_full_result_count = False

    def get_fields(self, request: HttpRequest, obj: Message | None = None) -> list[Any]:
        facts = ["to", "kind", "language", "subject", "state", "tries", "next_try_at", "last_error"]
        times = ["created_at", "sent_at", "message_id", "bulk"]
        # On a real site mail holds personal links: nobody reads it here, chief editors included.
        return [*facts, *times] if settings.IS_LIVE else [*facts, *times, "body", "headers"]

    def get_readonly_fields(self, request: HttpRequest, obj: Message | None = None) -> list[Any]:
        return self.get_fields(request, obj)

    @admin.display(description=_("text"))
    def body(self, message: Message) -> SafeString:
        return linebreaks_filter(urlize(message.text or message.html))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """What nobody may read, nobody may find out by asking for it letter by letter."""
        is_hidden = settings.IS_LIVE and lookup.startswith(("text", "html", "headers"))
        return not is_hidden and super().lookup_allowed(lookup, value, request)

    def has_resend_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("mail.change_message")

    @admin.action(description=_("Send again"), permissions=["resend"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        queued = [message for message in queryset if message.send_again()]
        for message in queued:
            self.log_change(request, message, "Sent again.")
        if queued:
            outbox.wake()
        text = ngettext("%(count)d message is sent again.", "%(count)d messages are sent again.", len(queued))
        self.message_user(request, text % {"count": len(queued)}, messages.SUCCESS if queued else messages.WARNING)
        if len(queued) < len(queryset):
            rule = _("Only account mail that was not sent and still has its text can be sent again.")
            self.message_user(request, rule, messages.WARNING)


class MailTextForm(forms.ModelForm):
    """Kinds and languages are known to the code, not to the table."""

    class Meta:
        model = MailText
        fields = ["kind", "language", "subject", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A row that exists keeps its kind and language: those fields are only shown.
        if "kind" in self.fields:
            self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=[(k.name, k.label) for k in known()])
            self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


@admin.register(MailText)
class MailTextAdmin(admin.ModelAdmin):
    form = MailTextForm
    list_display = ("kind", "language", "subject")
    list_filter = ("language",)

    def get_fields(self, request: HttpRequest, obj: MailText | None = None) -> list[Any]:
        shown = ["placeholders", "default_text", "preview"] if obj else ["placeholders"]
        return ["kind", "language", "subject", "text", *shown]

    def get_readonly_fields(self, request: HttpRequest, obj: MailText | None = None) -> list[str]:
        return ["kind", "language", "placeholders", "default_text", "preview"] if obj else ["placeholders"]

    @admin.display(description=_("placeholders"))
    def placeholders(self, own: MailText) -> SafeString:
        """Of this kind, or of every kind while none is chosen."""
        shown = [kinds.KINDS[own.kind]] if own and own.kind in kinds.KINDS else known()
        lines = ((kind.label, " ".join(f"{{{name}}}" for name in sorted(kind.all_names()))) for kind in shown)
        return format_html_join("", "<p>{}: <code>{}</code></p>", lines)

    @admin.display(description=_("our text"))
    def default_text(self, own: MailText) -> SafeString | str:
        if own.kind not in kinds.KINDS:
            return "–"
        subject, text = kinds.default_words(kinds.KINDS[own.kind], own.language)
        return format_html("<p><strong>{}</strong></p><pre>{}</pre>", subject, text)

    @admin.display(description=_("how it reads"))
    def preview(self, own: MailText) -> SafeString | str:
        if own.kind not in kinds.KINDS:
            return "–"
        kind = kinds.KINDS[own.kind]
        letter = kinds.render(kind, own.language, kind.placeholders)
        return format_html("<p><strong>{}</strong></p><pre>{}</pre>", letter.subject, letter.text)


def known() -> list[kinds.Kind]:
    return sorted(kinds.KINDS.values(), key=lambda kind: str(kind.label))
