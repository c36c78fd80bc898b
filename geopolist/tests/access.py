"""Who may open what: a row for each route of the resolver. A route without one fails the suite."""

from dataclasses import dataclass

ROLES = ("guest", "member", "staff", "editor", "chief")
type Statuses = tuple[int, int, int, int, int]


def all_get(status: int) -> Statuses:
    return (status,) * 5


OPEN, MISSING, REFUSED, ELSEWHERE, GONE = map(all_get, (200, 404, 405, 302, 410))
# Strangers are led to the sign-in page; whoever has signed in gets it.
SIGNED_IN = (302, 200, 200, 200, 200)
# Guests and members are led to the sign-in page; staff, whatever their rights.
STAFF = (302, 302, 200, 200, 200)
# The desk's own views: whoever has no right to the thing is refused.
NOT_ASKED, READS, WRITES = (302, 302, 405, 405, 405), (302, 302, 403, 200, 200), (302, 302, 403, 302, 302)


@dataclass(frozen=True)
class Row:
    """`path` may name what fixtures make, in braces. The statuses stand in the order of ROLES."""

    path: str
    get: Statuses = OPEN
    post: Statuses = REFUSED


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
    "files:document": Row("/files/{private}/report.pdf", get=(404, 404, 404, 200, 200)),
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
    "account_login": Row("/accounts/login/", get=(200, 302, 302, 302, 302), post=(200, 302, 302, 302, 302)),
    "account_logout": Row("/accounts/logout/", get=SIGNED_IN, post=ELSEWHERE),
    "account_signup": Row("/accounts/signup/", get=(200, 302, 302, 302, 302), post=(200, 302, 302, 302, 302)),
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
    "mfa_index": Row("/accounts/2fa/", get=SIGNED_IN, post=(302, 405, 405, 405, 405)),
    "mfa_authenticate": Row("/accounts/2fa/authenticate/", get=ELSEWHERE, post=ELSEWHERE),
    "mfa_reauthenticate": Row("/accounts/2fa/reauthenticate/", get=ELSEWHERE, post=ELSEWHERE),
    "mfa_activate_totp": Row("/accounts/2fa/totp/activate/", get=ELSEWHERE, post=ELSEWHERE),
    "mfa_deactivate_totp": Row(
        "/accounts/2fa/totp/deactivate/", get=(302, 404, 404, 404, 404), post=(302, 404, 404, 404, 404)
    ),
    "mfa_view_recovery_codes": Row(
        "/accounts/2fa/recovery-codes/", get=(302, 404, 404, 404, 404), post=(302, 405, 405, 405, 405)
    ),
    "mfa_generate_recovery_codes": Row("/accounts/2fa/recovery-codes/generate/", get=ELSEWHERE, post=ELSEWHERE),
    "mfa_download_recovery_codes": Row(
        "/accounts/2fa/recovery-codes/download/", get=(302, 404, 404, 404, 404), post=(302, 404, 404, 404, 404)
    ),
    "usersessions_list": Row("/accounts/sessions/", get=SIGNED_IN, post=ELSEWHERE),
}
# --- The desk beside its models

