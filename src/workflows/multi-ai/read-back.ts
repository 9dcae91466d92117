import { readJson } from "../../store/json.ts";
import { shown } from "../../text.ts";
import type { ReadBack } from "../contract/contract.ts";
import type { Plan } from "./plan.ts";
import { ASSUMED, CRITERIA, commandKey, flat, NOTE, OUT, PLAN_TEXT, RISKS, STEPS, TESTS } from "./readable.ts";
import type { UserStory } from "./user-story.ts";

/**
 * Reads the texts of `readable.ts` as the artifact that they stand for. What a text does not show (stamps, questions, answers
 * to findings) and what stands in it as before are as they were accepted, to the letter.
 */

interface Line {
  at: number;
  text: string;
}
/** An entry of a list, with those that stand below it. */
interface Entry extends Line {
  below: Line[];
}

/** Said of a line that cannot be read: what was found there, and what is expected. */
type Complain = (line: Line, expected: string) => void;

/** The lines of a text by where they stand. */
interface Parts {
  title: string;
  about: string;
  /** By heading; none for one that is not there. */
  under: (heading: string) => Line[];
}

const isBlank = ({ text }: Line): boolean => text.trim() === "";

/** An original of a list that reads like this, each once; else what was read. */
function keeper(originals: readonly string[] = [], key: (original: string) => string = flat) {
  const left = originals.map((one) => ({ read: key(one), one }));
  return (read: string): string => {
    const at = left.findIndex((one) => one.read === read);
    return at < 0 ? read : left.splice(at, 1)[0]!.one;
  };
}

