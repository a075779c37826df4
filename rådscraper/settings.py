"""Every knob of a crawl, each with its reason. ``-s`` and environment variables of the same name win over these."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

BOT_NAME = "raadscraper"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders"
COMMANDS_MODULE = "rådscraper.commands"

# Where things are kept.
RAAD_DATABASE = os.environ.get("RAAD_DATABASE", str(ROOT / "data" / "raad.db"))
RAAD_ARCHIVE = os.environ.get("RAAD_ARCHIVE", str(ROOT / "data" / "archive"))
FILES_STORE = os.environ.get("FILES_STORE", str(ROOT / "data" / "files"))
RAAD_BACKUPS = os.environ.get("RAAD_BACKUPS", str(ROOT / "data" / "backups"))

RAAD_EXPORTS = os.environ.get("RAAD_EXPORTS", str(ROOT / "data" / "exports"))
RAAD_REPORTS = os.environ.get("RAAD_REPORTS", str(ROOT / "data" / "reports"))

# Who crawls: an address or a page, so that a site's operator can reach a person.
RAAD_CONTACT = os.environ.get("RAAD_CONTACT", "")
# The address under which exported objects have their ids. The default can't be anybody's; set yours once and keep it.
RAAD_PUBLIC_URL = os.environ.get("RAAD_PUBLIC_URL", "https://raad.invalid/")
RAAD_VERSION = version("raadscraper")

# Manners. One request at a time per host and a second between them is what others ask of these sites; a large agenda
# takes the server over a second, which AutoThrottle then gives it.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "raadscraper"
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
DEFAULT_REQUEST_HEADERS = {"Accept": "*/*", "Accept-Language": "da"}
DOWNLOAD_VERIFY_CERTIFICATES = True

# When a site is out of order. Two more tries, after 5 and 25 times the delay or what Retry-After says; then the address
# is given up, told, and asked for again the next night. Status codes and errors that are retried are Scrapy's own.
RETRY_TIMES = 2
RAAD_RETRY_AFTER_MOST = os.environ.get("RAAD_RETRY_AFTER_MOST", "300")  # who asks for more rest is not asked again
AUTOTHROTTLE_MAX_DELAY = 60.0  # at one request a minute a night still gets somewhere
DOWNLOAD_TIMEOUT = 180  # for a whole answer, so a body that drips in ends as well; 100 MB take 0.6 MB/s
DOWNLOAD_MAXSIZE = 64 * 1024 * 1024  # of any answer but a paper: listings have a few MB, an endless body ends here
DOWNLOAD_FAIL_ON_DATALOSS = True  # less than the length told is a failure, never a short answer
REDIRECT_MAX_TIMES = 10  # a new session and a signed address are three; a loop ends soon

# Nothing listens while a crawl runs.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# Only the site's own hosts, and ``base_url`` instead of them where that is asked for.
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "rådscraper.platforms.budget.BudgetMiddleware": 40,  # what is not asked for passes no other
    "rådscraper.platforms.download.OwnHostsOnlyMiddleware": 50,
    "rådscraper.platforms.download.ChallengeMiddleware": 560,  # before retries, which would hide it
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "rådscraper.platforms.patience.PatientRetryMiddleware": 550,
}
DOWNLOAD_HANDLERS = dict.fromkeys(("http", "https"), "rådscraper.platforms.download.ElsewhereDownloadHandler")

# What becomes of a source.
ITEM_PIPELINES = {
    "pipelines.archive.ArchivePipeline": 100,
    "pipelines.extract.ExtractPipeline": 200,
    "pipelines.attachments.AttachmentsPipeline": 300,
    "pipelines.store.StorePipeline": 400,
    "pipelines.filetext.FileTextPipeline": 500,
}
RAAD_FILE_MAX_BYTES = os.environ.get("RAAD_FILE_MAX_BYTES", "100000000")  # a larger paper is told, not fetched
MEDIA_ALLOW_REDIRECTS = True  # papers are answered by a redirect to a signed address
CONCURRENT_ITEMS = 4  # meetings in memory at once
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"  # meetings are read in the order chosen, the worthiest first

# The text of papers is read beside the crawl, in children that may take 1 GiB and 20 seconds of CPU each.
RAAD_TEXT_CHILDREN = 2  # 0: not while crawling
RAAD_TEXT_PAGES = 5000  # of one file; what is left out is told
RAAD_TEXT_CHARACTERS = 5_000_000  # of one file: some 2,000 full pages
RAAD_TEXT_CLOSING_SECONDS = 600.0  # for what is unread when all was fetched; the next crawl goes on

# What is told while it runs: a progress line on a terminal, log lines elsewhere.
EXTENSIONS = {
    "rådscraper.log.MaskedLog": 50,
    "rådscraper.record.CrawlRecord": 100,
    "rådscraper.visiting.Visiting": 150,
    "rådscraper.progress.ProgressLine": 200,
}
LOG_LEVEL = "WARNING" if sys.stderr.isatty() else "INFO"
LOG_FORMATTER = "rådscraper.log.ShortLogFormatter"
LOGSTATS_INTERVAL = 60.0
STATS_DUMP = False  # the summary says it for people, the table ``crawls`` for programs

# What is read of a site that lists the same as before (docs/nightly.md). Release times can't be trusted, and minutes
# are corrected for some weeks after a meeting, agendas up to it: these meetings are read again each week, all others
# each quarter, every night a share of them. 0 of RAAD_RING_DAYS or RAAD_ALL_DAYS: in every crawl.
RAAD_RING_PAST_DAYS = os.environ.get("RAAD_RING_PAST_DAYS", "90")
RAAD_RING_COMING_DAYS = os.environ.get("RAAD_RING_COMING_DAYS", "60")
RAAD_RING_DAYS = os.environ.get("RAAD_RING_DAYS", "7")
RAAD_ALL_DAYS = os.environ.get("RAAD_ALL_DAYS", "90")
# What one crawl of a site may ask for, papers included: once that is spent no further meeting is begun, and the next
# night goes on. 20,000 requests are five and a half hours at one a second, so that a large first crawl ends by itself
# before RAAD_SITE_SECONDS ends it; 5 GB are ten thousand papers of half a megabyte. full=1 and meeting=… ask for all.
RAAD_SITE_REQUESTS = os.environ.get("RAAD_SITE_REQUESTS", "20000")
RAAD_SITE_BYTES = os.environ.get("RAAD_SITE_BYTES", "5000000000")

# What a night may take, and who hears of one that went wrong. A site that is not done by then is ended and reported.
RAAD_SITE_SECONDS = os.environ.get("RAAD_SITE_SECONDS", "21600")
RAAD_MAIL_TO = os.environ.get("RAAD_MAIL_TO", "")
RAAD_WEBHOOK = os.environ.get("RAAD_WEBHOOK", "")
MAIL_HOST = os.environ.get("MAIL_HOST", "localhost")
MAIL_PORT = os.environ.get("MAIL_PORT", "25")
MAIL_FROM = os.environ.get("MAIL_FROM", "raadscraper@localhost")
MAIL_USER = os.environ.get("MAIL_USER")
MAIL_PASS = os.environ.get("MAIL_PASS")
MAIL_TLS = os.environ.get("MAIL_TLS", "")
MAIL_SSL = os.environ.get("MAIL_SSL", "")