DESK = {
    "admin:index": Row("/admin/", get=STAFF, post=STAFF),
    "desk:search": Row("/admin/search/?q=article", get=STAFF, post=NOT_ASKED),
    "admin:app_list": Row("/admin/articles/", get=(302, 302, 404, 200, 200), post=(302, 302, 404, 200, 200)),
    "admin:login": Row("/admin/login/", get=(302, 403, 302, 302, 302), post=(302, 403, 200, 200, 200)),
    "admin:logout": Row("/admin/logout/", get=(302, 302, 405, 405, 405), post=STAFF),
    "admin:password_change": Row("/admin/password_change/", get=STAFF, post=STAFF),
    "admin:password_change_done": Row("/admin/password_change/done/", get=STAFF, post=(302, 302, 405, 405, 405)),
    "admin:jsi18n": Row("/admin/jsi18n/", get=STAFF, post=(302, 302, 405, 405, 405)),
    "admin:autocomplete": Row(
        "/admin/autocomplete/?app_label=articles&model_name=article&field_name=series",
        get=(302, 302, 403, 200, 200),
        post=(302, 302, 405, 405, 405),
    ),
    # What is done to a comment is a form that is sent; an empty answer comes back.
    **{
        f"admin:articles_comment_{verb}": Row(
            f"/admin/articles/comment/{{comment}}/{verb.replace('_', '-')}/",
            get=(302, 302, 405, 405, 405),
            post=(302, 302, 403, answer, answer),
        )
        for verb, answer in [
            *((verb, 302) for verb in ("approve", "hold", "mark_spam", "not_spam", "put_in_bin", "restore")),
            ("answer", 422),
        ]
    },
    "admin:articles_comment_undo": Row(
        "/admin/articles/comment/undo/", get=(302, 302, 405, 405, 405), post=(302, 302, 403, 302, 302)
    ),
    "admin:articles_comment_empty_bin": Row(
        "/admin/articles/comment/empty-bin/", get=(302, 302, 403, 200, 200), post=(302, 302, 403, 200, 200)
    ),
    **{
        f"admin:library_{kind}_choose": Row(
            f"/admin/library/{kind}/choose/", get=(302, 302, 403, 200, 200), post=(302, 302, 403, 422, 422)
        )
        for kind in ("image", "document", "reference")
    },
    "admin:library_image_focus": Row(
        "/admin/library/image/focus/{image}/", get=(302, 302, 405, 405, 405), post=(302, 302, 403, 422, 422)
    ),
    "admin:library_image_add_many": Row(
        "/admin/library/image/add-many/", get=(302, 302, 403, 200, 200), post=(302, 302, 403, 422, 422)
    ),
    "admin:view_on_site": Row("/admin/r/{type}/{article}/", get=ELSEWHERE, post=ELSEWHERE),
    "admin:auth_user_password_change": Row(
        "/admin/accounts/user/{user}/password/", get=(302, 302, 403, 403, 200), post=(302, 302, 403, 403, 200)
    ),
    **{
        f"admin:articles_article_{name}": Row(f"/admin/articles/article/{path}", get=get, post=post)
        for name, path, get, post in (
            ("begin", "begin/", NOT_ASKED, (302, 302, 403, 409, 409)),
            # Nothing was seen of what is there.
            ("front", "front/", READS, WRITES),
            ("duplicate", "{article}/duplicate/", NOT_ASKED, WRITES),
            ("autosave", "{article}/autosave/", NOT_ASKED, (302, 302, 403, 409, 409)),
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
    "admin": Row("/admin/no-such-page/", get=(302, 302, 404, 404, 404), post=(302, 302, 404, 404, 404)),
}
# --- The desk's models: what an editor and a chief may do. Guests and members are led to sign in, bare staff refused.
# v: list, page and history; a: add; c: change; d: delete. The object is one that nobody has seen yet.

MODELS = {
    "articles.article": ("vacd", "vacd"),
    "articles.category": ("vacd", "vacd"),
    "articles.comment": ("vacd", "vacd"),
    "articles.country": ("vacd", "vacd"),
    "articles.person": ("vacd", "vacd"),
    "articles.series": ("vacd", "vacd"),
    "articles.strictness": ("vacd", "vacd"),
    "articles.tag": ("vacd", "vacd"),
    "library.document": ("vacd", "vacd"),
    "library.image": ("vacd", "vacd"),
    "library.reference": ("vacd", "vacd"),
    "pages.page": ("vacd", "vacd"),
    "pages.riskoutlook": ("vacd", "vacd"),
    "pages.spot": ("vacd", "vacd"),
    "identity.menuitem": ("", "vacd"),
    "identity.siteidentity": ("", "vc"),
    "identity.sociallink": ("", "vacd"),
    "addresses.address": ("", "v"),
    "mail.mailtext": ("", "vacd"),
    "mail.message": ("", "v"),
    "worker.heartbeat": ("", "v"),
    "worker.scheduledjob": ("", "v"),
    "django_tasks_database.dbtaskresult": ("", "v"),
    "accounts.user": ("", "vacd"),
    "auth.group": ("", "vacd"),
    "account.emailaddress": ("", "vacd"),
    "mfa.authenticator": ("", "vacd"),
    "usersessions.usersession": ("", "vacd"),
}
# Whose lists whoever may view them takes along as a file.
EXPORTED = {
    *("articles.article", "articles.category", "articles.comment", "articles.country", "articles.person"),
    *("articles.series", "articles.tag", "library.document", "library.image", "library.reference", "pages.page"),
    *("pages.riskoutlook", "pages.spot", "identity.menuitem", "identity.sociallink", "accounts.user"),
    "usersessions.usersession",
}
