import { fold } from "../../../text.ts";
import { type Line, readMarkdown } from "../../markdown.ts";
import type { Tell } from "../planning/files.ts";
import { frontMatterOf, readHead } from "../planning/front-matter.ts";
import { STATE_KIND, type stateText } from "../planning/state.ts";
import { type Adopted, leftLines } from "./left-lines.ts";

/** `STATE.md` as GSD and versions before this one write it. */

type Fields = Record<string, unknown>;

/** What stands above the front matter, such as a comment on the license. */
const ABOVE = /^(?:\s*<!--[\s\S]*?-->\s*|\s*#[^\n]*\n)+(?=---[ \t]*\r?\n)/;
const FIELD = /^\s*(?:\*\*([A-Z][\w /-]{0,40}):\*\*|([A-Z][\w /-]{0,40}):)(?:[ \t]+(.*))?$/;
const NONE = /^(?:[-*+]\s+)?(?:none(?: yet)?\.?|null|—|-)$/i;
const ERROR = /^(?:error|failed)\b/i;
const UNDONE = /^- (\S+), task (\d+), was not done by (\S+): (.+)$/;
const ITEM = /^\s*[-*+]\s+(.*)$/;
/** Lines of ours that are written anew. */
const OWN_FIELDS = new Set([
  "phase",
  "plan",
  "status",
  "last activity",
  "progress",
  "last session",
  "stopped at",
  "see",
]);

const cellsOf = (row: string): string[] =>
  row
    .trim()
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));

/** Quick tasks of the table in these lines; null: it is another table. */
function quickTasksIn(rows: readonly string[]): Fields[] | null {
  const [head, , ...tasks] = rows.map(cellsOf);
  const columns = (head ?? []).map((one) => one.toLowerCase());
  const cell = (cells: string[], name: string): string => cells[columns.indexOf(name)] ?? "";
  const all = tasks.map((cells) => ({
    id: cell(cells, "#"),
    about: cell(cells, "description"),
    date: cell(cells, "date"),
    folder: /\[([^\]]+)\]/.exec(cell(cells, "directory"))?.[1] ?? "",
    commit: cell(cells, "commit") || undefined,
  }));
  return all.every(({ id, about, folder }) => id !== "" && about !== "" && folder !== "")
    ? all
    : null;
}

/** Texts of the file's own fields, decisions and tasks, with the lines that they stand in. */
function bodyOf(lines: readonly Line[]) {
  const used = new Set<number>();
  const fields = new Map<string, string>();
  const decisions: string[] = [];
  const undone: Fields[] = [];
  const table: number[] = [];
  let section = "";
  for (const [at, { kind, heading, text }] of lines.entries()) {
    if (heading !== null) section = heading.title.toLowerCase();
    if (heading?.level === 1) used.add(at);
    if (kind !== "plain" || heading !== null) continue;
    const field = FIELD.exec(text);
    const name = (field?.[1] ?? field?.[2] ?? "").toLowerCase();
    const [, plan, task, model, why] = UNDONE.exec(text) ?? [];
    const item = section === "decisions" ? ITEM.exec(text)?.[1] : undefined;
    if (OWN_FIELDS.has(name)) {
      if (!fields.has(name)) fields.set(name, (field![3] ?? "").trim());
    } else if (plan !== undefined) undone.push({ plan, task: Number(task), model, why });
    else if (NONE.test(text.trim()) && /^(?:decisions|blockers)/.test(section)) used.add(at);
    else if (item !== undefined && /^\S/.test(text)) decisions.push(fold(item));
    else {
      if (section.startsWith("quick tasks completed") && text.startsWith("|")) table.push(at);
      continue;
    }
    used.add(at);
  }
  const quick = quickTasksIn(table.map((at) => lines[at]!.text));
  if (quick !== null) for (const at of table) used.add(at);
  return { used, fields, decisions, undone, quick_tasks: quick ?? [] };
}

/** Pure. */
export function adoptedState(source: string, tell: Tell): Adopted<Parameters<typeof stateText>[0]> {
  const above = ABOVE.exec(source)?.[0] ?? "";
  const rest = source.slice(above.length);
  const { body } = readHead(rest, tell);
  const front = frontMatterOf(rest)?.fields ?? {};
  const lines = readMarkdown(body);
  const { used, fields, ...found } = bodyOf(lines);
  const textOf = (name: string): string | undefined => {
    const value = fields.get(name) ?? "";
    return value === "" || NONE.test(value) ? undefined : fold(value);
  };
  const [inText, inFront] = [textOf("status"), front.status];
  // Both places say an error until somebody corrects one of them.
  const isCorrected =
    inText !== undefined &&
    ERROR.test(inText) &&
    typeof inFront === "string" &&
    !ERROR.test(inFront);
  const [, date, event] = /^(\S+)(?:\s+[—–-]\s+(.*))?$/.exec(textOf("last activity") ?? "") ?? [];
  const [, phase, name] = /^([\d.]+)(?: of \d+)?(?: \((.*)\))?$/.exec(textOf("phase") ?? "") ?? [];
  const [, plan, plans] = /^(\d+) of (\d+)/.exec(textOf("plan") ?? "") ?? [];
  const all: Fields = {
    ...(phase && { current_phase: phase, current_phase_name: name }),
    ...(plan && { current_plan: Number(plan), plans_in_phase: Number(plans) }),
    ...front,
    ...found,
    status: (isCorrected ? inFront : inText) ?? inFront,
    stopped_at: textOf("stopped at") ?? front.stopped_at,
    last_activity: date ?? front.last_activity,
    last_event: event,
  };
  // What does not fit stays under another name.
  for (const { path } of STATE_KIND.schema.safeParse(all).error?.issues ?? []) {
    const key = String(path[0]);
    if (!(key in all)) continue;
    tell(null, `${key}: it is kept as before_${key}`);
    all[`before_${key}`] = all[key];
    delete all[key];
  }
  const below = leftLines(body, lines, used);
  return { fields: all, below: above === "" ? below : `\n${above.trim()}\n${below}` };
}
