/**
 * Reads what of a markdown text is said, and what is only shown: text in fenced or indented code,
 * in block quotes and in comments says nothing. Such texts are written by people, or by the program
 * from data: what HTML, or a line that goes on with a quote, means is nobody's question.
 */

type LineKind = "plain" | "code" | "quote" | "comment";

export interface Line {
  /** From 1. */
  number: number;
  /** Without comments. */
  text: string;
  kind: LineKind;
  heading: { level: number; title: string } | null;
}

export interface Section {
  title: string;
  level: number;
  /** Line of its heading. */
  line: number;
  /** All lines up to the next heading of the same or a higher rank, without its own heading. */
  lines: Line[];
}

const FENCE = /^(`{3,}|~{3,})(.*)$/;
const HEADING = /^(#{1,6})(?:[ \t](.*))?$/;
/** Marks of lists and their items, one within the other. */
const ITEM = /^(?:(?:[-+*]|\d{1,9}[.)])(?:[ \t]+|$))+/;

/** Columns of leading white space; a tab goes to the next multiple of four. */
function columns(line: string): number {
  let width = 0;
  for (const char of line) {
    if (char === " ") width++;
    else if (char === "\t") width += 4 - (width % 4);
    else break;
  }
  return width;
}

function headingOf(line: string): Line["heading"] {
  const found = HEADING.exec(line);
  if (found === null) return null;
  let title = (found[2] ?? "").trim();
  let end = title.length;
  while (end > 0 && title[end - 1] === "#") end--;
  if (end < title.length && (end === 0 || /\s/.test(title[end - 1]!)))
    title = title.slice(0, end).trim();
  return { level: found[1]!.length, title };
}

/** For each run of backticks in a line, where the next one of its length begins: the two enclose code. */
function nextRuns(line: string): Map<number, number> {
  const next = new Map<number, number>();
  const last = new Map<number, number>();
  for (const run of line.matchAll(/`+/g)) {
    const before = last.get(run[0].length);
    if (before !== undefined) next.set(before, run.index);
    last.set(run[0].length, run.index);
  }
  return next;
}

/** A line without its comments. `mayOpen`: one without an end goes on over the next lines. */
function withoutComments(line: string, mayOpen: () => boolean): { text: string; isOpen: boolean } {
  if (!line.includes("<!--")) return { text: line, isOpen: false };
  const after = nextRuns(line);
  const lastEnd = line.lastIndexOf("-->");
  let [text, from, skipTo] = ["", 0, 0];
  for (const { 0: token, index } of line.matchAll(/\\.|`+|<!--/g)) {
    if (index < skipTo) continue;
    if (token[0] === "`") skipTo = (after.get(index) ?? index) + token.length;
    if (token !== "<!--") continue;
    const end = lastEnd < index + 2 ? -1 : line.indexOf("-->", index + 2);
    if (end < 0 && !mayOpen()) continue;
    text += line.slice(from, index);
    if (end < 0) return { text, isOpen: true };
    from = skipTo = end + 3;
  }
  return { text: text + line.slice(from), isOpen: false };
}

/** Every line of a text, with what it is. */
export function readMarkdown(whole: string): Line[] {
  const lines = whole.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const lastCloser = lines.findLastIndex((line) => line.includes("-->"));
  /** The end of the last paragraph in which no comment ends. */
  let without = 0;
  const endsBelow = (at: number): boolean => {
    if (at < without) return false;
    for (without = at + 1; lines[without]?.trim(); without++)
      if (lines[without]!.includes("-->")) return true;
    return false;
  };
  let fence: string | null = null;
  let [isComment, isText, isList] = [false, false, false];
  return lines.map((line, at) => {
    const as = (kind: LineKind, text = line, heading: Line["heading"] = null): Line => {
      isText = kind === "plain" && heading === null && text.trim() !== "";
      return { number: at + 1, text, kind, heading };
    };
    const content = line.trim();
    if (fence !== null) {
      const isClosed =
        content.length >= fence.length && content === fence[0]!.repeat(content.length);
      if (isClosed) fence = null;
      return as("code");
    }
    const closer = isComment ? line.indexOf("-->") : -1;
    if (isComment && closer < 0) return as("comment", "");
    const behind = isComment ? line.slice(closer + 3) : line;
    const { text, isOpen } = withoutComments(
      behind,
      // Within running text it is none where the paragraph ends before it does.
      () => at < lastCloser && (content.startsWith("<!--") || endsBelow(at)),
    );
    if (content !== "" && text.trim() === "") {
      isComment = isOpen;
      return as("comment", "");
    }
    const isBlank = text.trim() === "";
    const inner = content.replace(ITEM, "");
    if (!isBlank && columns(line) >= 4 && !isText && !isList && !isComment) return as("code");
    isList = inner !== content || (isList && (isBlank || isText || columns(line) > 0));
    if (!isComment && inner.startsWith(">")) return as("quote");
    const [, mark, info = ""] = (!isComment && FENCE.exec(inner)) || [];
    if (mark !== undefined && !(mark[0] === "`" && info.includes("`"))) {
      fence = mark;
      return as("code");
    }
    const wasComment = isComment;
    isComment = isOpen;
    return as("plain", isBlank ? "" : text, wasComment ? null : headingOf(text));
  });
}

/** The sections under headings of one rank. */
export function sectionsOf(lines: readonly Line[], level: number): Section[] {
  const found: Section[] = [];
  let open: Section | null = null;
  for (const line of lines) {
    if (line.heading !== null && line.heading.level <= level) {
      open =
        line.heading.level === level ? { ...line.heading, line: line.number, lines: [] } : null;
      if (open !== null) found.push(open);
    } else open?.lines.push(line);
  }
  return found;
}

/** The first heading of the highest rank, null when there is none. */
export const titleOf = (lines: readonly Line[]): string | null =>
  lines.find((line) => line.heading?.level === 1)?.heading?.title ?? null;
