/**
 * GSD's blocks such as `<task type="auto"> … </task>`. They look like XML and are none: what stands
 * in them is prose, code and commands with bare `<` and `&`, which a parser of XML or HTML refuses
 * or swallows. So a fixed set of tags is looked for, and nothing else is one; tags within fenced
 * code, code spans and comments are shown, not said.
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
  // In prose it is a word of its own: only what holds options is a block.
  "options(?=>\\s*<option\\b)",
  "instructions",
  "resume-signal",
  "execution_context",
  "context",
  "read_first",
];
/** What holds other blocks. */
const HOLDERS = ["task", "feature", "verify"];
const KNOWN = [...TEXTS, ...HOLDERS].join("|");

export interface Block {
  tag: string;
  attributes: Record<string, string>;
  /** From 1, in the text that was read. */
  line: number;
  /** What stands in it; trimmed. */
  text: string;
  /** Of one that holds others. */
  blocks: Block[];
  /** Its own end was found. */
  closed: boolean;
}

/** Where code or a comment begins, in which nothing is a tag: code within a line is found whole. */
const BEGIN = /^[ \t]*(`{3,}|~{3,})[^\n`]*\n|<!--|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\2(?!`)/gm;

/** A text without its code and its comments, each with `instead` in its place. */
function withoutShown(text: string, instead: (shown: string) => string): string {
  const begins = new RegExp(BEGIN);
  let [kept, from] = ["", 0];
  // What has no end is looked for once: a file may begin it in each of its lines.
  const endless = new Map<string, number>();
  for (let one = begins.exec(text); one !== null; one = begins.exec(text)) {
    const { index, 0: begin, 1: fence, 2: code } = one;
    const mark = fence?.[0] ?? "<";
    const size = fence?.length ?? 0;
    if (code === undefined && size >= (endless.get(mark) ?? Number.POSITIVE_INFINITY)) continue;
    const close = new RegExp(
      code !== undefined ? "" : fence ? `^[ \\t]*${fence}[\`~]*[ \\t]*$` : "-->",
      "gm",
    );
    close.lastIndex = index + begin.length;
    const found = close.exec(text);
    if (found === null) endless.set(mark, size);
    else {
      const to = found.index + found[0].length;
      kept += text.slice(from, index) + instead(text.slice(index, to));
      begins.lastIndex = from = to;
    }
  }
  return kept + text.slice(from);
}

/** A block up to its own end; without one up to where a task begins or ends. */
const BLOCK = new RegExp(
  `<(${KNOWN})((?:[ \\t][^<>]*)?)>([\\s\\S]*?)(?:(</\\1[ \\t]*>)|(?=</?(?:task|feature)[\\s>])|$)`,
  "gi",
);
const ATTRIBUTE = /(?<![\w-])([\w-]+)[ \t]*=[ \t]*(?:"([^"]*)"|'([^']*)')/g;
/** How deep blocks stand in each other: a task holds a verification, and that holds commands. */
const DEPTH = 2;

/** All blocks of a text that stand in no other. Line ends are `\n`. */
export const blocksOf = (text: string): Block[] =>
  blocksIn(
    text,
    withoutShown(text, (shown) => shown.replace(/[^\n]/g, " ")),
    1,
    DEPTH,
  );

/** `said`: the text with blanks for what is only shown; `first`: number of its first line. */
function blocksIn(text: string, plain: string, first: number, depth: number): Block[] {
  let [line, counted] = [first, 0];
  return [...plain.matchAll(BLOCK)].map(
    ({ index, 0: whole, 1: name, 2: attributes, 3: inner, 4: end }): Block => {
      line += plain.slice(counted, index).split("\n").length - 1;
      counted = index;
      const tag = name!.toLowerCase();
      const begin = index + whole.indexOf(">") + 1;
      const own = text.slice(begin, begin + inner!.length);
      const pairs = [...attributes!.matchAll(ATTRIBUTE)].map((one) => [
        one[1]!.toLowerCase(),
        one[2] ?? one[3]!,
      ]);
      return {
        tag,
        attributes: Object.fromEntries(pairs),
        line,
        text: own.trim(),
        blocks: depth > 0 && HOLDERS.includes(tag) ? blocksIn(own, inner!, line, depth - 1) : [],
        closed: end !== undefined,
      };
    },
  );
}

/** What of a value would be read as a tag, a comment or a fence gets an entity; `plainText` takes it back. */
const ESCAPE = new RegExp(`&(?=(?:amp|lt|#96|#126);)|<(?=!--|/?(?:${KNOWN})[\\s>])`, "gi");
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
export const plainText = (text: string): string =>
  text.replace(/&(?:lt|#96|#126|amp);/g, (one) => ENTITY[one]!);
