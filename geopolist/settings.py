"""Settings, read top to bottom. Everything that differs between sites comes from the environment.

The mode follows SITE_URL: http on this machine is a workshop (plain cookies, demo allowed, mail kept in files);
https is a real site (everything secure, secrets demanded, demo refused).
"""

import mimetypes
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from geopolist.lib import env, logs
from geopolist.lib.body import EMBED_FRAME_HOSTS

BASE_DIR = Path(__file__).resolve().parent.parent
environment = env.Environment()

# --- Where we are
PORT = environment.number("PORT", 8000, low=1, high=65535)
SITE_URL = environment.text("SITE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
_site = env.site(SITE_URL)
IS_LIVE = _site.scheme == "https"
DATA = environment.folder("DATA", BASE_DIR / "var")
DEBUG = environment.flag("DEBUG")
if DEBUG and IS_LIVE:
    raise ImproperlyConfigured(
        "DEBUG=1 shows the site's inside to strangers: unset it, or use a SITE_URL on this machine."
    )
SECRET_KEY = env.secret_key(environment.text("SECRET_KEY"), DATA / "secret-key", is_live=IS_LIVE)
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = [_site.hostname, *environment.hosts("ALLOWED_HOSTS")]
if not IS_LIVE:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]
# The number of our own proxies before the site: only their last words on address and scheme are believed.
TRUSTED_PROXIES = environment.number("TRUSTED_PROXIES", 1 if IS_LIVE else 0, high=5)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

# --- What the site is made of
INSTALLED_APPS = [
    "accounts.desk.apps.DeskConfig",  # django.contrib.admin with our own site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # allauth's list of sessions
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "taggit",
    "django_prose_editor",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks_db",
    "geopolist.worker",
    "geopolist.addresses",
    "geopolist.identity",
    "geopolist.guard",
    "geopolist.library",
    "geopolist.revisions",
    "geopolist.mail",
    "geopolist.search",
    "geopolist.pagecache",
    "geopolist.audience",
    "articles",
    "jobs",
    "accounts",
    "geopolist.pages",
    "geopolist.wordpress",
]
MIDDLEWARE = [
    "geopolist.lib.logs.request_id",
    "geopolist.lib.middleware.without_body",
    "geopolist.lib.middleware.revalidate",
    "geopolist.lib.middleware.host_of_probes",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "geopolist.lib.middleware.CompressText",
    "geopolist.pagecache.filling.keep_pages",
    "geopolist.lib.middleware.in_turn",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "geopolist.lib.middleware.frame",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "geopolist.identity.speech.language_middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
# The table of addresses adds missing slashes itself, in the same hop as every other redirect.
APPEND_SLASH = False
ROOT_URLCONF = "geopolist.urls"
WSGI_APPLICATION = "geopolist.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["geopolist.lib.templates.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "geopolist.identity.chrome.site",
            ],
        },
    }
]

# --- Where things are kept
DATABASES = {"default": env.database(environment.text("DATABASE_URL"), DATA / "db.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.redis(environment.text("REDIS_URL"))
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
# Finished pages for anonymous readers: in a folder that nginx reads too, in Redis for several machines, or nowhere.
PAGE_STORE = environment.choice("PAGE_STORE", "off" if DEBUG else "files", ("files", "redis", "off"))
if PAGE_STORE == "redis" and not REDIS_URL:
    raise ImproperlyConfigured("REDIS_URL is missing: PAGE_STORE=redis keeps pages there. Set redis://host:6379/0.")
PAGE_ROOT = DATA / "stored"
PAGE_STORE_BYTES = 512 * 2**20
# What else keeps them, in front of the site, and is told what to drop.
PAGE_CDN = env.cdn(environment.text("PAGE_CDN"))
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
MEDIA_ROOT = DATA / "media"
MEDIA_URL = "/media/"
PRIVATE_ROOT = DATA / "private"
STATIC_ROOT = DATA / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Never under a URL: originals, documents, drafts.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "geopolist.lib.staticfiles.JoinedStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 2**20
DATA_UPLOAD_MAX_NUMBER_FILES = 50

# --- People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# Memory-hard, and half the time of PBKDF2 at its present rounds.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_validation = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_validation}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ["email", "name"]}},
    {"NAME": f"{_validation}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_validation}.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _site.scheme
# Its limits live in the cache, one set for each process; ours are rows, in the adapter.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_FORMS = {
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
}
MFA_FORMS = {
    "activate_totp": "accounts.forms.ActivateTOTPForm",
    "authenticate": "accounts.forms.AuthenticateForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
}
SESSION_COOKIE_NAME = "__Host-session" if IS_LIVE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_LIVE else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_LIVE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "geopolist.pages.views.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if IS_LIVE else []

# --- Mail
MAIL_FOLDER = DATA / "mail"
# Everything goes through the outbox; the worker delivers.
MAILERS = {
    "default": {"BACKEND": "geopolist.mail.backend.OutboxBackend"},
    "delivery": env.mailer(environment.text("MAIL_URL"), MAIL_FOLDER),
}
if IS_LIVE and not environment.text("MAIL_URL"):
    raise ImproperlyConfigured("MAIL_URL is missing: a site on https sends mail. Set smtp://user:password@host:587.")
DEFAULT_FROM_EMAIL = environment.sender("MAIL_FROM", f"noreply@{_site.hostname}")

# --- Words and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("tr", _("Turkish")), ("ar", _("Arabic"))]
LOCALE_PATHS = [BASE_DIR / "geopolist" / "locale"]
USE_TZ = True
TIME_ZONE = environment.zone("TIME_ZONE", "Europe/Istanbul")

# --- Safety
SECURE_SSL_REDIRECT = IS_LIVE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63_072_000 if IS_LIVE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_LIVE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
# Where links in mails lead: nobody else is told of these addresses, and their forms are taken all the same.
MAILED_PATHS = ("/accounts/confirm-email/", "/accounts/password/reset/key/", "/preview/")
X_FRAME_OPTIONS = "DENY"
# Public pages are stored and alike for all: no nonce, nothing inline.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "frame-src": [f"https://{host}" for host in EMBED_FRAME_HOSTS],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
    "require-trusted-types-for": ["'script'"],
}
# The desk, its editor and second-factor pages: a nonce for their own scripts, pictures as data (the QR code of a second
# factor), and the preview in a frame.
DESK_PATHS = ("/admin/", "/accounts/2fa/")
DESK_CSP = {
    **{name: value for name, value in SECURE_CSP.items() if name != "require-trusted-types-for"},
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-src": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}
LOGGING = logs.configuration(for_machines=IS_LIVE)
WHITENOISE_MAX_AGE = 3600
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Python's list of types and whitenoise's have not heard of it.
SPECULATION_RULES = ("application/speculationrules+json", ".speculationrules")
mimetypes.add_type(*SPECULATION_RULES)
WHITENOISE_MIMETYPES = {SPECULATION_RULES[1]: SPECULATION_RULES[0]}
