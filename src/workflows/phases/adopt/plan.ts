import * as z from "zod/mini";
import { fit, fold, given, oneLine } from "../../../text.ts";
import { readMarkdown, sectionsOf } from "../../markdown.ts";
import { isOwnCommand } from "../../own-commands.ts";
import type { Tell } from "../planning/files.ts";
import { linesOf, planNumberOf, readHead } from "../planning/front-matter.ts";
import type { PhaseNumber } from "../planning/model.ts";
import {
  type NamedFile,
  planText as numberText,
  plainNumber,
  planId,
  planNumber,
} from "../planning/numbers.ts";
import { isCheckpoint, namesList, or, type PhaseTask, planText, words } from "../planning/plan.ts";
import { isHeldIn } from "./left-lines.ts";

/**
 * A plan of GSD, or of an earlier version of this program: its tasks are blocks such as `<task
 * type="auto"> … </task>` in its text. They look like XML and are none: what stands in them is
 * prose, code and commands with bare `<` and `&`. Tags within code and comments are only shown.
 */

const flag = z.pipe(
  z.union([z.boolean(), z.string()]),
  z.transform((value) => String(value).trim() === "true"),
);
const artifact = z.union([
  z.pipe(
    z.string(),
    z.transform((path) => ({ path, provides: "" })),
  ),
  z.looseObject({ path: z.string() }),
]);
const fieldsOfPlan = z.looseObject({
  depends_on: namesList,
  files_modified: z.optional(namesList),
  "files-modified": namesList,
  autonomous: z.nullish(flag),
  requirements: namesList,
  gap_closure: or(flag, false),
  must_haves: or(z.looseObject({ truths: words, artifacts: or(z.array(artifact), []) }), {
    truths: [],
    artifacts: [],
  }),
});

/**
 * The same plan in our form, with its text below; null: its front matter cannot be read, which is
 * told. `folder`: name of the phase's. Pure.
 */
export function adoptedPlan(
  source: string,
  { folder, phase, file }: { folder: string; phase: PhaseNumber; file: NamedFile },
  tell: Tell,
): { text: string; below: string; left: number[] } | null {
  let isUnread = false;
  const head = readHead(source, (line, problem) => {
    isUnread = true;
    tell(line, problem);
  });
  const fields = head.fields(fieldsOfPlan) ?? fieldsOfPlan.parse({});
  if (isUnread) return null;
  const { above, body, bodyLine } = head;
  const tasks = tasksIn(body, (line, problem) => tell((line ?? 1) + bodyLine - 1, problem));
  const [objective] = blocksIn(masked(body), "objective");
  const goal = plainText(objective?.text ?? "");
  const contexts = blocksIn(masked(body), "context").filter(({ text }) => isReferences(text));
  if (tasks.length === 0) {
    tell(bodyLine, "found no task: all of its text is one");
    const name = fit(oneLine(goal.split("\n")[0]!), MAX_NAME) || "Carry out the plan";
    tasks.push({ ...EMPTY, name, action: body.trim() });
  }
  const { "files-modified": more, files_modified = more, ...rest } = fields;
  const plan = planNumberOf(head, file.plan, /^(?:\d+(?:\.\d+)*-)?(\d{1,4}[A-Za-z]?)$/);
  const held = [
    ...given(objective !== undefined, objective!),
    ...contexts,
    ...blocksIn(masked(body), "task|feature").filter((one) => one.isClosed && isHeld(one)),
  ].filter(({ isClosed }) => isClosed);
  const left = leftOf(body, held);
  const below = above === "" ? left.below : `\n${above.trim()}\n${left.below}`;
  const text = planText(
    {
      ...rest,
      ...{ phase: folder, plan: numberText(plan), tasks },
      depends_on: fields.depends_on.map((one) => otherPlan(one, phase)),
      files_modified: files_modified.flatMap(pathsOf),
      must_haves: {
        ...fields.must_haves,
        artifacts: fields.must_haves.artifacts.map((one) => {
          const [path = one.path, ...more] = pathsOf(one.path);
          return more.length > 0 ? one : { ...one, path };
        }),
      },
      autonomous: fields.autonomous !== false,
      objective: goal,
      reads: contexts.flatMap((block) => referencesIn(block.text)),
    },
    below,
  );
  return { text, below, left: left.lines.map((line) => line + bodyLine - 1) };
}

/** Files that a block names, one in each line: `@src/search.ts`. */
const referencesIn = (text: string): string[] =>
  linesOf(text).flatMap((line) => /^\s*@(\S+)\s*$/.exec(line)?.[1] ?? []);
