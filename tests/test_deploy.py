"""The files that deploy a night: what they name is there, and what can be run of them runs."""

from __future__ import annotations

import fnmatch
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from scrapy.cmdline import _get_commands_dict
from scrapy.utils.project import get_project_settings

from rådscraper.store.backup import stamp
from rådscraper.store.writer import Store
from tests.serve.asking import served
from tests.store.meetings import NOW, meeting

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
WORKFLOWS = ROOT / ".github" / "workflows"
OPERATIONS = ROOT / "docs" / "operations.md"
HOME = "/srv/raadscraper"
UNITS = sorted(path for path in DEPLOY.iterdir() if path.suffix in (".service", ".timer"))
SERVICES = [path for path in UNITS if path.suffix == ".service"]
FILES = [*sorted(DEPLOY.iterdir()), *sorted(WORKFLOWS.iterdir()), OPERATIONS]
COMMANDS = set(_get_commands_dict(get_project_settings(), inproject=True))
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
OUR_SETTING = re.compile(r"\b(?:RAAD_[A-Z_]+|MAIL_[A-Z_]+|FILES_STORE)\b")


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def parsed(path: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(text(path)))


def steps(workflow: str) -> list[dict[str, Any]]:
    return [step for job in parsed(WORKFLOWS / workflow)["jobs"].values() for step in job["steps"]]


def example() -> dict[str, str]:
    lines = text(DEPLOY / "raadscraper.env.example").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def options(unit: Path) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text(unit).splitlines() if "=" in line and not line.startswith("#"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_command_named_is_a_command(path):
    named = re.findall(r"(?:bin/|\b)scrapy ([a-z]+)", text(path))
    assert set(named) <= COMMANDS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_named_is_read_from_the_environment(path):
    read = set(re.findall(r'os\.environ\.get\("(\w+)"', text(ROOT / "rådscraper" / "settings.py")))
    assert set(OUR_SETTING.findall(text(path))) <= read


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_target_of_make_named_is_there(path):
    named = set(re.findall(r"(?:`|run: |bin/)make ([a-z]+)\b", text(path)))
    assert named <= TARGETS


def test_something_is_named_where_it_is_expected():
    assert "nightly" in text(DEPLOY / "raadscraper.service")
    assert len(UNITS) == 5
    assert {"nightly", "backup", "restore"} <= COMMANDS


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_finds_no_fault(unit, tmp_path):
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "scrapy").symlink_to("/bin/true")
    for other in UNITS:
        (tmp_path / other.name).write_text(text(other).replace(HOME, str(tmp_path)), encoding="utf-8")
    command = ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.name)
def test_a_service_may_write_its_data_and_nothing_else(unit):
    told = options(unit)
    assert told["User"] == "raadscraper"
    assert (told["NoNewPrivileges"], told["ProtectSystem"]) == ("yes", "strict")
    assert told["Environment"].startswith("PYTHONUTF8=1")
    assert told["WorkingDirectory"] == HOME
    places = [
        example()[name] for name in ("RAAD_DATABASE", "RAAD_ARCHIVE", "RAAD_BACKUPS", "RAAD_REPORTS", "FILES_STORE")
    ]
    assert all(Path(place).is_relative_to(told["ReadWritePaths"]) for place in places)
    assert told.get("ConditionPathExists", example()["RAAD_DATABASE"]) == example()["RAAD_DATABASE"]


@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.name)
def test_a_failed_service_shows_as_failed(unit):
    told = options(unit)
    assert not told["ExecStart"].startswith("-")
    assert "SuccessExitStatus" not in told


def cron_lines() -> dict[str, str]:
    """The shell commands of the cron file by the scrapy command each runs, as they are."""
    told = {}
    for line in text(DEPLOY / "raadscraper.cron").splitlines():
        if line[:1].isdigit():
            minute, hour, *days, user, command = line.split(None, 6)
            assert (int(minute) < 60, int(hour) < 24, days, user) == (True, True, ["*", "*", "*"], "raadscraper")
            assert "%" not in command, "cron ends a command there"
            told[re.findall(r"scrapy ([a-z]+)", command)[0]] = command
    return told


