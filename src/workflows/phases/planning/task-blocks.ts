/**
 * GSD's blocks such as `<task type="auto"> … </task>`. They look like XML and are none: what stands in them is prose, code and
 * commands with bare `<` and `&`, which a parser of XML or HTML refuses or swallows. So a fixed set of tags is looked for,
 * and nothing else is one; tags within fenced code, code spans and comments are shown, not said.
 */

/** What stands in a block as text, up to its own end. */
const TEXTS = [
  "objective",
  "name",
  "files",
  "action",
  "automated",
  "done",
  "behavior",
  "implementation",
  "acceptance_criteria",
  "what-built",
  "how-to-verify",
  "decision",
  "instructions",
  "resume-signal",
  "execution_context",
  "context",
  "read_first",
] as const;
/** What holds other blocks. */
const HOLDERS = ["task", "feature", "verify"] as const;
const KNOWN: ReadonlySet<string> = new Set([...TEXTS, ...HOLDERS]);
const HOLDER: ReadonlySet<string> = new Set(HOLDERS);
/** A block of text that is not closed ends where one of these begins or ends. */
const BOUNDARY: ReadonlySet<string> = new Set(["task", "feature"]);

export interface Block {
  tag: string;
  attributes: Record<string, string>;
  /** From 1, in the text that was read. */
  line: number;
  /** Without the blocks in it; trimmed. */
  text: string;
  blocks: Block[];
  /** Its own end was found. */
  closed: boolean;
}

interface Tag {
  name: string;
  closes: boolean;
  attributes: string;
  /** Where it begins and ends in the text. */
  from: number;
  to: number;
  line: number;
}

const FENCE = /^[ \t]*(`{3,}|~{3,})(.*)$/;
const TOKEN = /`+|<!--|<(\/?)([a-z][\w-]*)((?:[ \t][^<>]*)?)>/gi;
const ATTRIBUTE = /(?<![\w-])([\w-]+)[ \t]*=[ \t]*(?:"([^"]*)"|'([^']*)')/g;

/** Where a fence of code ends that begins in this line; null: it is never closed, so it is none. */
function fenceEnds(lines: readonly { text: string }[]): Map<number, number> {
  const ends = new Map<number, number>();
  /** For each kind of mark the lines that might close a fence, from the last to the first. */
  const closers: Record<string, { at: number; size: number }[]> = { "`": [], "~": [] };
  for (let at = lines.length - 1; at >= 0; at--) {
    const found = FENCE.exec(lines[at]!.text);
    if (found === null) continue;
    const mark = found[1]![0]!;
    const size = found[1]!.length;
    const stack = closers[mark]!;
    if (!(mark === "`" && found[2]!.includes("`"))) {
      let index = stack.length - 1;
      // Longer fences close shorter ones; looked for from the nearest on.
      while (index >= 0 && stack[index]!.size < size) index--;
      if (index >= 0) ends.set(at, stack[index]!.at);
    }
    if (found[2]!.trim() === "") {
      // A closer hides those behind it that are no longer.
      while (stack.length > 0 && stack.at(-1)!.size <= size) stack.pop();
      stack.push({ at, size });
    }
  }
  return ends;
}

function tagsOf(text: string): Tag[] {
  const lines: { text: string; from: number }[] = [];
  for (let from = 0; from <= text.length; ) {
    const end = text.indexOf("\n", from);
    lines.push({ text: text.slice(from, end < 0 ? text.length : end), from });
    if (end < 0) break;
    from = end + 1;
  }
  const fences = fenceEnds(lines);
  const lastComment = text.lastIndexOf("-->");
  const tags: Tag[] = [];
  let skipTo = 0;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const fence = line.from >= skipTo ? fences.get(at) : undefined;
    if (fence !== undefined) {
      at = fence;
      continue;
    }
    const spans = spansOf(line.text);
    for (const token of line.text.matchAll(TOKEN)) {
      const from = line.from + token.index;
      if (from < skipTo) continue;
      if (token[0] === "<!--") {
        if (lastComment > from) skipTo = text.indexOf("-->", from) + 3;
      } else if (token[0][0] === "`") {
        const end = spans.get(token.index);
        if (end !== undefined) skipTo = line.from + end;
      } else {
        const name = token[2]!.toLowerCase();
        if (KNOWN.has(name))
          tags.push({
            name,
            closes: token[1] === "/",
            attributes: token[3]!,
            from,
            to: from + token[0].length,
            line: at + 1,
          });
      }
    }
  }
  return tags;
}

