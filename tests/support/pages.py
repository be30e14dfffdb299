"""What every page must be: valid, titled, labelled, guarded, and free of what may run."""

import re
from collections import Counter
from typing import Any

import html5lib

FORBIDDEN_SCHEMES = ("javascript:", "data:text")


def faults_of(text: str) -> list[str]:
    """Everything wrong with a page, in words; an empty list is a page that is whole."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(text)
    for mould in root.iter("template"):  # inert: what a script clones, no part of the page
        mould[:] = []
    faults = [f"html: {code} {where}" for where, code, _ in parser.errors if _matters(code)]
    return faults + _frame(root) + _labels(root) + _guards(root) + _nothing_runs(root)


def _matters(code: str) -> bool:
    # Elements of htmx are unknown to the parser and stand where any element may.
    return code != "unexpected-char-in-comment"


def _frame(root: Any) -> list[str]:
    faults = []
    if root.get("lang") != "sv":
        faults.append("lang is not sv")
    title = root.find(".//title")
    if title is None or not (title.text or "").strip():
        faults.append("no title")
    if (count := len(root.findall(".//h1"))) != 1:
        faults.append(f"{count} h1")
    if len(root.findall(".//main")) != 1:
        faults.append("not one main")
    ids = Counter(element.get("id") for element in root.iter() if element.get("id"))
    return faults + [f"id {name} {count} times" for name, count in ids.items() if count > 1]


def _labels(root: Any) -> list[str]:
    labelled = {label.get("for") for label in root.iter("label")}
    inside = {id(child) for label in root.iter("label") for child in label.iter()}
    faults = []
    for field in [*root.iter("input"), *root.iter("select"), *root.iter("textarea")]:
        named = field.get("aria-label") or field.get("aria-labelledby")
        if field.get("type") in {"hidden", "submit"} or named:
            continue
        if field.get("id") not in labelled and id(field) not in inside:
            faults.append(f"no label for {field.get('name')}")
    return faults


def _guards(root: Any) -> list[str]:
    faults = []
    for form in root.iter("form"):
        if not form.get("action"):
            faults.append("a form without an action")
        tokens = [one for one in form.iter("input") if one.get("name") == "csrf_token"]
        if (form.get("method") or "get").lower() == "post" and len(tokens) != 1:
            faults.append(f"form {form.get('action')} has {len(tokens)} tokens")
    return faults


def _nothing_runs(root: Any) -> list[str]:
    faults = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "script" and (not element.get("src") or (element.text or "").strip()):
            faults.append("inline script")
        if element.tag == "style":
            faults.append("inline style sheet")
        for name, value in element.attrib.items():
            if re.fullmatch(r"on\w+|style|hx-on.*", str(name)):
                faults.append(f"{element.tag} has {name}")
            if str(value).strip().lower().startswith(FORBIDDEN_SCHEMES):
                faults.append(f"{element.tag} {name}={value[:20]}")
            if name in {"href", "src"} and re.match(r"(https?:)?//", str(value)):
                faults.append(f"{element.tag} loads or links {value}")
    return faults