def run_cron(name: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value.replace("/var/lib/raadscraper", str(folder)) for key, value in example().items()} | settings
    env = folder / "raadscraper.env"
    env.write_text("".join(f"{key}={value}\n" for key, value in kept.items()), encoding="utf-8")
    command = cron_lines()[name].replace(HOME, shlex.quote(str(ROOT))).replace("/etc/raadscraper.env", str(env))
    environment = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1"}
    return subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, env=environment, check=False)


@pytest.mark.skipif(not (ROOT / ".venv" / "bin" / "scrapy").exists(), reason="installed elsewhere than in .venv")
def test_the_cron_line_makes_a_backup_and_prints_nothing(tmp_path):
    with Store.open(tmp_path / "raad.db") as store:
        store.save(meeting(), None, NOW)
    run = run_cron("backup", tmp_path)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert len(list((tmp_path / "backups").glob("raad-*.db"))) == 1


@pytest.mark.skipif(not (ROOT / ".venv" / "bin" / "scrapy").exists(), reason="installed elsewhere than in .venv")
def test_the_cron_line_tells_of_a_night_that_could_not_begin(tmp_path):
    run = run_cron("nightly", tmp_path, RAAD_SITE_SECONDS="soon")
    assert "RAAD_SITE_SECONDS='soon' is no whole number" in run.stderr
    assert run.stdout == "scrapy nightly: exit status 2\n"


def test_the_image_copies_what_is_there_and_what_is_let_through():
    let_through = {line[1:] for line in text(ROOT / ".dockerignore").splitlines() if line.startswith("!")}
    copied = set()
    for line in text(DEPLOY / "Dockerfile").splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            copied |= set(line.split()[1:-1])
    assert copied == let_through
    assert all((ROOT / name).exists() for name in copied)


def test_the_image_runs_as_a_user_of_its_own_with_danish_letters():
    dockerfile = text(DEPLOY / "Dockerfile")
    last = dockerfile[dockerfile.rindex("FROM ") :]
    assert re.search(r"^USER raadscraper$", last, re.MULTILINE)
    assert "LANG=C.UTF-8 PYTHONUTF8=1" in last
    assert "--constraint constraints.txt" in dockerfile
    (command,) = re.findall(r'^CMD \["([a-z]+)"', last, re.MULTILINE)
    assert command in COMMANDS


def test_the_services_of_compose_run_our_commands_on_one_volume():
    compose = parsed(DEPLOY / "compose.yaml")
    services = compose["services"]
    assert {name: service["command"][0] for name, service in services.items()} == {
        "crawl": "nightly",
        "backup": "backup",
        "serve": "serve",
    }
    for service in services.values():
        assert (service["build"]["context"], service["build"]["dockerfile"]) == ("..", "deploy/Dockerfile")
        assert service["volumes"] == [f"{name}:/data" for name in compose["volumes"]]
        assert service["env_file"] == "raadscraper.env"
        assert service["read_only"]
        assert all(Path(place).is_relative_to("/data") for place in service["environment"].values())
    assert "DB=" + services["serve"]["environment"]["RAAD_DATABASE"] in services["serve"]["command"]


def test_what_compose_asks_of_the_service_is_answered(tmp_path):
    test = " ".join(parsed(DEPLOY / "compose.yaml")["services"]["serve"]["healthcheck"]["test"])
    (path,) = re.findall(r"http://127\.0\.0\.1:8001(/[^']*)'", test)
    with Store.open(tmp_path / "raad.db"):
        pass
    with served(tmp_path) as asked:
        assert asked.get(path).status_code == 200


DRAWING = """
from rådscraper.serve.charts.svg import svg
assert "<svg" in svg({"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a"}}})
"""


def can_trace() -> bool:
    """Whether this machine tells which calls a program makes, and has systemd's groups of them."""
    if not shutil.which("strace") or not shutil.which("systemd-analyze"):
        return False
    return subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], check=False).returncode == 0


