/**
 * Reads what of a markdown text is said, and what is only shown: text in fenced or indented code,
 * in block quotes and in comments says nothing. In doubt a line counts as shown: its writer is
 * told, and nothing is decided by mistake.
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

/**
 * A block that began on an earlier line; `offset` is the column that its content needs within a
 * list.
 */
type Open =
  | { block: "fence"; mark: string; size: number; offset: number }
  | { block: "html"; closer: string; kind: LineKind }
  | { block: "comment" };

const BREAK = /^(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const MARKER = /^(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)/;
const FENCE = /^(`{3,}|~{3,})(.*)$/;
const HTML = /^<(pre|script|style|textarea|blockquote)(?=[\s>]|$)/i;
const HEADING = /^(#{1,6})(?:[ \t](.*))?$/;
/** More list markers on one line than this are text. */
const MAX_NESTED = 20;

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

function fenceOf(content: string): { mark: string; size: number } | null {
  const found = FENCE.exec(content);
  if (found === null || (found[1]![0] === "`" && found[2]!.includes("`"))) return null;
  return { mark: found[1]![0]!, size: found[1]!.length };
}

function headingOf(content: string): Line["heading"] {
  const found = HEADING.exec(content);
  if (found === null) return null;
  let title = (found[2] ?? "").trim();
  let end = title.length;
  while (end > 0 && title[end - 1] === "#") end--;
  if (end < title.length && (end === 0 || /\s/.test(title[end - 1]!)))
    title = title.slice(0, end).trim();
  return { level: found[1]!.length, title };
}

/** Whether a quote's line ends in running text, which a following line without `>` would go on with. */
function isRunningText(quoted: string): boolean {
  const content = quoted.replace(/^[>\s]+/, "");
  return (
    content !== "" &&
    !BREAK.test(content) &&
    headingOf(content) === null &&
    fenceOf(content) === null
  );
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

class Reader {
  readonly lines: Line[] = [];
  private open: Open | null = null;
  private offsets: number[] = [];
  private inParagraph = false;
  private inQuote = false;
  private readonly raw: string[];
  /**
   * For each line the next one, itself included, that ends a paragraph, and the next one that ends
   * a comment.
   */
  private readonly ends: Int32Array;
  private readonly closers: Int32Array;

  constructor(text: string) {
    this.raw = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
    const count = this.raw.length;
    this.ends = new Int32Array(count + 1).fill(count);
    this.closers = new Int32Array(count + 1).fill(count);
    for (let at = count - 1; at >= 0; at--) {
      const content = this.raw[at]!.trim();
      this.ends[at] = content === "" || fenceOf(content) !== null ? at : this.ends[at + 1]!;
      this.closers[at] = content.includes("-->") ? at : this.closers[at + 1]!;
    }
    for (let at = 0; at < count; at++) this.read(at, this.raw[at]!);
  }

  private push(
    at: number,
    text: string,
    kind: LineKind,
    heading: Line["heading"] = null,
  ): undefined {
    this.lines.push({ number: at + 1, text, kind, heading });
    this.inParagraph = kind === "plain" && heading === null && text.trim() !== "";
    if (kind !== "quote") this.inQuote = false;
  }

  private read(at: number, line: string): undefined {
    if (this.open !== null && this.goesOn(at, line, this.open)) return;
    if (line.trim() === "") return this.push(at, "", "plain");
    const indent = columns(line);
    const before = this.offsets.length;
    while (this.offsets.length > 0 && indent < this.offsets.at(-1)!) this.offsets.pop();
    const sibling = this.offsets.length < before;
    const content = line.trimStart();
    if (indent - (this.offsets.at(-1) ?? 0) >= 4) {
      if (this.inQuote) return this.push(at, line, "quote");
      return this.inParagraph ? this.running(at, line) : this.push(at, line, "code");
    }
    if (BREAK.test(content)) {
      this.push(at, line, "plain");
      this.inParagraph = false;
      return;
    }
    this.block(at, line, content, indent, sibling);
  }

  /** What a line is that begins no deeper than its container. */
  private block(
    at: number,
    line: string,
    content: string,
    indent: number,
    sibling: boolean,
  ): undefined {
    const inner = this.markers(content, indent, sibling);
    if (inner.code) return this.push(at, line, "code");
    const isItem = inner.text !== content;
    if (inner.text.startsWith(">")) {
      this.push(at, line, "quote");
      this.inQuote = isRunningText(inner.text);
      return;
    }
    const fence = fenceOf(inner.text);
    if (fence !== null) {
      this.open = { block: "fence", ...fence, offset: this.offsets.at(-1) ?? 0 };
      return this.push(at, line, "code");
    }
    const html = HTML.exec(inner.text);
    if (html !== null) {
      const tag = html[1]!.toLowerCase();
      const kind = tag === "blockquote" ? "quote" : "code";
      if (!line.toLowerCase().includes(`</${tag}>`))
        this.open = { block: "html", closer: `</${tag}>`, kind };
      this.push(at, line, kind);
      this.inQuote = false;
      return;
    }
    if (inner.text.startsWith("<!--")) return this.comment(at, inner.text, 2);
    const heading = headingOf(inner.text);
    if (heading !== null) {
      const isSection = !isItem && this.offsets.length === 0;
      this.push(
        at,
        line,
        "plain",
        isSection ? { ...heading, title: this.textAt(at, heading.title) } : null,
      );
      this.inParagraph = false;
      return;
    }
    if (this.inQuote && !isItem) return this.push(at, line, "quote");
    this.running(at, line);
  }

  /**
   * Takes list markers off a line's begin; each opens a container for what is indented below it.
   */
  private markers(
    content: string,
    indent: number,
    sibling: boolean,
  ): { text: string; code: boolean } {
    let [text, column] = [content, indent];
    for (let nested = 0; nested < MAX_NESTED; nested++) {
      const found = MARKER.exec(text);
      if (found === null || BREAK.test(text)) break;
      // Within running text only an item 1 begins a list: "…in the year\n1984. That" is none.
      const interrupts =
        (this.inParagraph || this.inQuote) && nested === 0 && !sibling && this.offsets.length === 0;
      if (interrupts && found[1] !== undefined && Number(found[1]) !== 1) break;
      const rest = text.slice(found[0].length);
      const gap = columns(rest);
      const isCode = gap >= 5 && rest.trim() !== "";
      column += found[0].length + (gap >= 1 && gap <= 4 ? gap : 1);
      this.offsets.push(column);
      text = rest.trimStart();
      if (isCode) return { text, code: true };
    }
    return { text, code: false };
  }

  /** Whether an open block holds this line; the line is then read. */
  private goesOn(at: number, line: string, open: Open): boolean {
    if (open.block === "comment") {
      this.comment(at, line, 0);
      return true;
    }
    if (open.block === "html") {
      if (line.toLowerCase().includes(open.closer)) this.open = null;
      this.push(at, line, open.kind);
      this.inQuote = false;
      return true;
    }
    const indent = columns(line);
    const content = line.trim();
    if (content !== "" && indent < open.offset) {
      this.open = null;
      return false;
    }
    const closes = content.length >= open.size && content === open.mark.repeat(content.length);
    if (closes && indent - open.offset < 4) this.open = null;
    this.push(at, line, "code");
    return true;
  }

  /** A line that is in a comment up to its end, which is looked for behind `from`. */
  private comment(at: number, content: string, from: number): undefined {
    const end = content.indexOf("-->", from);
    this.open = end < 0 ? { block: "comment" } : null;
    const rest = end < 0 ? "" : content.slice(end + 3);
    if (rest.trim() === "") this.push(at, "", "comment");
    else this.running(at, rest);
  }

  private running(at: number, line: string): undefined {
    this.push(at, this.textAt(at, line), "plain");
  }

  /**
   * A line of running text without its comments; one that goes on over the next lines opens a
   * block.
   */
  private textAt(at: number, line: string): string {
    if (!line.includes("<!--")) return line;
    const after = nextRuns(line);
    const lastEnd = line.lastIndexOf("-->");
    let [out, from, skipTo] = ["", 0, 0];
    for (const found of line.matchAll(/\\.|`+|<!--/g)) {
      if (found.index < skipTo) continue;
      const token = found[0];
      if (token[0] === "`") {
        const next = after.get(found.index);
        if (next !== undefined) skipTo = next + token.length;
      } else if (token === "<!--") {
        const end = lastEnd < found.index + 2 ? -1 : line.indexOf("-->", found.index + 2);
        if (end < 0 && this.closers[at + 1]! >= this.ends[at + 1]!) continue;
        out += line.slice(from, found.index);
        from = skipTo = end < 0 ? line.length : end + 3;
        if (end < 0) this.open = { block: "comment" };
      }
    }
    return out + line.slice(from);
  }
}

/** Every line of a text, with what it is. */
export const readMarkdown = (text: string): Line[] => new Reader(text).lines;

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
