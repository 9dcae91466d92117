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

/** Where code or a comment begins, in which nothing is a tag: code within a line is found whole. */
const BEGIN = /^[ \t]*(`{3,}|~{3,})[^\n`]*\n|<!--|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\2(?!`)/gm;

/** A text without its code and its comments, each with `instead` in its place. */
function withoutShown(text: string, instead: (shown: string) => string): string {
  const begins = new RegExp(BEGIN);
  let [said, from] = ["", 0];
  // What has no end is looked for once: a file may begin it in each of its lines.
  const endless = new Map<string, number>();
  for (let one = begins.exec(text); one !== null; one = begins.exec(text)) {
    const { index, 0: begin, 1: fence, 2: code } = one;
    const mark = fence?.[0] ?? "<";
    const size = fence?.length ?? 0;
    if (code === undefined && size >= (endless.get(mark) ?? Number.POSITIVE_INFINITY)) continue;
    const close = new RegExp(code !== undefined ? "" : fence ? `^[ \\t]*${fence}[\`~]*[ \\t]*$` : "-->", "gm");
    close.lastIndex = index + begin.length;
    const found = close.exec(text);
    if (found === null) endless.set(mark, size);
    else {
      const to = found.index + found[0].length;
      said += text.slice(from, index) + instead(text.slice(index, to));
      begins.lastIndex = from = to;
    }
  }
  return said + text.slice(from);
}

const TAG = new RegExp(`<(/?)(${[...KNOWN].join("|")})((?:[ \\t][^<>]*)?)>`, "gi");
const ATTRIBUTE = /(?<![\w-])([\w-]+)[ \t]*=[ \t]*(?:"([^"]*)"|'([^']*)')/g;

function tagsOf(text: string): Tag[] {
  const said = withoutShown(text, (shown) => shown.replace(/[^\n]/g, " "));
  let [line, counted] = [1, 0];
  return [...said.matchAll(TAG)].map((found): Tag => {
    line += said.slice(counted, found.index).split("\n").length - 1;
    counted = found.index;
    const [whole, slash, name, attributes] = found;
    const to = found.index + whole.length;
    return { name: name!.toLowerCase(), closes: slash === "/", attributes: attributes!, from: found.index, to, line };
  });
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
const ESCAPE = new RegExp(`&(?=(?:amp|lt|#96|#126);)|<(?=!--|/?(?:${[...KNOWN].join("|")})[\\s>])`, "gi");
const ENTITY: Record<string, string> = { "&lt;": "<", "&#96;": "`", "&#126;": "~", "&amp;": "&" };

/** A value as the text of a block. */
export function blockText(value: string): string {
  const plain = value
    .replace(/\r\n?/g, "\n")
    .trim()
    .replace(ESCAPE, (one) => (one === "<" ? "&lt;" : "&amp;"));
  // A fence that is not closed would go on behind the block.
  const fence = /^([ \t]*)([`~])(?=\2\2)/gm;
  if (withoutShown(plain, () => "").search(fence) < 0) return plain;
  return plain.replace(fence, (_, indent, mark) => `${indent}&#${mark === "`" ? 96 : 126};`);
}

/** The value that the text of a block stands for. */
export const plainText = (text: string): string => text.replace(/&(?:lt|#96|#126|amp);/g, (one) => ENTITY[one]!);