/** For each run of backticks that begins a code span, where that ends. */
function spansOf(line: string): Map<number, number> {
  const ends = new Map<number, number>();
  const last = new Map<number, number>();
  for (const run of line.matchAll(/`+/g)) {
    const size = run[0].length;
    const before = last.get(size);
    if (before === undefined) last.set(size, run.index);
    else {
      ends.set(before, run.index + size);
      last.set(size, run.index);
    }
  }
  return ends;
}

/** All blocks of a text that stand in no other. Line ends are `\n`. */
export function blocksOf(text: string): Block[] {
  const tags = tagsOf(text);
  const top: Block[] = [];
  let at = 0;

  /** The block that the tag at `at` opens; `at` is then behind its end. */
  const block = (): Block => {
    const open = tags[at++]!;
    const attributes: Record<string, string> = {};
    for (const [, key, double, single] of open.attributes.matchAll(ATTRIBUTE))
      attributes[key!.toLowerCase()] = (double ?? single)!;
    const made: Block = { tag: open.name, attributes, line: open.line, text: "", blocks: [], closed: false };
    let from = open.to;
    let own = "";
    while (at < tags.length) {
      const tag = tags[at]!;
      if (tag.closes && tag.name === open.name) {
        made.closed = true;
        made.text = (own + text.slice(from, tag.from)).trim();
        at++;
        return made;
      }
      if (BOUNDARY.has(tag.name)) {
        made.text = (own + text.slice(from, tag.from)).trim();
        return made;
      }
      if (HOLDER.has(open.name) && !tag.closes) {
        own += text.slice(from, tag.from);
        made.blocks.push(block());
        from = tags[at - 1]?.to ?? text.length;
        if (!made.blocks.at(-1)!.closed) from = tags[at]?.from ?? text.length;
      } else at++;
    }
    made.text = (own + text.slice(from)).trim();
    return made;
  };

  while (at < tags.length) {
    if (tags[at]!.closes) at++;
    else top.push(block());
  }
  return top;
}

/** What of a value would be read as a tag, a comment or a fence gets an entity; `plainText` takes it back. */
const SPECIAL = `!--|/?(?:${[...KNOWN].join("|")})(?=[\\s>])`;
const ESCAPE = new RegExp(`&(?=(?:amp;)*(?:lt;(?:${SPECIAL})|#96;|#126;))|<(?=${SPECIAL})`, "gi");
const UNESCAPE = new RegExp(`&((?:amp;)*)(lt;(?=${SPECIAL})|#96;|#126;)`, "gi");
const ENTITY: Record<string, string> = { "lt;": "<", "#96;": "`", "#126;": "~" };

/** A value as the text of a block. */
export function blockText(value: string): string {
  const plain = value
    .replace(/\r\n?/g, "\n")
    .trim()
    .replace(ESCAPE, (one) => (one === "<" ? "&lt;" : "&amp;"));
  const lines = plain.split("\n");
  if (!lines.some((line) => FENCE.test(line)) || fencesAreClosed(lines)) return plain;
  return lines
    .map((line) =>
      line.replace(/^([ \t]*)([`~])(?=\2\2)/, (_, indent, mark) => `${indent}&#${mark === "`" ? 96 : 126};`),
    )
    .join("\n");
}

/** Whether every fence that a text opens is closed in it, so that none goes on behind it. */
function fencesAreClosed(lines: readonly string[]): boolean {
  const ends = fenceEnds(lines.map((text) => ({ text })));
  for (let at = 0; at < lines.length; at++) {
    if (!FENCE.test(lines[at]!)) continue;
    const found = FENCE.exec(lines[at]!)!;
    if (found[1]![0] === "`" && found[2]!.includes("`")) continue;
    const end = ends.get(at);
    if (end === undefined) return false;
    at = end;
  }
  return true;
}

/** The value that the text of a block stands for. */
export const plainText = (text: string): string =>
  text.replace(UNESCAPE, (_, deeper: string, entity: string) =>
    deeper === "" ? ENTITY[entity.toLowerCase()]! : `&${deeper.slice(4)}${entity}`,
  );
