"""A page without what its reader cannot see, before anything reads its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cssselect import HTMLTranslator, Selector, SelectorError, parse
from lxml.etree import XPathError
from lxml.html import HtmlElement

from agent.collect.css import Declarations, Rule, declarations_of, rules_of
from agent.collect.hiding import Seen, gone, inside
from agent.collect.outcome import Unusable

Styles = dict[HtmlElement, dict[str, tuple[tuple[bool, Any, int], str]]]
"""For each element, by property: weight (importance, specificity, order) and value."""

_NEVER_SHOWN = (
    "script", "style", "template", "noscript", "noframes", "noembed", "iframe", "frame", "object", "embed",
    "canvas", "audio", "video", "datalist", "map", "meter", "progress", "svg", "annotation", "annotation-xml",
    "rp", "param", "input", "select", "textarea",
)  # fmt: skip
_HIDDEN_BY_NAME = frozenset(
    {
        "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only",
        "screenreader", "screen-reader", "hidden", "is-hidden", "d-none", "invisible", "element-invisible",
        "offscreen", "off-screen", "hide", "u-hidden", "u-visually-hidden", "display-none", "a11y-hidden",
        "show-for-sr", "assistive-text", "clip-hidden", "opacity-0", "text-transparent",
    }
)  # fmt: skip
"""Classes that hide in the common style sheets, which pages load from elsewhere."""
_SHOWN_WHEN_WIDE = re.compile(r"(?:sm|md|lg|xl|2xl)[:-](?:block|flex|inline|grid|table)|d-(?:sm|md|lg|xl)-")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")
_NAME = re.compile(r"[.#][A-Za-z_][\w-]*")
_PLAIN = re.compile(r"[\w\s.#,>+~*:-]*")
_OWN = (1_000, 0, 0)
"""Specificity above every selector's: what an element says of itself."""
_TRANSLATOR = HTMLTranslator()
_MOST_MATCHING = 50_000_000
"""Selectors times elements that are compared: some seconds of work."""
_MATTERS = re.compile(
    r"display|visibility|opacity|zoom|font|color|background|position|left|top|right|bottom|text-indent|margin|clip"
    r"|overflow|height|width|transform|filter|z-index|scale|translate|inset"
)


def keep_visible(page: HtmlElement) -> None:
    """Remove from a page, in place, everything that its reader cannot see.

    That is what is never shown (comments, scripts, templates, text for browsers without scripts), what is
    hidden by an attribute, by its own style, by a rule of a style sheet in the page, or by one of the class
    names that hide everywhere; and text without size or contrast. Sheets that are not in the page are not
    known.

    Raises:
        Unusable: its style sheets are too long to be applied.
    """
    _drop_unshown(page, ("noscript",))  # before its style sheets are read: they do not hold
    styles = _styles(page)
    _drop_unshown(page, _NEVER_SHOWN)
    _drop_hidden(page, styles)


def _drop_unshown(page: HtmlElement, names: tuple[str, ...]) -> None:
    for element in list(page.iter()):
        if not isinstance(element.tag, str) or element.tag.rpartition("}")[2].lower() in names:
            _drop(element)


def _drop(element: HtmlElement) -> None:
    """Remove an element; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _styles(page: HtmlElement) -> Styles:
    """Return what the page's own style sheets say about each element."""
    styles: Styles = {}
    names = _names(page)
    elements, left = sum(1 for _ in page.iter()), _MOST_MATCHING
    # Each by itself: a bracket that one leaves open must not swallow the next.
    rules = [rule for element in page.iter("style") for rule in rules_of(element.text or "")]
    given = _variables(rules)
    for order, rule in enumerate(rules):
        if not any(_MATTERS.match(name) for name in rule.declared):
            continue
        declared = _filled(rule.declared, given)
        selectors = _parsed(rule.selector, names)
        left -= len(selectors) * elements
        if left < 0:
            raise Unusable("its style sheets are too long to tell what it shows")
        for element, specificity in _matches(page, selectors):
            _declare(styles.setdefault(element, {}), declared, specificity, order)
    return styles


