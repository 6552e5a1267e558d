"""One request for a page, and what is read off it: language, cookies, and where pages live."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode, urlsplit

from chalice.app import Request

from functions.intake.http.parameters import address_of, whole
from functions.intake.pages.words import Words, words
from functions.intake.service.dependencies import Deps
from functions.intake.service.policies import policy_in_force
from shared.domain.errors import RedressError
from shared.domain.policy.model import Policy
from shared.messages import LANGUAGES, RIGHT_TO_LEFT

LANGUAGE = "language"  # of the query and of the cookie


@dataclass(frozen=True)
class Visit:
    """Made once for each request: what is read off it is read once."""

    deps: Deps
    request: Request

    @cached_property
    def base(self) -> str:
        """What every path begins with: the stage, unless the office has an address of its own."""
        if self.deps.public_url:
            return urlsplit(self.deps.public_url).path.rstrip("/")
        return f"/{self.request.context['stage']}"

    @property
    def address(self) -> str:
        """What whole addresses of ours begin with; where the office has none, AWS gave one."""
        return self.deps.public_url or address_of(self.request)

    @property
    def secure(self) -> bool:
        """AWS serves TLS alone; the local cloud has none."""
        return not self.deps.public_url.startswith("http:")

    def link(self, path: str, **query: str) -> str:
        """The address of one of our pages: `link("/complaints/new", step="who")`."""
        return f"{self.base}{path}" + (f"?{urlencode(query)}" if query else "")

    @cached_property
    def cookies(self) -> Mapping[str, str]:
        return dict(_cookies(whole(self.request.headers.get("cookie", ""))))

    @cached_property
    def query(self) -> Mapping[str, str]:
        asked: Mapping[str, str] = self.request.query_params or {}
        return {whole(name): whole(value) for name, value in asked.items()}

    @cached_property
    def policy(self) -> Policy | None:
        """A page must come though the policy doesn't."""
        try:
            return policy_in_force(self.deps)
        except RedressError:
            return None

    @property
    def office(self) -> str:
        """Who speaks on this page."""
        if self.policy is None:
            return self.words.t("service.name")
        return self.words.name(self.policy.office.name)

    @cached_property
    def offered(self) -> tuple[str, ...]:
        """The office's languages, its own first."""
        languages = self.policy.office.languages if self.policy else LANGUAGES
        return tuple(language for language in languages if language in LANGUAGES) or LANGUAGES

    @property
    def chosen(self) -> str | None:
        """The language that this very request asks for by its address."""
        language = self.query.get(LANGUAGE)
        return language if language in self.offered else None

    @cached_property
    def language(self) -> str:
        """By address, then by cookie, then as the browser says, then the office's own."""
        wished = (self.chosen, self.cookies.get(LANGUAGE), *self._accepted())
        return next((language for language in wished if language in self.offered), self.offered[0])

    @cached_property
    def words(self) -> Words:
        return words(self.language)

    @property
    def direction(self) -> str:
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    def in_language(self, language: str) -> str:
        """This page in another language. It repeats no path, which may hold a token."""
        return f"?{urlencode({**self.query, LANGUAGE: language})}"

    def cookie(self, name: str, value: str, *, seconds: int | None = None) -> str:
        """A Set-Cookie header. Lax: a link in a mail must find the reader as they were."""
        parts = [f"{name}={value}", f"Path={self.base or '/'}", "HttpOnly", "SameSite=Lax"]
        if seconds is not None:
            parts.append(f"Max-Age={seconds}")
        if self.secure:
            parts.append("Secure")
        return "; ".join(parts)

    def _accepted(self) -> Iterator[str]:
        """Order is taken for preference: browsers write it so."""
        header = str(self.request.headers.get("accept-language", ""))[:200]
        for wish in header.split(","):
            yield wish.partition(";")[0].partition("-")[0].strip().lower()


def _cookies(header: str) -> Iterator[tuple[str, str]]:
    """Like `http.cookies`, without its start-up: our cookies hold nothing that needs quoting."""
    for pair in header.split(";"):
        name, separator, value = pair.strip().partition("=")
        if separator:
            yield name, value
