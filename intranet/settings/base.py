"""Production settings, and the base of all others: safe, and loud about what is missing."""

import ssl
from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

env = environ.FileAwareEnv()

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))


def required(name: str, meaning: str) -> str:
    """Return the environment variable, or stop with one line that names it and says what it is."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"thiếu biến môi trường {name} ({meaning}).")
    return value


SECRET_KEY = required("SECRET_KEY", "khóa bí mật, ít nhất 50 ký tự ngẫu nhiên")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY quá ngắn: cần ít nhất 50 ký tự ngẫu nhiên.")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = [
    host.strip()
    for host in required("ALLOWED_HOSTS", "tên miền của trang, cách nhau bằng dấu phẩy").split(",")
]
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS không được là «*»: hãy ghi rõ tên miền của trang.")

DEBUG = False
IS_DEMO = False
ROOT_URLCONF = "intranet.urls"
WSGI_APPLICATION = "intranet.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = None

INSTALLED_APPS = [
    "intranet.demo",
    "campaigns",
    "quiz",
    "intranet.api",
    "intranet.reports",
    "intranet.policies",
    "intranet.notices",
    "intranet.pages",
    "intranet.organisation",
    "intranet.accounts",
    "search",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "intranet.accounts.apps.AccountScreensConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "csp",
    "django_tasks_db",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "intranet.pages.middleware.CompressTextMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "intranet.pages.middleware.NormaliseInputMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "intranet.accounts.first_password_middleware.FirstPasswordMiddleware",
    "intranet.pages.middleware.ClosedByDefaultMiddleware",
    "intranet.pages.admin_guards.AdminGuardMiddleware",
    "intranet.accounts.rate_limits.RateLimitMiddleware",
    "intranet.accounts.middleware.SessionCareMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "intranet.reports.audit.refusals.RefusalLogMiddleware",
    "intranet.pages.refused_publication.RefusedPublicationMiddleware",
    "intranet.pages.second_person_middleware.SecondPersonMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["intranet.pages.templatetags.components"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "intranet.pages.context_processors.shell",
            ],
        },
    },
]

# Database: SQLite tuned for several gunicorn threads, or PostgreSQL through DATABASE_URL.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
# Figures of very many people are grouped in memory, and to compile a statement costs more than it
# saves. A pooler in between has to let «options» pass.
POSTGRES_OPTIONS = "-c work_mem=16MB -c jit=off"
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 60  # opening SQLite anew costs more than a whole request
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"].setdefault("OPTIONS", {}).update(SQLITE_OPTIONS)
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", POSTGRES_OPTIONS)

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20  # seconds for each step with the mail server
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"khong-tra-loi@{ALLOWED_HOSTS[0]}")

# Accounts and doors
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "intranet.accounts.backends.RolesBackend",
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "sign_out"
PASSWORD_HASHERS = [
    "intranet.accounts.hashers.OwaspArgon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "intranet.accounts.validators.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
FIRST_PASSWORD_DAYS = env.int("FIRST_PASSWORD_DAYS", default=30)
PASSWORD_RESET_TIMEOUT = 72 * 60 * 60  # a mailed link to choose the first password
SESSION_ENGINE = "intranet.accounts.sessions"
SESSION_COOKIE_AGE = 10 * 60 * 60  # a working day
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = True
CSRF_FAILURE_VIEW = "intranet.pages.views.form_too_old"
SESSION_COOKIE_NAME = "phien"

# Lockout: counted per account and per account and address, see intranet/accounts/lockout.py.
# Each proxy of ours in front of the site adds one entry to X-Forwarded-For.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1)
AXES_HANDLER = "intranet.accounts.lockout.AccountLockout"
AXES_LOCKOUT_PARAMETERS = ["username", ["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "intranet.accounts.lockout.address_of"
AXES_USERNAME_CALLABLE = "intranet.accounts.lockout.counted_name"
AXES_SENSITIVE_PARAMETERS = ["username", "password", "code", "next", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W002"]  # no middleware of axes: our form says that it is locked

# Where reports draw their lines: upper ends of the sizes of units (people), lower ends of the steps
# of understanding (percent), and who decides on them. Screens and files name all three.
REPORT_LINES_OWNER = env.str("REPORT_LINES_OWNER", default="Văn phòng Sở")
REPORT_SIZES = env.list("REPORT_SIZES", cast=int, default=[10, 30])
REPORT_STEPS = env.list("REPORT_STEPS", cast=int, default=[50, 65, 80])

# How often one person may ask for what costs much: so many times in so many seconds, by method and
# name of the address. Wagtail's lists as files (`?export=`) count as exports too.
RATE_LIMITS: dict[str, dict[str, Any]] = {
    # The interface for programs counts by itself: each token, and failures from one address.
    "api": {"times": env.int("LIMIT_API", default=600), "seconds": 10 * 60, "asked": set()},
    "api_failures": {"times": 30, "seconds": 10 * 60, "asked": set()},
    "exports": {
        "times": env.int("LIMIT_EXPORTS", default=30),
        "seconds": 10 * 60,
        "asked": {
            "GET audit_csv",
            "GET audit_xlsx",
            "GET differing_people_csv",
            "GET differing_people_xlsx",
            "GET differing_units_csv",
            "GET differing_units_xlsx",
            "GET export_download",
            "GET my_data_download",
            "GET policy_pdf",
            "GET question_export_file",
            "GET quiz_understanding_csv",
            "GET quiz_understanding_xlsx",
            "GET report_csv",
            "GET report_late_csv",
            "GET report_late_pdf",
            "GET report_late_xlsx",
            "GET report_league_csv",
            "GET report_league_pdf",
            "GET report_league_xlsx",
            "GET report_overview_csv",
            "GET report_overview_pdf",
            "GET report_overview_xlsx",
            "GET report_pdf",
            "GET report_silent_csv",
            "GET report_silent_pdf",
            "GET report_silent_xlsx",
            "GET report_topics_csv",
            "GET report_topics_pdf",
            "GET report_topics_xlsx",
            "GET report_unit_csv",
            "GET report_unit_pdf",
            "GET report_unit_xlsx",
            "GET report_xlsx",
            "POST export_again",
        },
    },
    "reminders": {
        "times": env.int("LIMIT_REMINDERS", default=30),
        "seconds": 10 * 60,
        "asked": {"POST report_remind"},
    },
    "figures": {
        "times": env.int("LIMIT_FIGURES", default=120),
        "seconds": 5 * 60,
        "asked": {
            "GET audit_log",
            "GET question_export",
            "GET quiz_understanding",
            "GET report",
            "GET report_below",
            "GET report_differences",
            "GET report_late",
            "GET report_league",
            "GET report_overview",
            "GET report_silent",
            "GET report_topics",
            "GET report_unit",
            "GET reports",
            "GET wagtailadmin_pages:search",
            "GET wagtailadmin_pages:search_results",
        },
    },
    "search": {
        "times": env.int("LIMIT_SEARCH", default=240),
        "seconds": 5 * 60,
        "asked": {"GET search"},
    },
    "suggestions": {
        "times": env.int("LIMIT_SUGGESTIONS", default=1200),
        "seconds": 5 * 60,
        "asked": {"GET search_suggestions"},
    },
    "question_files": {
        "times": env.int("LIMIT_QUESTION_FILES", default=60),
        "seconds": 10 * 60,
        "asked": {
            "POST question_import_again",
            "POST question_import_apply",
            "POST question_import_mapping",
            "POST question_imports",
        },
    },
    "roll": {
        "times": env.int("LIMIT_ROLL", default=60),
        "seconds": 10 * 60,
        "asked": {
            "POST cap-tai-khoan:again",
            "POST cap-tai-khoan:index",
            "POST nhap-danh-sach:again",
            "POST nhap-danh-sach:apply",
            "POST nhap-danh-sach:index",
        },
    },
}

# Second factor and single sign-on (allauth). Its own limits are off: they count per address,
# behind which a whole office may sit, and the lockout above counts codes too.
ACCOUNT_ADAPTER = "intranet.accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_FORMS = {"reauthenticate": "intranet.accounts.forms.ConfirmByPasswordForm"}
MFA_ADAPTER = "intranet.accounts.adapters.FactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = False
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "intranet.accounts.forms.CodeForm",
    "reauthenticate": "intranet.accounts.forms.ConfirmByCodeForm",
    "activate_totp": "intranet.accounts.forms.SetUpAppForm",
    "add_webauthn": "intranet.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "intranet.accounts.forms.RenamePasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "intranet.organisation.single_sign_on.SingleSignOnAdapter"
SOCIALACCOUNT_STORE_TOKENS = False

# Sign-in with the account of another system, where the environment names one.
OIDC_NAME = env.str("OIDC_NAME", default="")
OIDC_STAFF_CODE_CLAIM = env.str("OIDC_STAFF_CODE_CLAIM", default="")
OIDC_ISSUER = ""
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"APPS": []}}
if OIDC_NAME:
    OIDC_ISSUER = required("OIDC_ISSUER", "địa chỉ của hệ thống đăng nhập một lần")
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(
        {
            "provider_id": "sso",
            "name": OIDC_NAME,
            "client_id": required("OIDC_CLIENT_ID", "mã ứng dụng ở hệ thống đăng nhập một lần"),
            "secret": required("OIDC_CLIENT_SECRET", "khóa của ứng dụng ở hệ thống đó"),
            "settings": {"server_url": OIDC_ISSUER, "oauth_pkce_enabled": True},
        }
    )

# Passwords checked by a directory, where the environment names one (extra «ldap»).
if LDAP_URL := env.str("LDAP_URL", default=""):
    AUTHENTICATION_BACKENDS.append("intranet.accounts.directory.DirectoryBackend")
    LDAP_AUTH_URL = LDAP_URL
    LDAP_AUTH_SEARCH_BASE = required("LDAP_SEARCH_BASE", "nhánh thư mục chứa tài khoản")
    LDAP_AUTH_OBJECT_CLASS = env.str("LDAP_OBJECT_CLASS", default="person")
    LDAP_AUTH_USER_FIELDS = {"username": env.str("LDAP_NAME_ATTRIBUTE", default="uid")}
    LDAP_AUTH_USE_TLS = True  # StartTLS with a certificate that is checked; passwords never go bare
    LDAP_AUTH_TLS_ARGS = {
        "validate": ssl.CERT_REQUIRED,
        "ca_certs_file": env.str("LDAP_CA_FILE", default="") or None,
    }
    if LDAP_DOMAIN := env.str("LDAP_DOMAIN", default=""):
        LDAP_AUTH_ACTIVE_DIRECTORY_DOMAIN = LDAP_DOMAIN
        LDAP_AUTH_FORMAT_USERNAME = (
            "django_python3_ldap.utils.format_username_active_directory_principal"
        )

# Headers
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER: tuple[str, str] | None = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF, *([OIDC_ISSUER] if OIDC_ISSUER else [])],
        "frame-ancestors": [SELF],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}

# Language and time
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "packages"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["intranet.formats"]

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "intranet" / "static"]
MEDIA_URL = "/tep/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "intranet.pages.static_files.StaticFilesStorage"},
}
# Files in a bucket, where the environment names one (extra «s3»); addressed by path, so that all
# signed addresses have one origin, which pictures on a page may come from.
if S3_BUCKET := env.str("S3_BUCKET", default=""):
    S3_ENDPOINT = required(
        "S3_ENDPOINT", "địa chỉ của kho tệp S3, ví dụ https://kho.example"
    ).rstrip("/")
    STORAGES["default"] = {
        "BACKEND": "intranet.pages.files.buckets.GuardedBucket",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": S3_ENDPOINT,
            "access_key": required("S3_ACCESS_KEY", "mã truy cập kho tệp S3"),
            "secret_key": required("S3_SECRET_KEY", "khóa bí mật của kho tệp S3"),
            "region_name": env.str("S3_REGION", default="us-east-1"),
            "signature_version": "s3v4",
            "addressing_style": "path",
            "default_acl": None,
            "file_overwrite": False,
        },
    }
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"].append(S3_ENDPOINT)
# How files leave: «stream» from here, «accel» by the web server (X-Accel-Redirect), «signed» by a
# redirect to the storage, which must then be a GuardedAddressMixin.
FILES_DELIVERY = env.str("FILES_DELIVERY", default="signed" if S3_BUCKET else "stream")
FILES_ACCEL_PREFIX = env.str("FILES_ACCEL_PREFIX", default="/_tep/")
FILES_SIGNED_SECONDS = env.int("FILES_SIGNED_SECONDS", default=60)
FILES_MAX_DOCUMENT_SIZE = env.int("FILES_MAX_DOCUMENT_SIZE", default=20 * 1024 * 1024)
NOTICES_KEPT_DAYS = env.int("NOTICES_KEPT_DAYS", default=400)  # of duties that are over
LETTERS_KEPT_DAYS = env.int("LETTERS_KEPT_DAYS", default=90)
# A table of more rows than this is written as a file by the task worker and kept for a day.
EXPORT_ROWS_AT_ONCE = env.int("EXPORT_ROWS_AT_ONCE", default=20_000)
EXPORT_ROWS_ON_PAPER = env.int("EXPORT_ROWS_ON_PAPER", default=1_500)  # longer ones become no PDF
REFUSALS_KEPT_DAYS = env.int("REFUSALS_KEPT_DAYS", default=365)  # lines of refused accesses
SEARCHES_KEPT_DAYS = env.int("SEARCHES_KEPT_DAYS", default=180)  # what was searched for in vain
# Taking a quiz: how long after the deadline an answer may arrive, and how much longer the clock
# waits so that it does not overtake a request that is being worked on.
QUIZ_TRANSMISSION_TIME = timedelta(seconds=env.int("QUIZ_TRANSMISSION_SECONDS", default=5))
QUIZ_PROCESSING_TIME = timedelta(seconds=env.int("QUIZ_PROCESSING_SECONDS", default=10))
# Whether the proxy in front stamps each request: proxy_set_header X-Request-Start t=$msec.
QUIZ_TRUST_ARRIVAL_HEADER = env.bool("QUIZ_TRUST_ARRIVAL_HEADER", default=False)
QUIZ_STARTS_AT_ONCE = env.int("QUIZ_STARTS_AT_ONCE", default=2)  # in one process; others wait
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # the page editor posts one field per block

# Wagtail
WAGTAIL_SITE_NAME = "Mạng nội bộ CCHC"
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default=f"https://{ALLOWED_HOSTS[0]}")
WAGTAILADMIN_LOGIN_URL = "sign_in"
WAGTAIL_FRONTEND_LOGIN_URL = "sign_in"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_USER_TIME_ZONES = ["Asia/Ho_Chi_Minh"]
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt")]
WAGTAIL_I18N_ENABLED = False
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAIL_MODERATION_ENABLED = False
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "intranet.pages.files.forms.DocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "intranet.pages.files.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "odt", "ods", "txt", "csv"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.backends", "ATOMIC_REBUILD": False}}
TAGGIT_CASE_INSENSITIVE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # A refused page is a line in the log of the site, not a traceback in that of the server.
    "loggers": {"axes": {"level": "WARNING"}, "django.request": {"level": "ERROR"}},
}