def _parsed(selectors: str, names: set[str]) -> list[Selector]:
    """Return those of a rule's selectors that may stand for anything; `names` are those in the page."""
    if _PLAIN.fullmatch(selectors):  # most rules of a site are for its other pages
        known = (part for part in selectors.split(",") if names.issuperset(_NAME.findall(part)))
        selectors = ",".join(known)
    try:
        return [selector for selector in parse(selectors) if selector.pseudo_element is None]
    except SelectorError:
        return []


def _matches(page: HtmlElement, selectors: list[Selector]) -> Iterator[tuple[HtmlElement, Any]]:
    """Yield the elements that selectors stand for, with the specificity."""
    for selector in selectors:
        try:
            found = page.xpath(_TRANSLATOR.selector_to_xpath(selector, prefix="descendant-or-self::"))
        except (SelectorError, XPathError):
            continue  # such as :hover, which says nothing about a page at rest
        for element in found:
            yield element, selector.specificity()


def _names(page: HtmlElement) -> set[str]:
    """Return the classes and ids of a page, written as selectors write them."""
    found: set[str] = set()
    for element in page.iter():
        found.update(f".{name}" for name in (element.get("class") or "").split())
        if element.get("id"):
            found.add(f"#{element.get('id')}")
    return found


def _variables(rules: list[Rule]) -> dict[str, str]:
    """Return the values of custom properties; the first one holds, since later ones are other themes."""
    given: dict[str, str] = {}
    for rule in rules:
        for name, (value, _) in rule.declared.items():
            if name.startswith("--"):
                given.setdefault(name, value)
    return given


def _filled(declared: Declarations, given: dict[str, str]) -> Declarations:
    if not any("var(" in value for value, _ in declared.values()):
        return declared
    plain = {
        name: (_VARIABLE.sub(lambda found: given.get(found[1], found[2] or found[0]), value), important)
        for name, (value, important) in declared.items()
    }
    return declarations_of(";".join(f"{n}:{v}{'!important' if i else ''}" for n, (v, i) in plain.items()))


def _declare(
    style: dict[str, tuple[tuple[bool, Any, int], str]],
    declared: Declarations,
    specificity: Any,
    order: int,
) -> None:
    for name, (value, important) in declared.items():
        weight = (important, specificity, order)
        if name not in style or style[name][0] <= weight:
            style[name] = (weight, value)


def _style(element: HtmlElement, styles: Styles) -> dict[str, str]:
    """Return what finally holds for an element: sheets, old attributes, and its own style."""
    style = dict(styles.get(element, {}))
    own = declarations_of(element.get("style", ""))
    _declare(style, own, _OWN, 0)
    values = {name: value for name, (_, value) in style.items()}
    if element.get("bgcolor"):
        values.setdefault("background-color", element.get("bgcolor", "").lower())
    ink = element.get("color") if element.tag == "font" else element.get("text")
    if ink:
        values.setdefault("color", ink.lower())
    return values


def _drop_hidden(page: HtmlElement, styles: Styles) -> None:
    root = 16.0
    stack: list[tuple[HtmlElement, Seen]] = [(page, Seen())]
    while stack:
        element, outer = stack.pop()
        style = _style(element, styles)
        outermost = element.tag in ("html", "body")
        if outermost:  # hidden until a script has run; nobody publishes a page that stays so
            style = {name: value for name, value in style.items() if name not in ("opacity", "visibility")}
        seen = inside(outer, style, root)
        if element.tag == "html":
            root = seen.font
        if not outermost and (_hidden_by_attribute(element, style) or gone(style, seen)):
            _drop(element)
            continue
        if not seen.readable:
            element.text = None
            for child in element:
                child.tail = None
        element.attrib.pop("style", None)  # judged here; the extractor after us would guess from its words
        stack.extend((child, seen) for child in element)


def _hidden_by_attribute(element: HtmlElement, style: dict[str, str]) -> bool:
    if "hidden" in element.attrib or "popover" in element.attrib:
        return True
    if element.tag == "dialog" and "open" not in element.attrib:
        return True
    classes = element.get("class", "")
    if "display" in style or "visibility" in style or _SHOWN_WHEN_WIDE.search(classes):
        return False
    return not _HIDDEN_BY_NAME.isdisjoint(classes.lower().split())
