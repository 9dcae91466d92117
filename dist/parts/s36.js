// @bun
// src/workflows/markdown.ts
var BREAK = /^(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
var MARKER = /^(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)/;
var FENCE = /^(`{3,}|~{3,})(.*)$/;
var HTML = /^<(pre|script|style|textarea|blockquote)(?=[\s>]|$)/i;
var HEADING = /^(#{1,6})(?:[ \t](.*))?$/;
var MAX_NESTED = 20;
function columns(line) {
  let width = 0;
  for (const char of line) {
    if (char === " ")
      width++;
    else if (char === "\t")
      width += 4 - width % 4;
    else
      break;
  }
  return width;
}
function fenceOf(content) {
  const found = FENCE.exec(content);
  if (found === null || found[1][0] === "`" && found[2].includes("`"))
    return null;
  return { mark: found[1][0], size: found[1].length };
}
function headingOf(content) {
  const found = HEADING.exec(content);
  if (found === null)
    return null;
  let title = (found[2] ?? "").trim();
  let end = title.length;
  while (end > 0 && title[end - 1] === "#")
    end--;
  if (end < title.length && (end === 0 || /\s/.test(title[end - 1])))
    title = title.slice(0, end).trim();
  return { level: found[1].length, title };
}
function isRunningText(quoted) {
  const content = quoted.replace(/^[>\s]+/, "");
  return content !== "" && !BREAK.test(content) && headingOf(content) === null && fenceOf(content) === null;
}
function nextRuns(line) {
  const next = new Map;
  const last = new Map;
  for (const run of line.matchAll(/`+/g)) {
    const before = last.get(run[0].length);
    if (before !== undefined)
      next.set(before, run.index);
    last.set(run[0].length, run.index);
  }
  return next;
}

