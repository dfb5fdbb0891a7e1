"""A browser without pictures, for the pages that are plain HTML."""

import http.client
import re
from html import unescape
from urllib.parse import urlencode

from tests.signed_in import PASSWORD


class Visitor:
    """A browser without pictures: keeps its cookie, follows nothing by itself."""

    def __init__(self, address: str, cookie: str = "") -> None:
        self.address = address
        self.cookie = cookie
        self.set_cookie = ""

    def ask(self, method: str, path: str, form: dict[str, str] | None = None, **headers: str) -> "Visitor":
        connection = http.client.HTTPConnection(self.address)
        sent = {"Accept": "text/html"} | {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookie:
            sent["Cookie"] = self.cookie
        if form is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urlencode(form) if form is not None else None, sent)
        answer = connection.getresponse()
        self.status, self.headers, self.body = answer.status, answer.headers, answer.read().decode()
        self.to = answer.headers["Location"]
        self.set_cookie = answer.headers["Set-Cookie"] or ""
        if self.set_cookie:
            self.cookie = self.set_cookie.split(";")[0]
        connection.close()
        return self

    def get(self, path: str, **headers: str) -> "Visitor":
        return self.ask("GET", path, **headers)

    def post(self, path: str, **form: str) -> "Visitor":
        return self.ask("POST", path, form)

    def signs_in(self, login: str, password: str = PASSWORD, **more: str) -> "Visitor":
        return self.post("/login", login=login, password=password, **more)

    @property
    def words(self) -> str:
        return " ".join(unescape(re.sub("<[^>]+>", " ", self.body)).split())

    def error_of(self, field: str) -> str:
        """What is said beside a field."""
        found = re.search(rf'<p class="error" id="[a-z]+-{field}-note">([^<]+)</p>', self.body)
        return unescape(found[1]) if found else ""

    def typed(self, field: str) -> str:
        """What stands in a field."""
        [tag] = re.findall(rf'<input id="[a-z]+-{field}"[^>]*>', self.body)
        found = re.search(r'value="([^"]*)"', tag)
        return unescape(found[1]) if found else ""