const isReferences = (text: string): boolean =>
  linesOf(text).every((line) => line.trim() === "" || /^\s*@\S+\s*$/.test(line));

/** What a checkpoint is answered with, which its question says. */
const RESUME = /<resume-signal>[\s\S]*?<\/resume-signal>/gi;

/** Whether fields hold all of a task. */
const isHeld = (task: Block): boolean =>
  isHeldIn(task.text.replace(RESUME, "").replace(/<\/?[\w-]+(?:\s[^<>]*)?>/g, " "), taskOf(task));

/** A text without these blocks, and tags around nothing but them; with the lines that are left. */
function leftOf(text: string, blocks: readonly Block[]): { below: string; lines: number[] } {
  // What goes is blank, so that lines stay where they are.
  const blank = (part: string): string => part.replace(/[^\n]/g, " ");
  let [rest, at] = ["", 0];
  for (const { from, to } of blocks.toSorted((one, other) => one.from - other.from)) {
    rest += text.slice(at, from) + blank(text.slice(Math.max(at, from), to));
    at = Math.max(at, to);
  }
  const shown = (rest + text.slice(at)).replace(/<tasks>\s*<\/tasks>/g, blank);
  const lines = linesOf(shown).flatMap((line, at) => (line.trim() === "" ? [] : at + 1));
  const below = shown.trim().replace(/(?:[ \t]*\n){3,}/g, "\n\n");
  return { below: below === "" ? "" : `\n${below}\n`, lines };
}

/** A plan that another one waits for, as an id: `01`, `02-01`, `02-01-some-words`. */
function otherPlan(text: string, phase: PhaseNumber): string {
  const found = /^(?:(\d{1,4}(?:\.\d{1,3})*)-)?(\d{1,4}[A-Za-z]?)(?:-(?!\d+[A-Za-z]?$).*)?$/.exec(
    text,
  );
  if (found === null) return text;
  return planId(found[1] === undefined ? phase : plainNumber(found[1]), planNumber(found[2]!));
}

/**
 * Splits at commas and line ends, not at commas within braces, and takes off what people write
 * around a path.
 */
function pathsOf(text: string): string[] {
  const parts = text.match(/(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|[^,\n])+/g) ?? [];
  return parts
    .map((part) =>
      part
        .trim()
        .replace(/^[-*+][ \t]+/, "")
        .replace(/[ \t]+\([^()]*\)$/, "")
        .replace(/^`(.*)`$/, "$1")
        .trim(),
    )
    .filter((one) => one !== "");
}

