"""Who may open what: a row for each route of the resolver. A route without one fails the suite."""

from dataclasses import dataclass, field

OUTSIDE = ("guest", "member")
# Those of accounts/roles.py by their first words, between who may only enter the desk and who may do anything there.
DESK_ROLES = ("staff", "contributor", "author", "moderator", "jobs", "editor", "chief", "superuser")
ROLES = (*OUTSIDE, *DESK_ROLES)
WRITERS, EDITORS, CHIEFS = ("contributor", "author"), ("editor", "chief", "superuser"), ("chief", "superuser")
type Statuses = dict[str, int]


def all_get(status: int) -> Statuses:
    return dict.fromkeys(ROLES, status)


def given(inside: int, *roles: str, refused: int = 403, outside: int = 302) -> Statuses:
    """`roles` get the one, the others at the desk are refused, guests and members led to the sign-in page."""
    return all_get(refused) | dict.fromkeys(OUTSIDE, outside) | dict.fromkeys(roles, inside)


OPEN, MISSING, REFUSED, ELSEWHERE, GONE = map(all_get, (200, 404, 405, 302, 410))
# Strangers are led to the sign-in page; whoever has signed in gets it.
SIGNED_IN = OPEN | {"guest": 302}
# The forms by which one signs in; what is asked of somebody who has no second factor to change.
SIGNED_OUT, LACKING = ELSEWHERE | {"guest": 200}, MISSING | {"guest": 302}
# Guests and members are led to the sign-in page; staff, whatever their rights.
STAFF, NOT_ASKED = given(200, *DESK_ROLES), given(405, *DESK_ROLES)
# The desk's own views on an article that others began: whoever may not edit others' is refused.
READS, WRITES = given(200, *EDITORS), given(302, *EDITORS)


@dataclass(frozen=True)
class Row:
    """`path` may name what fixtures make, in braces. The statuses stand by ROLES."""

    path: str
    get: Statuses = field(default_factory=lambda: OPEN)
    post: Statuses = field(default_factory=lambda: REFUSED)


# --- What readers open

READERS = {
    "pages:home": Row("/"),
    "pages:home_in": Row("/tr/"),
    "pages:corrections": Row("/corrections/"),
    "pages:offline": Row("/offline/"),
    "pages:service_worker": Row("/service-worker.js"),
    "pages:robots": Row("/robots.txt"),
    "pages:favicon": Row("/favicon.ico", get=all_get(302)),
    "pages:manifest": Row("/manifest.webmanifest"),
    "pages:sitemap": Row("/sitemap.xml"),
    # An empty form is no beacon of one of our pages.
    "pages:readings": Row("/api/readings/", get=REFUSED, post=all_get(403)),
    "pages:healthz": Row("/healthz"),
    "pages:readyz": Row("/readyz", get=all_get(503)),  # no worker ticks in a test
    "search:search": Row("/search/?q=words"),
    "articles:all": Row("/blog/"),
    "articles:all_in": Row("/tr/blog/"),
    "articles:most_read": Row("/most-read/"),
    "articles:most_read_in": Row("/tr/most-read/"),
    "articles:people": Row("/people/"),
    "articles:countries": Row("/countries/"),
    "articles:countries_in": Row("/tr/countries/"),
    "articles:topics": Row("/topics/"),
    "articles:notices": Row("/notices/"),
    "articles:feed": Row("/feed/"),
    "articles:feed_in": Row("/tr/feed/"),
    "articles:live": Row("/api/live/{live}/"),
    "articles:preview": Row("/preview/{token}/"),
    "articles:year": Row("/2026/"),
    "articles:year_in": Row("/tr/2026/"),
    "articles:month": Row("/2026/05/"),
    "articles:month_in": Row("/tr/2026/05/"),
    "accounts:bookmarks": Row("/my-bookmarks/"),
    "jobs:board": Row("/jobs/"),
    "jobs:post": Row("/post-a-job/"),
    "jobs:dashboard": Row("/job-dashboard/"),
    "files:document": Row("/files/{private}/report.pdf", get=given(200, *WRITERS, *EDITORS, refused=404, outside=404)),
    "files:media": Row("{media}"),
    "address": Row("/no-such-page/", get=MISSING),
}
# --- What the table of addresses answers, one row for each kind of thing and state

