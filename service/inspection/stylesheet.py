"""Works out the effective look of letters and paragraphs: defaults, table, paragraph and character styles.

Order of the levels (later wins): document defaults, table style, numbering, paragraph style with its basedOn
chain, character style with its chain, direct formatting. Bold, italic and capitals of the style levels switch
each other over, as Word has it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from service.inspection.facts import ParagraphFormat, RunFormat
from service.inspection.names import VAL, A, Element, W, child, value
from service.inspection.properties import (
    TOGGLES,
    ParagraphProperties,
    RunProperties,
    Theme,
    paragraph_properties,
    run_properties,
)

_FONT_SLOTS = {"major": "majorFont", "minor": "minorFont"}
_FACES = {"HAnsi": "latin", "Ascii": "latin", "EastAsia": "ea", "Bidi": "cs"}


def theme_fonts(root: Element | None) -> dict[str, str]:
    """Return the fonts of a theme by the names that styles use: ``{"minorHAnsi": "Calibri", ...}``."""
    fonts: dict[str, str] = {}
    for slot, tag in _FONT_SLOTS.items():
        for face, latin in _FACES.items():
            path = f"{A}themeElements/{A}fontScheme/{A}{tag}/{A}{latin}"
            found = None if root is None else root.find(path)
            fonts[slot + face] = "" if found is None else found.get("typeface", "")
    return fonts


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    run: RunProperties
    paragraph: ParagraphProperties
    regions: Mapping[str, tuple[RunProperties, ParagraphProperties]]
    has_borders: bool


@dataclass(frozen=True, slots=True)
class TableLook:
    """What a table style says in one cell; empty outside of tables."""

    key: str = ""
    run: tuple[tuple[str, Any], ...] = ()
    paragraph: tuple[tuple[str, Any], ...] = ()


NO_TABLE = TableLook()


class Stylesheet:
    """The styles of one file; answers are kept, so that equal questions cost once."""

    def __init__(self, root: Element | None, theme: Theme) -> None:
        self.theme = theme
        defaults = child(root, W + "docDefaults")
        self._default_run = run_properties(child(child(defaults, W + "rPrDefault"), W + "rPr"), theme)
        self._default_paragraph = paragraph_properties(child(child(defaults, W + "pPrDefault"), W + "pPr"))
        self._styles: dict[str, _Style] = {}
        self._defaults = {"paragraph": "Normal", "table": ""}
        for item in () if root is None else root.iterfind(W + "style"):
            self._add(item)
        self._run_chains: dict[str, RunProperties] = {}
        self._paragraph_chains: dict[str, ParagraphProperties] = {}
        self._run_formats: dict[tuple[Any, ...], RunFormat] = {}
        self._paragraph_formats: dict[tuple[Any, ...], ParagraphFormat] = {}
        self._looks: dict[tuple[str, tuple[str, ...]], TableLook] = {}

    def _add(self, item: Element) -> None:
        style_id = item.get(W + "styleId", "")
        if item.get(W + "default") in {"1", "true", "on"}:
            self._defaults[item.get(W + "type", "paragraph")] = style_id
        regions = {
            region.get(W + "type", ""): (
                run_properties(child(region, W + "rPr"), self.theme),
                paragraph_properties(child(region, W + "pPr")),
            )
            for region in item.iterfind(W + "tblStylePr")
        }
        self._styles[style_id] = _Style(
            name=value(item, W + "name") or style_id,
            based_on=value(item, W + "basedOn") or "",
            run=run_properties(child(item, W + "rPr"), self.theme),
            paragraph=paragraph_properties(child(item, W + "pPr")),
            regions=regions,
            has_borders=_has_borders(child(child(item, W + "tblPr"), W + "tblBorders")),
        )

    def _chain(self, style_id: str) -> list[_Style]:
        """Return a style and those that it is based on, the farthest first; a circle is cut."""
        chain: list[_Style] = []
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            chain.insert(0, self._styles[style_id])
            style_id = chain[0].based_on
        return chain

    def paragraph_style(self, style_id: str | None) -> str:
        """Return the id of the style that a paragraph has: its own, or the default one."""
        return style_id if style_id in self._styles else self._defaults["paragraph"]

    def name(self, style_id: str) -> str:
        """Return the name that Word shows for a style."""
        return self._styles[style_id].name if style_id in self._styles else style_id

    def run_chain(self, style_id: str) -> RunProperties:
        """Return what a style and its basedOn chain say about letters."""
        if style_id not in self._run_chains:
            self._run_chains[style_id] = _merged(style.run for style in self._chain(style_id))  # type: ignore[assignment]
        return self._run_chains[style_id]

    def paragraph_chain(self, style_id: str) -> ParagraphProperties:
        """Return what a paragraph style and its basedOn chain say about the paragraph."""
        if style_id not in self._paragraph_chains:
            merged = _merged(style.paragraph for style in self._chain(style_id))
            self._paragraph_chains[style_id] = merged  # type: ignore[assignment]
        return self._paragraph_chains[style_id]

    def table_look(self, style_id: str, regions: tuple[str, ...]) -> TableLook:
        """Return what a table style says in a cell of some regions (``firstRow``), the strongest last."""
        key = (style_id or self._defaults["table"], regions)
        if key not in self._looks:
            run: dict[str, Any] = {}
            paragraph: dict[str, Any] = {}
            chain = self._chain(key[0])
            for style in chain:
                run.update(style.run)
                paragraph.update(style.paragraph)
            for region in regions:
                for style in chain:
                    letters, block = style.regions.get(region, ({}, {}))
                    run.update(letters)
                    paragraph.update(block)
            self._looks[key] = TableLook(repr(key), tuple(run.items()), tuple(paragraph.items()))
        return self._looks[key]

    def table_has_borders(self, style_id: str) -> bool:
        """Tell whether a table style draws lines."""
        return any(style.has_borders for style in self._chain(style_id))

    def run_format(self, style_id: str, direct: RunProperties, look: TableLook = NO_TABLE) -> RunFormat:
        """Return the look of letters in a paragraph of a style, with their own formatting."""
        key = (style_id, look.key, *direct.items())
        if key not in self._run_formats:
            self._run_formats[key] = self._worked_out(style_id, direct, look)
        return self._run_formats[key]

    def _worked_out(self, style_id: str, direct: RunProperties, look: TableLook) -> RunFormat:
        levels: list[Mapping[str, Any]] = [
            dict(look.run), self.run_chain(style_id), self.run_chain(direct.get("style", ""))
        ]  # fmt: skip
        merged = {**_merged([self._default_run, *levels]), **direct}
        for toggle in TOGGLES:
            if toggle not in direct:
                switched = sum(bool(level.get(toggle)) for level in levels) % 2 == 1
                merged[toggle] = switched or bool(self._default_run.get(toggle))
        merged.pop("style", None)
        merged.pop("hidden", None)
        return RunFormat(**merged)

    def is_hidden(self, style_id: str, direct: RunProperties) -> bool:
        """Tell whether letters are hidden: by themselves or by their character or paragraph style."""
        if "hidden" in direct:
            return direct["hidden"]
        chains = (self.run_chain(style_id), self.run_chain(direct.get("style", "")))
        return sum(bool(chain.get("hidden")) for chain in chains) % 2 == 1

    def paragraph_format(
        self, direct: ParagraphProperties, numbering: ParagraphProperties, look: TableLook = NO_TABLE
    ) -> ParagraphFormat:
        """Return how a paragraph stands; `numbering` is the indent of its automatic number, if it has one."""
        style_id = self.paragraph_style(direct.get("style"))
        key = (style_id, look.key, tuple(direct.items()), tuple(numbering.items()))
        if key not in self._paragraph_formats:
            own = self.paragraph_chain(style_id)
            # The number is given here: its indent is stronger than the style's. Given by the style: weaker.
            middle = [own, numbering] if "num_id" in direct else [numbering, own]
            merged = _merged([self._default_paragraph, dict(look.paragraph), *middle, direct])
            for name in ("style", "num_id", "level"):
                merged.pop(name, None)
            base = self.run_format(style_id, {}, look)
            self._paragraph_formats[key] = ParagraphFormat(
                style_id=style_id, style_name=self.name(style_id), base=base, **merged
            )
        return self._paragraph_formats[key]


def _merged(levels: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for level in levels:
        merged.update(level)
    return merged


def _has_borders(borders: Element | None) -> bool:
    return borders is not None and any(edge.get(VAL, "nil") not in {"nil", "none"} for edge in borders)
