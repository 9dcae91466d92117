"""A template's source as tokens."""

import re
from dataclasses import dataclass

from .errors import TemplateError
from .values import DIGITS

_OPEN = re.compile(r"\{\{-?|\{%[-+]?|\{#[-+]?")
_RAW = re.compile(r"\s*raw\s*([-+]?)%\}")
_RAW_END = re.compile(r"\{%([-+]?)\s*endraw\s*([-+]?)%\}")
_CLOSE = {"{{": re.compile(r"(-?)\}\}"), "{%": re.compile(r"([-+]?)%\}")}
_COMMENT_END = re.compile(r"([-+]?)#\}")
_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<float>\d+\.\d+(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+)
    |(?P<int>\d+)
    |(?P<name>[^\W\d]\w*)
    |(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<op>\*\*|//|==|!=|<=|>=|[-+*/%~<>()\[\]{}.,:|=])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPES = {"n": "\n", "t": "\t", "\\": "\\", '"': '"', "'": "'"}


@dataclass(frozen=True)
class Place:
    name: str
    line: int
    column: int

    def error(self, message):
        return TemplateError(message, self.name, self.line, self.column)


@dataclass(frozen=True)
class Token:
    # text, begin and end (of a tag: "{{", "}}", "{%", "%}"), float, int, name, string, op
    kind: str
    value: object
    place: Place


class Lexer:
    def __init__(self, name, source):
        self.name = name
        self.source = source
        self.tokens = []
        self.at = 0
        self.line = 1
        self.line_start = 0
        self.counted = 0

    def place(self, at):
        """Called with ever greater positions."""
        self.line += self.source.count("\n", self.counted, at)
        newline = self.source.rfind("\n", self.counted, at)
        if newline >= 0:
            self.line_start = newline + 1
        self.counted = at
        return Place(self.name, self.line, at - self.line_start + 1)

    def run(self):
        # What the tag before does to the text behind it: "-", "+", "" (a block) or None (none).
        behind = None
        while True:
            found = _OPEN.search(self.source, self.at)
            end = found.start() if found else len(self.source)
            text = self.source[self.at : end]
            opening = found[0][:2] if found else None
            mark = found[0][2:] if found else None
            self.text(self.at, text, behind, opening, mark)
            if found is None:
                return self.tokens
            place = self.place(end)
            self.at = found.end()
            if opening == "{#":
                behind = self.comment(place)
            elif opening == "{%" and (raw := _RAW.match(self.source, self.at)):
                behind = self.raw(place, raw)
            else:
                behind = self.tag(opening, place)

    def text(self, at, source, behind, opening, mark):
        text = source
        if behind == "-":
            text = text.lstrip()
        elif behind == "" and text.startswith("\n"):
            text = text[1:]
        if mark == "-":
            text = text.rstrip()
        elif mark == "" and opening in ("{%", "{#"):
            bare = source.rstrip(" \t")
            if bare.endswith("\n") or (bare == "" and at == 0):
                text = text.rstrip(" \t")
        if text:
            self.tokens.append(Token("text", text, self.place(at)))

    def comment(self, place):
        end = _COMMENT_END.search(self.source, self.at)
        if end is None:
            raise place.error("the comment has no end")
        self.at = end.end()
        return end[1]

    def raw(self, place, raw):
        self.at = raw.end()
        end = _RAW_END.search(self.source, self.at)
        if end is None:
            raise place.error("raw has no end")
        self.text(self.at, self.source[self.at : end.start()], raw[1], "{%", end[1])
        self.at = end.end()
        return end[2]

    def tag(self, opening, place):
        self.tokens.append(Token("begin", opening, place))
        depth = 0
        while True:
            close = None if depth else _CLOSE[opening].match(self.source, self.at)
            if close:
                closing = "}}" if opening == "{{" else "%}"
                self.tokens.append(Token("end", closing, self.place(self.at)))
                self.at = close.end()
                return close[1] or (None if opening == "{{" else "")
            if self.at == len(self.source):
                raise place.error(f"{opening} has no end")
            found = _TOKEN.match(self.source, self.at)
            if found is None:
                unexpected = self.source[self.at]
                raise self.place(self.at).error(f"unexpected {unexpected!r}")
            kind, value = found.lastgroup, found[0]
            if value in ("(", "[", "{"):
                depth += 1
            elif value in (")", "]", "}"):
                depth -= 1
            if kind != "space":
                here = self.place(self.at)
                self.tokens.append(Token(kind, self.value(kind, value, here), here))
            self.at = found.end()

    def value(self, kind, value, place):
        if kind == "int":
            if len(value) > DIGITS:
                raise place.error("the number is too large")
            return int(value)
        if kind == "float":
            return float(value)
        if kind == "string":
            return self.unescaped(value[1:-1], place)
        return value

    def unescaped(self, value, place):
        def one(found):
            if found[1] not in _ESCAPES:
                raise place.error(f"unknown escape {found[0]!r}")
            return _ESCAPES[found[1]]

        return re.sub(r"\\(.)", one, value, flags=re.DOTALL)