ADDRESSES = {
    "public article": Row("/public-article/"),
    "draft article": Row("/draft-article/", get=MISSING),
    "scheduled article": Row("/scheduled-article/", get=MISSING),
    "withdrawn article": Row("/withdrawn-article/", get=GONE),
    "article by an old address": Row("/old-address/", get=all_get(301)),
    "category": Row("/category/economy/"),
    "category in Turkish": Row("/tr/category/economy/"),
    "feed of a category": Row("/category/economy/feed/"),
    "tag": Row("/tag/ports/"),
    "feed of a tag": Row("/tag/ports/feed/"),
    "country": Row("/country/malta/"),
    "country in Turkish": Row("/tr/country/malta/"),
    "feed of a country": Row("/country/malta/feed/"),
    "person": Row("/author/odette-fall/"),
    "feed of a person": Row("/author/odette-fall/feed/"),
    "series": Row("/series/metals/"),
    "page": Row("/about/"),
    "draft page": Row("/draft-page/", get=MISSING),
    "withdrawn page": Row("/withdrawn-page/", get=GONE),
    "public document": Row("/files/{public}/report.pdf"),
    "document under another name": Row("/files/{public}/other.pdf", get=all_get(301)),
}
# --- Accounts. Registration opens later; what needs a fresh sign-in or a second factor leads there.

ACCOUNTS = {
    "account_login": Row("/accounts/login/", get=SIGNED_OUT, post=SIGNED_OUT),
    "account_logout": Row("/accounts/logout/", get=SIGNED_IN, post=ELSEWHERE),
    "account_signup": Row("/accounts/signup/", get=SIGNED_OUT, post=SIGNED_OUT),
    "account_inactive": Row("/accounts/inactive/"),
    "account_reauthenticate": Row("/accounts/reauthenticate/", get=SIGNED_IN, post=SIGNED_IN),
    "account_email": Row("/accounts/email/", get=SIGNED_IN, post=ELSEWHERE),
    "account_email_verification_sent": Row("/accounts/confirm-email/"),
    "account_confirm_email": Row("/accounts/confirm-email/wrong/", post=MISSING),
    "account_change_password": Row("/accounts/password/change/", get=SIGNED_IN, post=SIGNED_IN),
    "account_set_password": Row("/accounts/password/set/", get=ELSEWHERE, post=ELSEWHERE),
    "account_reset_password": Row("/accounts/password/reset/", post=OPEN),
    "account_reset_password_done": Row("/accounts/password/reset/done/"),
    "account_reset_password_from_key": Row("/accounts/password/reset/key/1-wrong/", post=OPEN),
    "account_reset_password_from_key_done": Row("/accounts/password/reset/key/done/"),
    "account_confirm_login_code": Row("/accounts/login/code/confirm/", get=ELSEWHERE, post=ELSEWHERE),
    "mfa_index": Row("/accounts/2fa/", get=SIGNED_IN, post=REFUSED | {"guest": 302}),
    "mfa_authenticate": Row("/accounts/2fa/authenticate/", get=ELSEWHERE, post=ELSEWHERE),
    "mfa_reauthenticate": Row("/accounts/2fa/reauthenticate/", get=ELSEWHERE, post=ELSEWHERE),
    "mfa_activate_totp": Row("/accounts/2fa/totp/activate/", get=ELSEWHERE, post=ELSEWHERE),
    "mfa_deactivate_totp": Row("/accounts/2fa/totp/deactivate/", get=LACKING, post=LACKING),
    "mfa_view_recovery_codes": Row("/accounts/2fa/recovery-codes/", get=LACKING, post=REFUSED | {"guest": 302}),
    "mfa_generate_recovery_codes": Row("/accounts/2fa/recovery-codes/generate/", get=ELSEWHERE, post=ELSEWHERE),
    "mfa_download_recovery_codes": Row("/accounts/2fa/recovery-codes/download/", get=LACKING, post=LACKING),
    "usersessions_list": Row("/accounts/sessions/", get=SIGNED_IN, post=ELSEWHERE),
}
# --- The desk beside its models

ARTICLES = given(200, "moderator", *WRITERS, *EDITORS, refused=404)