@pytest.mark.skipif(not can_trace(), reason="strace or systemd-analyze is missing, or may not look")
def test_what_draws_the_charts_asks_the_kernel_for_nothing_the_service_forbids(tmp_path):
    (told,) = re.findall(r"^SystemCallFilter=(.+)$", text(DEPLOY / "raadscraper-serve.service"), re.MULTILINE)
    allowed = set().union(*map(calls_of, told.split()))
    trace = [*("strace", "-f", "-qq", "-c", "-U", "name", "-o", str(tmp_path / "calls")), sys.executable, "-c", DRAWING]
    subprocess.run(trace, check=True, cwd=ROOT)
    asked = {line.strip() for line in (tmp_path / "calls").read_text(encoding="utf-8").splitlines()}
    asked = {name for name in asked if re.fullmatch("[a-z_0-9]+", name)} - {"syscall", "total"}
    assert len(asked) > 20
    assert asked <= allowed


def calls_of(group: str) -> set[str]:
    """The calls of a group of systemd's, and of the groups in it."""
    run = subprocess.run(["systemd-analyze", "syscall-filter", group], check=True, capture_output=True, text=True)
    names = [line.strip() for line in run.stdout.splitlines()[1:] if line.startswith(" ")]
    return {name for name in names if re.match("[a-z_]", name)}.union(
        *(calls_of(name) for name in names if name.startswith("@"))
    )


def test_the_tests_on_github_are_those_of_ci():
    assert [step["run"] for step in steps("test.yml") if "run" in step] == [".ci/run"]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_the_night_on_github_restores_crawls_and_keeps_even_when_it_fails():
    told = steps("nightly.yml")
    runs = [step.get("run", "") for step in told]
    order = [
        runs.index(f".venv/bin/scrapy {words}")
        for words in ("restore data/earlier/raad-*.db", "nightly -L WARNING", "backup")
    ]
    assert order == sorted(order)
    assert not any("continue-on-error" in step for step in told)
    kept = [step for step in told if step.get("uses", "").startswith("actions/upload-artifact")]
    assert [step["with"]["name"] for step in kept] == ["raad-database", "raad-report"]
    assert all(step["if"].startswith("always()") for step in [*kept, told[order[2]]])
    restored, saved = (step for step in told if step.get("uses", "").startswith("actions/cache"))
    assert (restored["uses"], saved["uses"]) == ("actions/cache/restore@v4", "actions/cache/save@v4")
    assert restored["with"]["path"] == saved["with"]["path"] == "data/files\ndata/archive\n"
    assert restored["with"]["key"] == saved["with"]["key"]
    assert saved["if"].startswith("always()")
    assert told.index(restored) < order[1] < told.index(saved)
    (fetched,) = (step for step in told if step.get("uses", "").startswith("actions/download-artifact"))
    assert (fetched["with"]["name"], fetched["with"]["path"]) == ("raad-database", "data/earlier")
    settings = get_project_settings()
    made = Path(settings["RAAD_BACKUPS"]).relative_to(ROOT) / f"{Path(settings['RAAD_DATABASE']).stem}-{stamp(NOW)}.db"
    assert fnmatch.fnmatch(str(made), kept[0]["with"]["path"])


def test_the_night_on_github_ends_its_sites_before_github_ends_it():
    (job,) = parsed(WORKFLOWS / "nightly.yml")["jobs"].values()
    assert int(job["env"]["RAAD_SITE_SECONDS"]) < job["timeout-minutes"] * 60 - 30 * 60


@pytest.mark.parametrize("language", ["en", "da"])
def test_the_readme_leads_to_operations(language):
    english, danish = text(ROOT / "README.md").split("## På dansk")
    assert "(docs/operations.md)" in (danish if language == "da" else english)


def test_every_file_operations_names_is_there():
    named = re.findall(r"\bdeploy/[\w.-]*\w|\.github/workflows/\w+\.yml|(?<=\]\()[\w./-]+\.md", text(OPERATIONS))
    assert named
    made_by_the_reader = {"deploy/raadscraper.env"}
    for name in set(named) - made_by_the_reader:
        assert (ROOT / name).exists() or (OPERATIONS.parent / name).exists(), name
