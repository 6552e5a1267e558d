"""How pages are made: where links lead, what is compressed, what was compiled, and how quickly."""

import base64
import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from functions.intake.pages.routes import PAGES, PAGES_FOR_BROWSERS, PageRoute
from functions.intake.pages.web import rendering
from functions.intake.pages.web.page import page
from functions.intake.pages.web.problem_page import problem_page
from functions.intake.pages.web.visit import Visit
from infra.packaging.build import ROOT
from infra.packaging.page_templates import compile_templates, compiler
from infra.pages import assets
from shared.domain.errors import CaseNotFound, Unavailable
from shared.domain.policy.model import policy_from
from tests.steps import calls_of
from tests.unit.intake.asking import event
from tests.unit.intake.pages.conftest import Asks
from tests.unit.intake.world import World

HTML = {"Accept": "text/html,application/xhtml+xml"}
MOST_CALLS = 10_000


@pytest.fixture(scope="module")
def office() -> World:
    """With the policy that is shipped."""
    shipped = ROOT / "shared" / "runtime" / "default_policy.json"
    document = json.loads(shipped.read_text(encoding="utf-8"))
    return World(policy_from(document))


@pytest.mark.parametrize("route", [*PAGES, *PAGES_FOR_BROWSERS])
def test_every_page_route_has_its_view(route: PageRoute) -> None:
    assert callable(route.find_view())


@pytest.mark.parametrize(
    ("public_url", "base"),
    [
        ("https://complaints.example.org", ""),
        ("https://example.org/prod", "/prod"),
        ("", "/live"),
    ],
)
def test_links_live_under_the_public_address(public_url: str, base: str, asks: Asks) -> None:
    world = World()
    world.public_url = public_url
    visit = Visit(world.deps, asks.request())
    assert visit.link("/complaints", step="who") == f"{base}/complaints?step=who"
    assert f"Path={base or '/'};" in visit.cookie("a", "b")


@pytest.mark.parametrize(
    ("query", "cookie", "accepted", "language"),
    [
        ("ar", "en", "es", "ar"),
        ("xx", "en", "es", "en"),
        ("", "", "de, es;q=0.9", "es"),
        ("", "xx", "de", "fr"),
    ],
)
def test_the_language_is_the_address_s_then_the_cookie_s_then_the_browser_s(
    query: str, cookie: str, accepted: str, language: str, office: World
) -> None:
    headers = {**HTML, "Cookie": f"a=b; language={cookie}", "Accept-Language": accepted}
    reply = office.get("/", headers=headers, query={"language": query} if query else None)
    assert f'<html lang="{language}"' in reply.text


def test_a_chosen_language_is_kept_and_another_is_not(office: World) -> None:
    request = event("GET", "/", headers=HTML, query={"language": "ar"})
    (cookie,) = office.app(request, None)["multiValueHeaders"]["Set-Cookie"]
    assert cookie.startswith("language=ar; ")
    answer = office.app(event("GET", "/", headers=HTML, query={"language": "<"}), None)
    assert answer["multiValueHeaders"].get("Set-Cookie", []) == []


def test_a_page_is_compressed_for_who_can_read_that(office: World) -> None:
    plain = office.get("/", headers=HTML).text
    packed = office.app(event("GET", "/", headers={**HTML, "Accept-Encoding": "br, gzip"}), None)
    assert packed["isBase64Encoded"] is True
    assert packed["headers"]["Content-Encoding"] == "gzip"
    assert gzip.decompress(base64.b64decode(packed["body"])).decode() == plain


def test_a_page_lets_nothing_in_but_the_static_files(office: World) -> None:
    policy = office.get("/", headers=HTML).headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src https://static.example.org/; ")
    for said in ("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self';"):
        assert said in policy
    assert "unsafe" not in policy


def test_a_form_may_be_sent_where_its_page_says(asks: Asks) -> None:
    shown = page(
        asks.visit(),
        "public/take.html",
        form_action=["https://bucket.example.org/evidence?x"],
        says="take.unknown",
        reference="",
    )
    assert "form-action 'self' https://bucket.example.org;" in str(
        shown.headers["Content-Security-Policy"]
    )


def test_what_is_wrong_is_told_first_and_beside_its_field(asks: Asks) -> None:
    errors = [("text", "<Write> something.")]
    html = page(
        asks.visit(), "public/take.html", errors=errors, says="take.unknown", reference=""
    ).body
    assert '<a href="#text">&lt;Write&gt; something.</a>' in html
    assert "<title>Erreur :" in html or "<title>Error:" in html


def test_a_problem_is_told_with_its_status_and_what_to_do(asks: Asks) -> None:
    missing = problem_page(asks.visit(), CaseNotFound("x"))
    down = problem_page(asks.visit(), Unavailable("x"))
    assert (missing.status_code, down.status_code) == (404, 503)
    assert down.headers["Retry-After"] == "2"


def test_a_mistake_of_ours_is_a_page_for_people_and_a_line_for_the_log(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("somebody's words")

    monkeypatch.setattr("functions.intake.pages.public.start.show", broken)
    world = World()
    reply = world.get("/", headers=HTML)
    assert (reply.status, reply.headers["Content-Type"]) == (500, "text/html; charset=utf-8")
    assert "KeyError at test_rendering.py" in world.logged
    assert "somebody's words" not in world.logged + reply.text


def test_the_build_compiles_as_the_function_reads(tmp_path: Path) -> None:
    ours, builds = rendering.environment(compiler(tmp_path).loader), compiler(tmp_path)  # type: ignore[arg-type]
    for setting in ("undefined", "trim_blocks", "lstrip_blocks", "auto_reload", "autoescape"):
        assert getattr(ours, setting) == getattr(builds, setting)


def test_what_is_built_shows_the_same_page_without_the_sources(
    tmp_path: Path, office: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = office.get("/our-promise", headers=HTML).text
    copied = tmp_path / "pages" / "templates"
    shutil.copytree(rendering.SOURCES, copied)
    compile_templates(tmp_path / "pages")
    assert not copied.exists()
    monkeypatch.setattr(rendering, "COMPILED", tmp_path / "pages" / "compiled")
    rendering._templates.cache_clear()
    assert office.get("/our-promise", headers=HTML).text == before
    rendering._templates.cache_clear()


def test_a_warm_page_takes_few_steps(office: World) -> None:
    """A process's first takes fifty times as many; what they take in time is for `make bench`."""
    office.get("/our-promise", headers=HTML)
    warm = calls_of(lambda: office.get("/our-promise", headers=HTML))
    assert 0 < warm.total() <= MOST_CALLS


def test_the_api_starts_without_what_pages_need() -> None:
    program = "import sys, functions.intake.application; print([*sys.modules])"
    started = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert "'jinja2'" not in started.stdout
    assert "functions.intake.pages.words" not in started.stdout


def test_the_static_files_are_those_of_their_sources() -> None:
    """Else: `make assets`, and commit what it makes."""
    manifest = json.loads(assets.MANIFEST.read_text(encoding="utf-8"))
    assert manifest["sources"] == assets.sources_digest()
    kept = {path.name for path in assets.STATIC.iterdir()} - {assets.NOTICE}
    assert {one["name"] for one in manifest["files"].values()} == kept


def test_no_list_of_packages_names_a_registry() -> None:
    lock = (assets.SOURCES / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in lock