DESK = {
    "admin:index": Row("/admin/", get=STAFF, post=STAFF),
    "desk:search": Row("/admin/search/?q=article", get=STAFF, post=NOT_ASKED),
    "admin:app_list": Row("/admin/articles/", get=ARTICLES, post=ARTICLES),
    "admin:login": Row("/admin/login/", get=ELSEWHERE | {"member": 403}, post=STAFF | {"member": 403}),
    "admin:logout": Row("/admin/logout/", get=NOT_ASKED, post=STAFF),
    "admin:password_change": Row("/admin/password_change/", get=STAFF, post=STAFF),
    "admin:password_change_done": Row("/admin/password_change/done/", get=STAFF, post=NOT_ASKED),
    "admin:jsi18n": Row("/admin/jsi18n/", get=STAFF, post=NOT_ASKED),
    "admin:autocomplete": Row(
        "/admin/autocomplete/?app_label=articles&model_name=article&field_name=series",
        get=given(200, *WRITERS, *EDITORS),
        post=NOT_ASKED,
    ),
    # What is done to a comment is a form that is sent; an empty answer comes back.
    **{
        f"admin:articles_comment_{verb}": Row(
            f"/admin/articles/comment/{{comment}}/{verb.replace('_', '-')}/",
            get=NOT_ASKED,
            post=given(answer, "moderator", *EDITORS),
        )
        for verb, answer in [
            *((verb, 302) for verb in ("approve", "hold", "mark_spam", "not_spam", "put_in_bin", "restore")),
            ("answer", 422),
        ]
    },
    "admin:articles_comment_undo": Row(
        "/admin/articles/comment/undo/", get=NOT_ASKED, post=given(302, "moderator", *EDITORS)
    ),
    "admin:articles_comment_empty_bin": Row(
        "/admin/articles/comment/empty-bin/", get=given(200, *EDITORS), post=given(200, *EDITORS)
    ),
    **{
        f"admin:library_{kind}_choose": Row(
            f"/admin/library/{kind}/choose/", get=given(200, *WRITERS, *EDITORS), post=given(422, *WRITERS, *EDITORS)
        )
        for kind in ("image", "document", "reference")
    },
    "admin:library_image_focus": Row("/admin/library/image/focus/{image}/", get=NOT_ASKED, post=given(422, *EDITORS)),
    "admin:library_image_add_many": Row(
        "/admin/library/image/add-many/", get=given(200, *WRITERS, *EDITORS), post=given(422, *WRITERS, *EDITORS)
    ),
    "admin:articles_article_embed": Row(
        "/admin/articles/article/embed/?address=https://youtu.be/abcdefghijk",
        get=given(200, *WRITERS, *EDITORS),
        post=NOT_ASKED,
    ),
    "admin:pages_page_embed": Row(
        "/admin/pages/page/embed/?address=https://youtu.be/abcdefghijk", get=given(200, *EDITORS), post=NOT_ASKED
    ),
    # What is moved is said by the button; an empty form says nothing.
    **{
        f"admin:{model.replace('.', '_')}_move": Row(
            f"/admin/{model.replace('.', '/')}/move/", get=given(405, *roles), post=given(400, *roles)
        )
        for model, roles in (
            ("articles.category", EDITORS),
            ("identity.menuitem", CHIEFS),
            ("identity.sociallink", CHIEFS),
        )
    },
    "admin:identity_menuitem_targets": Row(
        "/admin/identity/menuitem/targets/?term=x", get=given(200, *CHIEFS), post=NOT_ASKED
    ),
    "admin:view_on_site": Row("/admin/r/{type}/{article}/", get=WRITES, post=WRITES),
    "admin:auth_user_password_change": Row(
        "/admin/accounts/user/{user}/password/", get=given(200, "superuser"), post=given(200, "superuser")
    ),
    # An empty form comes back with its errors.
    "admin:accounts_user_invite": Row(
        "/admin/accounts/user/invite/", get=given(200, *CHIEFS), post=given(422, *CHIEFS)
    ),
    "admin:accounts_user_invite_again": Row(
        "/admin/accounts/user/{user}/invite/", get=NOT_ASKED, post=given(302, *CHIEFS)
    ),
    "admin:accounts_user_hand_over": Row(
        "/admin/accounts/user/{user}/hand-over/", get=given(200, *CHIEFS), post=given(422, *CHIEFS)
    ),
    **{
        f"admin:articles_article_{name}": Row(f"/admin/articles/article/{path}", get=get, post=post)
        for name, path, get, post in (
            ("begin", "begin/", NOT_ASKED, given(409, *WRITERS, *EDITORS)),
            # Nothing was seen of what is there.
            ("front", "front/", READS, WRITES),
            ("duplicate", "{article}/duplicate/", NOT_ASKED, WRITES),
            ("autosave", "{article}/autosave/", NOT_ASKED, given(409, *EDITORS)),
            ("presence", "{article}/presence/", NOT_ASKED, READS),
            ("preview", "{article}/preview/", READS, NOT_ASKED),
            ("override", "{article}/override/", NOT_ASKED, WRITES),
            ("revisions", "{article}/revisions/", READS, NOT_ASKED),
            ("revision", "{article}/revisions/{revision}/", READS, NOT_ASKED),
            ("restore", "{article}/revisions/{revision}/restore/", NOT_ASKED, WRITES),
            ("links", "{article}/links/", NOT_ASKED, WRITES),
            ("revoke", "{article}/links/{link}/revoke/", NOT_ASKED, WRITES),
        )
    },
    # Nothing is chosen: the page says so.
    **{
        f"admin:articles_{kind}_merge": Row(
            f"/admin/articles/{kind}/merge/", get=given(200, *CHIEFS), post=given(422, *CHIEFS)
        )
        for kind in ("category", "person", "tag")
    },
    **{
        f"admin:pages_page_{name}": Row(f"/admin/pages/page/{path}", get=get, post=post)
        for name, path, get, post in (
            ("begin", "begin/", NOT_ASKED, given(409, *EDITORS)),
            ("duplicate", "{page}/duplicate/", NOT_ASKED, WRITES),
            ("autosave", "{page}/autosave/", NOT_ASKED, given(409, *EDITORS)),
            ("presence", "{page}/presence/", NOT_ASKED, READS),
            ("preview", "{page}/preview/", READS, NOT_ASKED),
            ("revisions", "{page}/revisions/", READS, NOT_ASKED),
            ("revision", "{page}/revisions/{revision}/", READS, NOT_ASKED),
            ("restore", "{page}/revisions/{revision}/restore/", NOT_ASKED, WRITES),
        )
    },
    "admin": Row("/admin/no-such-page/", get=given(404, *DESK_ROLES), post=given(404, *DESK_ROLES)),
}
# --- The desk's models: what each role may do; a superuser all of `whole`. Guests and members are led to sign in.
# l: list; v: page and history; a: add; c: change; d: delete. The object is one that others have begun, which nobody has
# seen yet.