const MISSING = /^MISSING\b/;
const FENCE = /^[ \t]*(?:`{3,}|~{3,})/;

/** Commands of a block: one in each line; one that ends in `\` goes on in the next. */
const commandsOf = (text: string): string[] =>
  linesOf(text)
    .filter((line) => !FENCE.test(line))
    .join("\n")
    .replace(/\\\n[ \t]*/g, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#") && !MISSING.test(line));

/** Commands of the project's own that a text has in backticks, or in a line of their own. */
const commandsShownIn = (text: string): string[] => {
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, inner]) => inner!);
  return [...new Set([...spans, ...linesOf(text)].map((one) => one.trim()).filter(isOwnCommand))];
};

/** A text, and the same with blanks for what is only shown in it. */
interface Masked {
  text: string;
  plain: string;
}
interface Block extends Masked {
  tag: string;
  attributes: string;
  /** From 1, in the text that was read. */
  line: number;
  /** Its first character, and the first one behind it, in that text. */
  from: number;
  to: number;
  isClosed: boolean;
}

const masked = (text: string): Masked => ({
  text,
  plain: withoutShown(text, (shown) => shown.replace(/[^\n]/g, " ")),
});

/** Blocks of these tags, each up to its own end, or up to where a task begins or ends. */
function blocksIn({ text, plain }: Masked, tags: string): Block[] {
  const block = new RegExp(
    `<(${tags})((?:[ \\t][^<>]*)?)>([\\s\\S]*?)(?:(</\\1[ \\t]*>)|(?=</?(?:task|feature)[\\s>])|$)`,
    "gi",
  );
  let [line, counted] = [1, 0];
  return [...plain.matchAll(block)].map((found) => {
    const { index, 0: whole, 1: tag, 2: attributes, 3: inner, 4: end } = found;
    line += plain.slice(counted, index).split("\n").length - 1;
    counted = index;
    const begin = index + whole.indexOf(">") + 1;
    return {
      tag: tag!.toLowerCase(),
      text: text.slice(begin, begin + inner!.length),
      plain: inner!,
      attributes: attributes!,
      line,
      from: index,
      to: index + whole.length,
      isClosed: end !== undefined,
    };
  });
}

/** Where code or a comment begins: code within a line is found whole. */
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

const ENTITY: Record<string, string> = { "&lt;": "<", "&#96;": "`", "&#126;": "~", "&amp;": "&" };
/** The value that the text of a block stands for. */
const plainText = (text: string): string =>
  text.trim().replace(/&(?:lt|#96|#126|amp);/g, (one) => ENTITY[one]!);

function tasksIn(body: string, tell: Tell): PhaseTask[] {
  const blocks = blocksIn(masked(body), "task|feature");
  for (const { isClosed, line } of blocks)
    if (!isClosed) tell(line, "found a task without an end, expected </task>");
  return blocks.length > 0 ? blocks.map(taskOf) : headedTasks(body);
}

/** Tasks of the oldest plans: a heading `Task 1: name`, and prose. */
const headedTasks = (body: string): PhaseTask[] =>
  [2, 3].flatMap((level) =>
    sectionsOf(readMarkdown(body), level).flatMap(({ title, lines }): PhaseTask[] => {
      const name = /^Task \d+\s*[:.—–-]\s*(.+)$/i.exec(title)?.[1];
      const action = lines.map((line) => line.text).join("\n");
      return name === undefined ? [] : [{ ...EMPTY, name, action: action.trim() }];
    }),
  );
const EMPTY: PhaseTask = {
  ...{ name: "", type: "auto", tdd: false, files: [], action: "", commands: [], done: "" },
  ...{ behavior: undefined, criteria: undefined },
};

/** Columns of a name that is taken from other words. */
const MAX_NAME = 80;

const OPTIONS = /<options>([\s\S]*?)<\/options>/i;
/** What the task of a decision offers, a line each: `- jwt: Signed tokens; pros: …; cons: …`. */
function optionsIn(task: string): string {
  const text = OPTIONS.exec(task)?.[1] ?? "";
  const all = [...text.matchAll(/<option\b([^>]*)>([\s\S]*?)<\/option>/gi)].map(
    ([, attributes, inner]) => {
      const [id = "", name = ""] = ["id", "name"].map(
        (one) => new RegExp(`\\b${one}="([^"]*)"`, "i").exec(attributes!)?.[1],
      );
      const about = inner!.replace(/<(pros|cons)>/gi, "; $1: ").replace(/<[^>]*>/g, " ");
      return `- ${[id, name, about]
        .map((one) => oneLine(one).replace(/ ;/g, ";"))
        .filter((one) => one !== "")
        .join(": ")}`;
    },
  );
  // One option alone is no choice.
  return all.length === 0 ? plainText(text.trim()) : all.length > 1 ? all.join("\n") : "";
}

function taskOf(task: Block): PhaseTask {
  const isFeature = task.tag === "feature";
  const attribute = (name: string): string | undefined =>
    new RegExp(`\\b${name}[ \\t]*=[ \\t]*["']([^"']*)["']`, "i").exec(task.attributes)?.[1];
  const type = isFeature ? "auto" : (attribute("type") ?? "auto").trim();
  const textIn = (...tags: string[]): string =>
    tags
      .map((tag) => plainText(blocksIn(own, tag)[0]?.text ?? ""))
      .filter((one) => one !== "")
      .join("\n\n");
  const isForPerson = isCheckpoint({ type });
  const isDecision = type.endsWith(":decision");
  const own = isDecision ? masked(task.text.replace(OPTIONS, "")) : task;
  // How a look is answered is said by the question: GSD takes other words for it.
  const resumes = /:human-verify\b/.test(type) ? [] : ["resume-signal"];
  const forPerson = [
    textIn("action", "what-built", "decision", "context", "instructions", "how-to-verify"),
    optionsIn(isDecision ? task.text : ""),
    textIn(...resumes),
  ];
  const name = fold(textIn("name")) || fit(oneLine(textIn("decision", "what-built")), MAX_NAME);
  const named = blocksIn(task, "automated");
  return {
    name: name || type,
    type,
    tdd: isFeature || attribute("tdd") === "true",
    files: pathsOf(textIn("files")),
    action: isForPerson
      ? forPerson.filter((one) => one !== "").join("\n\n")
      : textIn(...(isFeature ? ["behavior", "implementation"] : ["action"])),
    // Where it names none: those of the project's own in the words of its verification.
    commands: isForPerson
      ? []
      : named.length > 0
        ? named.flatMap((one) => commandsOf(plainText(one.text)))
        : commandsShownIn(textIn("verify")),
    behavior: (!isFeature && textIn("behavior")) || undefined,
    criteria: textIn("acceptance_criteria") || undefined,
    done: textIn("done"),
  };
}
