"""Django's settings, from the environment alone: .env.example explains each, and none is needed."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from tilik.config.environment import (
    envbool,
    envchoice,
    envint,
    envlist,
    envpaths,
    envsecret,
    envstr,
)

PACKAGE = Path(__file__).resolve().parents[1]

TILIK_PRODUCTION = envbool("TILIK_PRODUCTION")
TILIK_DATA = Path(envstr("TILIK_DATA") or "var").expanduser().resolve()
TILIK_DATA.mkdir(mode=0o750, parents=True, exist_ok=True)
TILIK_INSTRUMENTS = envpaths("TILIK_INSTRUMENTS")
TILIK_EXAMPLE = envbool("TILIK_EXAMPLE", default=not TILIK_PRODUCTION)
TILIK_LINKS = envbool("TILIK_LINKS", default=True)
TILIK_OCR = envchoice("TILIK_OCR", ("best", "light", "off"))
TILIK_INTAKE = envstr("TILIK_INTAKE")
TILIK_BIND = envstr("TILIK_BIND") or "127.0.0.1:8000"

DEBUG = envbool("TILIK_DEBUG") and not TILIK_PRODUCTION
SECRET_KEY = envsecret(
    "TILIK_SECRET_KEY", path=TILIK_DATA / "secret-key", required=TILIK_PRODUCTION
)
ALLOWED_HOSTS = envlist("TILIK_HOSTS", default="localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if TILIK_PRODUCTION else []

INSTALLED_APPS = [
    "tilik.web",
    "tilik.records",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tilik.web.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "tilik.web.accounts.OwnPassword",
    "tilik.web.zones.OwnZone",
    "tilik.web.errors.TilikErrors",
]

ROOT_URLCONF = "tilik.config.urls"
WSGI_APPLICATION = "tilik.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tilik.web.context.shell",
            ],
        },
    }
]

# Closing the last connection to a WAL database costs more than the write itself, so it is kept.
# Reads stand outside transactions; IMMEDIATE makes a write wait its turn, not fail half-way.
DATABASES = {
    "default": dj_database_url.parse(
        envstr("DATABASE_URL") or f"sqlite:///{TILIK_DATA / 'tilik.sqlite3'}", conn_max_age=None
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-64000;"
            # Else INSERT OR REPLACE would slip past the triggers that keep history.
            " PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
        ),
    }

AUTH_USER_MODEL = "records.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "tilik.actions.auth.IdentifierBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "tilik:rounds"

# Accounts are given by the office, never taken: no sign-up, no address to confirm.
ACCOUNT_ADAPTER = "tilik.web.accounts.AccountAdapter"
ACCOUNT_FORMS = {"login": "tilik.web.accounts.LoginForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
# A whole office shares one address, so guesses are counted by person (axes, below).
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": None}
PASSWORD_RESET_TIMEOUT = 7 * 24 * 60 * 60  # how long an invitation holds
USERSESSIONS_ADAPTER = "tilik.web.accounts.SessionsAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Tilik"

# One person's wrong guesses lock that person out at that address, not the whole office behind it.
AXES_FAILURE_LIMIT = envint("TILIK_LOGIN_TRIES", default=8, low=3, high=100)
AXES_COOLOFF_TIME = 0.5
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # so that the end told is the end
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "username"  # the name within credentials, not on the form
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "tilik.web.errors.locked_out"
AXES_DISABLE_ACCESS_LOG = True

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = envstr("TILIK_TIME_ZONE") or "Asia/Makassar"

STATIC_URL = "static/"
STATIC_ROOT = TILIK_DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # its absence is a warning at every start
MEDIA_ROOT = TILIK_DATA / "files"  # no address leads here: files are served after a check
TILIK_BUCKET = {
    "bucket": envstr("TILIK_BUCKET"),
    "endpoint": envstr("TILIK_BUCKET_ENDPOINT"),
    "region": envstr("TILIK_BUCKET_REGION"),
    "key_id": envstr("TILIK_BUCKET_KEY_ID"),
    "secret": envstr("TILIK_BUCKET_SECRET"),
}
TILIK_DOCUMENT_BYTES = envint("TILIK_DOCUMENT_MB", default=20, low=1, high=100) * 1024 * 1024
TILIK_PHOTO_BYTES = envint("TILIK_PHOTO_MB", default=10, low=1, high=100) * 1024 * 1024
TILIK_SLOT_FILES = envint("TILIK_SLOT_FILES", default=10, low=1, high=100)
TILIK_PACK_BYTES = envint("TILIK_PACK_MB", default=400, low=20, high=1000) * 1024 * 1024
TILIK_REPORT_DAYS = envint("TILIK_REPORT_DAYS", default=30, low=1, high=3650)
TILIK_UNIT_BYTES = envint("TILIK_UNIT_MB", default=3000, low=10, high=1_000_000) * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["tilik.web.uploads.BoundedUpload"]
WHITENOISE_USE_FINDERS = not TILIK_PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if TILIK_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
    }
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "tilik.web.errors.csrf_failed"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TILIK_PRODUCTION
SESSION_COOKIE_AGE = 12 * 60 * 60
SECURE_SSL_REDIRECT = TILIK_PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if TILIK_PRODUCTION else 0
if envbool("TILIK_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# The level stands at the handler: the worker sets those of its own loggers.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "level": "INFO" if DEBUG else "WARNING",
        }
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
}