WHOLE = "lvacd"


def rights(whole: str = WHOLE, **roles: str) -> dict[str, str]:
    return {"superuser": whole, **roles}


SEEN = {"contributor": "lv", "author": "lv"}
TAXONOMY = rights(**SEEN, editor="lvac", chief=WHOLE)
SHELF = rights(contributor="lva", author="lva", editor=WHOLE, chief=WHOLE)
EDITORIAL, CHIEFLY = rights(editor=WHOLE, chief=WHOLE), rights(chief=WHOLE)
MACHINES, SUPERUSERS = rights("lv"), rights()

MODELS = {
    "articles.article": rights(contributor="la", author="la", editor=WHOLE, chief=WHOLE),
    "articles.category": TAXONOMY,
    "articles.comment": rights(moderator="lvac", editor=WHOLE, chief=WHOLE),
    "articles.country": TAXONOMY,
    "articles.person": TAXONOMY,
    "articles.series": TAXONOMY,
    "articles.strictness": CHIEFLY,
    "articles.tag": TAXONOMY,
    "library.document": SHELF,
    "library.image": SHELF,
    "library.reference": SHELF,
    "pages.page": EDITORIAL,
    "pages.riskoutlook": EDITORIAL,
    "pages.spot": CHIEFLY,
    "identity.menuitem": CHIEFLY,
    "identity.siteidentity": rights("lvc", chief="lvc"),
    "identity.sociallink": CHIEFLY,
    "addresses.address": rights("lv", chief="lv"),
    "mail.mailtext": CHIEFLY,
    "mail.message": MACHINES,
    "worker.heartbeat": MACHINES,
    "worker.scheduledjob": MACHINES,
    "django_tasks_database.dbtaskresult": MACHINES,
    "accounts.user": rights(chief="lvc"),
    "admin.logentry": rights("lv", chief="lv"),
    "auth.group": rights(chief="lv"),
    "account.emailaddress": SUPERUSERS,
    "mfa.authenticator": rights("lvd"),
    "usersessions.usersession": SUPERUSERS,
}
# Whose lists whoever may view them takes along as a file.
EXPORTED = {
    *("articles.article", "articles.category", "articles.comment", "articles.country", "articles.person"),
    *("articles.series", "articles.tag", "library.document", "library.image", "library.reference", "pages.page"),
    *("pages.riskoutlook", "pages.spot", "identity.menuitem", "identity.sociallink", "accounts.user"),
    "usersessions.usersession",
    "admin.logentry",
}