class Reader {
  lines = [];
  open = null;
  offsets = [];
  inParagraph = false;
  inQuote = false;
  raw;
  ends;
  closers;
  constructor(text) {
    this.raw = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
    const count = this.raw.length;
    this.ends = new Int32Array(count + 1).fill(count);
    this.closers = new Int32Array(count + 1).fill(count);
    for (let at = count - 1;at >= 0; at--) {
      const content = this.raw[at].trim();
      this.ends[at] = content === "" || fenceOf(content) !== null ? at : this.ends[at + 1];
      this.closers[at] = content.includes("-->") ? at : this.closers[at + 1];
    }
    for (let at = 0;at < count; at++)
      this.read(at, this.raw[at]);
  }
  push(at, text, kind, heading = null) {
    this.lines.push({ number: at + 1, text, kind, heading });
    this.inParagraph = kind === "plain" && heading === null && text.trim() !== "";
    if (kind !== "quote")
      this.inQuote = false;
  }
  read(at, line) {
    if (this.open !== null && this.goesOn(at, line, this.open))
      return;
    if (line.trim() === "")
      return this.push(at, "", "plain");
    const indent = columns(line);
    const before = this.offsets.length;
    while (this.offsets.length > 0 && indent < this.offsets.at(-1))
      this.offsets.pop();
    const sibling = this.offsets.length < before;
    const content = line.trimStart();
    if (indent - (this.offsets.at(-1) ?? 0) >= 4) {
      if (this.inQuote)
        return this.push(at, line, "quote");
      return this.inParagraph ? this.running(at, line) : this.push(at, line, "code");
    }
    if (BREAK.test(content)) {
      this.push(at, line, "plain");
      this.inParagraph = false;
      return;
    }
    this.block(at, line, content, indent, sibling);
  }
  block(at, line, content, indent, sibling) {
    const inner = this.markers(content, indent, sibling);
    if (inner.code)
      return this.push(at, line, "code");
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
      const tag = html[1].toLowerCase();
      const kind = tag === "blockquote" ? "quote" : "code";
      if (!line.toLowerCase().includes(`</${tag}>`))
        this.open = { block: "html", closer: `</${tag}>`, kind };
      this.push(at, line, kind);
      this.inQuote = false;
      return;
    }
    if (inner.text.startsWith("<!--"))
      return this.comment(at, inner.text);
    const heading = headingOf(inner.text);
    if (heading !== null) {
      const isSection = !isItem && this.offsets.length === 0;
      this.push(at, line, "plain", isSection ? { ...heading, title: this.said(at, heading.title) } : null);
      this.inParagraph = false;
      return;
    }
    if (this.inQuote && !isItem)
      return this.push(at, line, "quote");
    this.running(at, line);
  }
  markers(content, indent, sibling) {
    let [text, column] = [content, indent];
    for (let nested = 0;nested < MAX_NESTED; nested++) {
      const found = MARKER.exec(text);
      if (found === null || BREAK.test(text))
        break;
      const interrupts = (this.inParagraph || this.inQuote) && nested === 0 && !sibling && this.offsets.length === 0;
      if (interrupts && found[1] !== undefined && Number(found[1]) !== 1)
        break;
      const rest = text.slice(found[0].length);
      const gap = columns(rest);
      const isCode = gap >= 5 && rest.trim() !== "";
      column += found[0].length + (gap >= 1 && gap <= 4 ? gap : 1);
      this.offsets.push(column);
      text = rest.trimStart();
      if (isCode)
        return { text, code: true };
    }
    return { text, code: false };
  }
  goesOn(at, line, open) {
    if (open.block === "comment") {
      const end = line.indexOf("-->");
      if (end >= 0)
        this.open = null;
      const rest = end < 0 ? "" : line.slice(end + 3);
      if (rest.trim() === "")
        this.push(at, "", "comment");
      else
        this.running(at, rest);
      return true;
    }
    if (open.block === "html") {
      if (line.toLowerCase().includes(open.closer))
        this.open = null;
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
    if (closes && indent - open.offset < 4)
      this.open = null;
    this.push(at, line, "code");
    return true;
  }
  comment(at, content) {
    const end = content.indexOf("-->", 2);
    if (end < 0)
      this.open = { block: "comment" };
    const rest = end < 0 ? "" : content.slice(end + 3);
    if (rest.trim() === "")
      this.push(at, "", "comment");
    else
      this.running(at, rest);
  }
  running(at, line) {
    this.push(at, this.said(at, line), "plain");
  }
  said(at, line) {
    if (!line.includes("<!--"))
      return line;
    const after = nextRuns(line);
    const lastEnd = line.lastIndexOf("-->");
    let [out, from, skipTo] = ["", 0, 0];
    for (const found of line.matchAll(/\\.|`+|<!--/g)) {
      if (found.index < skipTo)
        continue;
      const token = found[0];
      if (token[0] === "`") {
        const next = after.get(found.index);
        if (next !== undefined)
          skipTo = next + token.length;
      } else if (token === "<!--") {
        const end = lastEnd < found.index + 2 ? -1 : line.indexOf("-->", found.index + 2);
        if (end < 0 && this.closers[at + 1] >= this.ends[at + 1])
          continue;
        out += line.slice(from, found.index);
        from = skipTo = end < 0 ? line.length : end + 3;
        if (end < 0)
          this.open = { block: "comment" };
      }
    }
    return out + line.slice(from);
  }
}
function readMarkdown(text) {
  return new Reader(text).lines;
}
function sectionsOf(lines, level) {
  const found = [];
  let open = null;
  for (const line of lines) {
    if (line.heading !== null && line.heading.level <= level) {
      open = line.heading.level === level ? { ...line.heading, line: line.number, lines: [] } : null;
      if (open !== null)
        found.push(open);
    } else
      open?.lines.push(line);
  }
  return found;
}
var titleOf = (lines) => lines.find((line) => line.heading?.level === 1)?.heading?.title ?? null;

export { readMarkdown, sectionsOf, titleOf };