/** Title, what stands below it, and the parts of a text. */
function partsOf(text: string, headings: readonly string[], complain: Complain): Parts {
  const all = text.split(/\r\n?|\n/).map((line, index) => ({ at: index + 1, text: line }));
  const parts = new Map<string, Line[]>();
  const known = headings.map((one) => `## ${one}`).join(", ");
  const top: Line[] = [];
  let here = top;
  let title: string | null = null;
  for (const line of all) {
    const first = /^#(?:\s+(.*))?$/.exec(line.text);
    const heading = flat(/^##\s+(.*)$/.exec(line.text)?.[1] ?? "");
    if (first !== null && title === null) title = flat(first[1] ?? "");
    else if (/^#/.test(line.text)) {
      here = [];
      if (!headings.includes(heading)) complain(line, `one of ${known}`);
      else if (parts.has(heading)) complain(line, "this heading once");
      else parts.set(heading, here);
    } else here.push(line);
  }
  if (title === null) complain(all[0]!, "the title, as # <title>");
  return { title: title ?? "", about: aboutOf(top, complain), under: (heading) => parts.get(heading) ?? [] };
}

/** The text below a title, on one line and without the note on editing. */
function aboutOf(top: readonly Line[], complain: Complain): string {
  const notes = top.filter(({ text }) => text.startsWith(">"));
  if (notes.length > 0 && flat(notes.map(({ text }) => text.slice(1)).join(" ")) !== NOTE)
    complain(notes[0]!, "text without > before it, or the note on editing as it was");
  const about = top.filter(({ text }) => !text.startsWith(">")).map(({ text }) => text);
  return flat(about.join("\n")).replace(/^\\(?=[\\#>*+-])/, "");
}

/** The entries of a list; a line further in goes on with the one before it. */
function entriesOf(lines: readonly Line[], hasBelow: boolean, complain: Complain): Entry[] {
  const entries: Entry[] = [];
  for (const line of lines) {
    if (isBlank(line)) continue;
    const [, inset, mark, rest] = /^(\s*)([-*+](?=\s|$))?(.*)$/s.exec(line.text)!;
    const isFurther = /^(?:\t| {2})/.test(inset!);
    const entry = entries.at(-1);
    const text = flat(rest!);
    if (mark !== undefined && !isFurther) entries.push({ at: line.at, text, below: [] });
    else if (entry === undefined || !isFurther || (mark !== undefined && !hasBelow))
      complain(line, 'an entry, as "- <text>"');
    else if (mark !== undefined) entry.below.push({ at: line.at, text });
    else (entry.below.at(-1) ?? entry).text += ` ${text}`;
  }
  // Once for each: for every line of a long one it would take the square of its length.
  for (const one of entries.flatMap((entry) => [entry, ...entry.below])) one.text = flat(one.text);
  return entries;
}

/** An entry that begins with an id: `**AC1** text`, or as people type it, `AC1: text`. */
function withId({ at, text }: Entry, kind: "AC" | "S", complain: Complain): { id: string; said: string } {
  const [, bold, plain, said] =
    new RegExp(`^(?:\\*\\*(${kind}\\d{1,3})\\*\\*|(${kind}\\d{1,3})(?:[:.]|(?=\\s)))\\s*(.*)$`, "s").exec(text) ?? [];
  if (said === undefined) complain({ at, text: `- ${text}` }, `"- **${kind}1** <text>" with a number of its own`);
  return { id: bold ?? plain ?? "", said: said ?? "" };
}

/** Names in backticks, or plain ones, with commas between them. */
function namesIn(text: string): string[] {
  const names: string[] = [];
  for (const [, ticks, code, plain] of text.matchAll(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)|([^,`]+)/gs)) {
    if (ticks !== undefined) names.push(code!.trim());
    else if (plain!.trim() !== "") names.push(plain!.trim());
  }
  return names;
}

/** A list as a field; an empty one that was left out before is left out again. */
const field = <T>(base: object, name: string, list: readonly T[]): Record<string, readonly T[]> =>
  list.length === 0 && !Object.hasOwn(base, name) ? {} : { [name]: list };

/** The entries of a plain list. */
function listUnder(
  parts: Parts,
  heading: string,
  originals: readonly string[] | undefined,
  complain: Complain,
): string[] {
  const keep = keeper(originals);
  return entriesOf(parts.under(heading), false, complain).map(({ text }) => keep(text));
}

function commandsUnder({ under }: Parts, originals: readonly string[] = [], complain: Complain): string[] {
  const keep = keeper(originals, commandKey);
  const known = new Set(originals.map(commandKey));
  const lines = under(TESTS).filter((line) => !isBlank(line));
  return lines.map((line) => {
    const said = line.text.trim();
    if (!known.has(said) && /^(?:[-*+>]|\d+[.)])\s|^[`~]/.test(said))
      complain(line, 'a command alone, as "    <command>"');
    return keep(said);
  });
}

/** Takes the accepted one with an id out of a list, so that each is found once. */
function takenOut<T extends { id: string }>(left: T[], id: string): T | undefined {
  const at = left.findIndex((one) => one.id === id);
  return at < 0 ? undefined : left.splice(at, 1)[0];
}

function storyOf(text: string, base: UserStory, complain: Complain): object {
  const parts = partsOf(text, [CRITERIA, OUT, ASSUMED, TESTS], complain);
  const keep = keeper(base.acceptance_criteria.map((one) => one.text));
  const left = [...base.acceptance_criteria];
  const criteria = entriesOf(parts.under(CRITERIA), false, complain).map((entry) => {
    const { id, said } = withId(entry, "AC", complain);
    return { ...takenOut(left, id), id, text: keep(said) };
  });
  return {
    ...base,
    title: keeper([base.title])(parts.title),
    summary: keeper([base.summary])(parts.about),
    acceptance_criteria: criteria,
    ...field(base, "out_of_scope", listUnder(parts, OUT, base.out_of_scope, complain)),
    ...field(base, "assumptions", listUnder(parts, ASSUMED, base.assumptions, complain)),
    ...field(base, "test_commands", commandsUnder(parts, base.test_commands, complain)),
  };
}

/** What stands below a step, by its first word; each at most once. */
function belowStep({ below }: Entry, complain: Complain): Record<"files" | "for" | "after", string> {
  const said = { files: "", for: "", after: "" };
  const seen = new Set<string>();
  for (const line of below) {
    const [, name, rest] = /^(files(?=:)|for\b|after\b):?\s*(.*)$/s.exec(line.text) ?? [];
    if (name === undefined || seen.has(name))
      complain({ at: line.at, text: `- ${line.text}` }, '"- files: …", "- for AC1" or "- after S1", each once');
    else said[name as keyof typeof said] = rest!;
    seen.add(name ?? "");
  }
  return said;
}

const idsIn = (text: string): string[] => text.split(/[,\s]+/).filter(Boolean);

function planOf(text: string, base: Plan, complain: Complain): object {
  const parts = partsOf(text, [STEPS, RISKS, TESTS], complain);
  const keep = keeper(base.steps.map((one) => one.title));
  const left = [...base.steps];
  const steps = entriesOf(parts.under(STEPS), true, complain).map((entry) => {
    const { id, said } = withId(entry, "S", complain);
    const was = takenOut(left, id);
    const below = belowStep(entry, complain);
    const lists = {
      files: namesIn(below.files).map(keeper(was?.files)),
      covers: idsIn(below.for),
      depends_on: idsIn(below.after),
    };
    const fields = Object.entries(lists).map(([name, list]) => field(was ?? {}, name, list));
    return Object.assign({ ...was, id, title: keep(said) }, ...fields) as object;
  });
  return {
    ...base,
    title: keeper([base.title])(parts.title),
    approach: keeper([base.approach])(parts.about),
    steps,
    ...field(base, "risks", listUnder(parts, RISKS, base.risks, complain)),
    ...field(base, "test_commands", commandsUnder(parts, base.test_commands, complain)),
  };
}

/** The artifact that an edited text stands for; the same text as `artifact` where it says nothing else than that. */
export function readBack(path: string, text: string, artifact: string): ReadBack {
  const problems: string[] = [];
  const complain: Complain = ({ at, text: found }, expected) =>
    problems.push(`${path}:${at}: found ${shown(found)}, expected ${expected}`);
  const json = readJson(artifact);
  const base = (json.ok ? json.value : null) as (UserStory & Plan) | null;
  if (base === null) return { ok: false, problems: [`${path}: what it was made from cannot be read`] };
  const value = (path === PLAN_TEXT ? planOf : storyOf)(text.replace(/^\ufeff/, ""), base, complain);
  if (problems.length > 0) return { ok: false, problems };
  const isSame = JSON.stringify(value) === JSON.stringify(base);
  return { ok: true, artifact: isSame ? artifact : `${JSON.stringify(value, null, 2)}\n` };
}
