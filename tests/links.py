#!/usr/bin/env python3
"""Links of HTML pages: every one leads somewhere, inside the page or to a file beside it.

usage: tests/links.py FILE...    status 1 when there is something to tell
"""
import os
import sys
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.ids, self.links, self.loads, self.problems = set(), [], [], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if "id" in attrs:
            if attrs["id"] in self.ids:
                self.problems.append(f"the id {attrs['id']!r} is there twice")
            self.ids.add(attrs["id"])
        if tag == "a" and "href" in attrs:
            self.links.append(attrs["href"])
        if tag == "img" and not (attrs.get("alt") or "").strip():
            self.problems.append(f"a picture without alternative text: {attrs.get('src', '')[:60]}")
        for name in ("src", "href"):
            if name in attrs and tag not in ("a",):
                self.loads.append(attrs[name])


def read(path, known={}):
    if path not in known:
        page = Page()
        with open(path, encoding="utf-8") as file:
            page.feed(file.read())
        known[path] = page
    return known[path]


def check(path):
    page = read(path)
    told = list(page.problems)
    for load in page.loads:
        parts = urlsplit(load)
        if parts.scheme == "data":
            continue
        if parts.scheme or parts.netloc:
            told.append(f"asks another host: {load}")
        elif not os.path.exists(os.path.join(os.path.dirname(path), unquote(parts.path))):
            told.append(f"there is no {load}")
    for link in page.links:
        parts = urlsplit(link)
        if parts.scheme in ("http", "https", "mailto"):
            continue
        target = path
        if parts.path:
            target = os.path.join(os.path.dirname(path), unquote(parts.path))
        if not os.path.exists(target):
            told.append(f"broken link: {link}")
        elif parts.fragment and unquote(parts.fragment) not in read(target).ids:
            told.append(f"broken link, no such place: {link}")
    return [f"{path}: {text}" for text in told]


if __name__ == "__main__":
    problems = [text for path in sys.argv[1:] for text in check(path)]
    print("\n".join(problems), end="\n" if problems else "")
    sys.exit(1 if problems or len(sys.argv) < 2 else 0)
