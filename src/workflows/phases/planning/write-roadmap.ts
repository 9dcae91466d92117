import { plural } from "../../../text.ts";
import { type Edited, type EditLine, joinLines, putLines, splitLines, withBox } from "./edit-lines.ts";
import { cellsOf, cellText, findTable, rowText, withCell } from "./edit-table.ts";
import type { PhaseNumber, RoadmapPhase } from "./model.ts";
import { plainNumber, planId, samePhase } from "./numbers.ts";
import { entry, inline, paragraphs } from "./prose.ts";
import { type PlacedPhase, type PlacedRoadmap, placeRoadmap } from "./roadmap.ts";

/** Writing of `ROADMAP.md`: a new one, and changes that leave all else byte for byte. Pure. */

/** What a new phase says of itself. */
export type NewPhase = Omit<RoadmapPhase, "done" | "line">;

interface NewRoadmap {
  /** The project's name. */
  title: string;
  /** The way through the phases, in a few sentences. */
  overview: string;
  phases: NewPhase[];
}

/** One plan of a phase, as the roadmap lists it. */
interface ListedPlan {
  /** `02-01`. */
  id: string;
  /** What it does, in a few words. */
  title: string;
}

const isDecimal = (number: PhaseNumber): boolean => number.includes(".");

/** The line with a phase's box. */
export const phaseLine = ({ number, name, goal }: Pick<NewPhase, "number" | "name" | "goal">): string =>
  `- [ ] **Phase ${plainNumber(number)}: ${inline(name)}${isDecimal(number) ? " (INSERTED)" : ""}** - ${inline(goal)}`;

/** The section of a phase, without an empty line behind it. The colon stands within the bold: so all of GSD's tools read it. */
export function phaseSection(phase: NewPhase): string[] {
  const depends = phase.depends_on.map((one) => `Phase ${plainNumber(one)}`).join(", ");
  return [
    `### Phase ${plainNumber(phase.number)}: ${inline(phase.name)}${isDecimal(phase.number) ? " (INSERTED)" : ""}`,
    "",
    `**Goal:** ${inline(phase.goal)}`,
    `**Depends on:** ${depends || "Nothing"}`,
    ...(phase.requirements.length === 0 ? [] : [`**Requirements:** ${phase.requirements.join(", ")}`]),
    ...(phase.risk === null ? [] : [`**Risk:** ${inline(phase.risk)}`]),
    "**Success Criteria** (what must be TRUE):",
    "",
    ...phase.criteria.map((one, at) => `  ${at + 1}. ${entry(one)}`),
    "",
    "**Plans:** TBD",
  ];
}

/** The row of a new phase in the table of progress. */
export const progressRow = ({ number, name }: Pick<NewPhase, "number" | "name">): string =>
  rowText([`${plainNumber(number)}. ${cellText(name)}`, "0/TBD", "Not started", "-"]);

/** A whole roadmap; nothing in it is done. */
export function renderRoadmap({ title, overview, phases }: NewRoadmap): string {
  return [
    `# Roadmap: ${inline(title)}`,
    "",
    "## Overview",
    "",
    paragraphs(overview),
    "",
    "## Phases",
    "",
    ...phases.map(phaseLine),
    "",
    "## Phase Details",
    "",
    ...phases.flatMap((phase) => [...phaseSection(phase), ""]),
    "## Progress",
    "",
    "| Phase | Plans Complete | Status | Completed |",
    "|-------|----------------|--------|-----------|",
    ...phases.map(progressRow),
    "",
  ].join("\n");
}

/** A roadmap whose lines are being changed. */
interface OpenRoadmap {
  placed: PlacedRoadmap;
  lines: EditLine[];
}

const openRoadmap = (text: string): OpenRoadmap => ({ placed: placeRoadmap(text, ""), lines: splitLines(text) });

type Found = { ok: true; phase: PlacedPhase } | { ok: false; problem: string };

function phaseIn({ placed }: OpenRoadmap, number: PhaseNumber): Found {
  const found = placed.phases.filter((one) => samePhase(one.phase.number, number));
  if (found.length === 1) return { ok: true, phase: found[0]! };
  const lines = found.map((one) => one.from + 1).join(" and ");
  const has = found.length === 0 ? "found no section of it" : `found its section more than once (lines ${lines})`;
  return { ok: false, problem: `Phase ${plainNumber(number)}: ${has}, expected one` };
}

const COMPLETED = /[ \t]*(?:\(completed [^()]*\)|[—–-] completed [\d-]+)[ \t]*$/i;

/** The row of a phase in the table of progress, and the columns of that table. */
function progressOf(roadmap: OpenRoadmap, number: PhaseNumber): { row: number; columns: string[] } | null {
  const counts = (at: number): boolean => roadmap.placed.lines[at]?.kind === "plain";
  const table = findTable(roadmap.lines, ["phase", "status"], counts);
  const row = table?.rows.find((at) => {
    const named = /^(?:Phase\s+)?(\d{1,4}(?:\.\d{1,3})*)(?=[.:\s]|$)/i.exec(cellsOf(roadmap.lines[at]!.text)[0] ?? "");
    return named !== null && samePhase(named[1]!, number);
  });
  return table === null || row === undefined ? null : { row, columns: table.columns };
}

function setCells(roadmap: OpenRoadmap, number: PhaseNumber, cells: Record<string, string>): void {
  const found = progressOf(roadmap, number);
  if (found === null) return;
  const line = roadmap.lines[found.row]!;
  for (const [name, value] of Object.entries(cells)) {
    const column = found.columns.indexOf(name);
    if (column >= 0) line.text = withCell(line.text, column, value);
  }
}

/**
 * Ticks a phase's box, or takes the tick back; its row in the table of progress says the same. `date`: of the completion,
 * `2026-01-31`; null where it is not said.
 */
export function setPhaseDone(text: string, number: PhaseNumber, done: boolean, date: string | null = null): Edited {
  const roadmap = openRoadmap(text);
  const found = phaseIn(roadmap, number);
  if (!found.ok) return found;
  const { phase, boxes } = found.phase;
  if (boxes.length === 0) {
    if (!done) return { ok: true, text };
    return setPhaseDone(withBoxLine(roadmap, phase), number, done, date);
  }
  for (const at of boxes) {
    const line = roadmap.lines[at]!;
    const plain = done === phase.done ? line.text : line.text.replace(COMPLETED, "");
    const said = done && date !== null && !COMPLETED.test(plain) ? ` (completed ${date})` : "";
    line.text = `${withBox(plain, done)}${said}`;
  }
  if (done !== phase.done || done) {
    const cells = done
      ? { status: "Complete", ...(date === null ? {} : { completed: date }) }
      : { status: "In Progress", completed: "-" };
    setCells(roadmap, number, cells);
  }
  return { ok: true, text: joinLines(roadmap.lines) };
}

/** A box for a phase that has a section alone, as GSD's `phase insert` leaves it: without one it is never done. */
function withBoxLine({ placed, lines }: OpenRoadmap, phase: RoadmapPhase): string {
  const before = placed.phases.filter((one) => one.boxes.length > 0 && one.from < phase.line - 1).at(-1);
  const after = placed.phases.find((one) => one.boxes.length > 0);
  if (before) putLines(lines, before.boxes.at(-1)! + 1, 0, [phaseLine(phase)]);
  else if (after) putLines(lines, after.boxes[0]!, 0, [phaseLine(phase)]);
  // A roadmap by milestones may have no list at all: it begins before the sections.
  else putLines(lines, placed.phases[0]!.from, 0, [phaseLine(phase), ""]);
  return joinLines(lines);
}

const PLAN_ROW = /^\s*[-*+]\s+\[(.)\]\s+(?:\*\*|`)?(\d{1,4}(?:\.\d{1,3})*-\d{1,4})(?![\w.]*\d)/;
const PLACEHOLDER = /^\s*[-*+]\s+(?:\[.\]\s+)?(?:TBD\b|\[To be planned\])/i;
const LIST = /^\s*(?:\*\*)?Plans:(?:\*\*)?\s*$/;

const plainId = (id: string): string => {
  const [phase = "", plan = ""] = id.split(/-(?=\d+$)/);
  return planId(phase, Number(plan));
};

/** Rows of plans within a phase's section. */
function planRows(
  { lines, placed }: OpenRoadmap,
  { from, to }: PlacedPhase,
): { at: number; id: string; done: boolean }[] {
  const rows: { at: number; id: string; done: boolean }[] = [];
  for (let at = from + 1; at < to; at++) {
    const found = placed.lines[at]!.kind === "plain" ? PLAN_ROW.exec(lines[at]!.text) : null;
    if (found !== null) rows.push({ at, id: plainId(found[2]!), done: found[1] === "x" });
  }
  return rows;
}

/** What the label `Plans` and the table of progress say of how many there are. */
function setCounts(roadmap: OpenRoadmap, phase: PlacedPhase, done: number, total: number): void {
  const at = phase.labels.get("plans");
  const line = at === undefined ? undefined : roadmap.lines[at];
  if (line !== undefined)
    line.text = line.text.replace(
      /^(\s*\*\*Plans(?::\*\*|\*\*:))[ \t]*(?:\d+\/\d+ plans?\b|\d+ plans?\b|.*\bTBD\b.*|$)/i,
      (whole, label: string) =>
        `${label} ${/\d+\/\d+ plan/.test(whole) ? `${done}/${total} plans` : plural(total, "plan")}`,
    );
  setCells(roadmap, phase.phase.number, {
    "plans complete": `${done}/${total}`,
    ...(phase.phase.done ? {} : { status: done > 0 ? "In Progress" : "Planned" }),
  });
}

/** Ticks the row of a plan in its phase's section, or takes the tick back. `id`: `02-01`. */
export function setPlanDone(text: string, id: string, done: boolean): Edited {
  const roadmap = openRoadmap(text);
  const found = phaseIn(roadmap, id.replace(/-\d+$/, ""));
  if (!found.ok) return found;
  const rows = planRows(roadmap, found.phase);
  const own = rows.filter((one) => one.id === plainId(id));
  if (own.length === 0)
    return {
      ok: false,
      problem: `Phase ${found.phase.phase.number}: found no plan ${id} in its list, expected its line`,
    };
  for (const { at } of own) roadmap.lines[at]!.text = withBox(roadmap.lines[at]!.text, done);
  const ticked = new Set(rows.filter((one) => (one.id === plainId(id) ? done : one.done)).map((one) => one.id));
  setCounts(roadmap, found.phase, ticked.size, new Set(rows.map((one) => one.id)).size);
  return { ok: true, text: joinLines(roadmap.lines) };
}

/** Adds plans to a phase's list; one that is there already stays as it is. */
export function addPlans(text: string, number: PhaseNumber, plans: readonly ListedPlan[]): Edited {
  const roadmap = openRoadmap(text);
  const found = phaseIn(roadmap, number);
  if (!found.ok) return found;
  const { phase } = found;
  const rows = planRows(roadmap, phase);
  const fresh = plans.filter((one) => !rows.some((row) => row.id === plainId(one.id)));
  if (fresh.length === 0) return { ok: true, text };
  const ids = new Set([...rows.map((one) => one.id), ...fresh.map((one) => plainId(one.id))]);
  setCounts(roadmap, phase, new Set(rows.filter((one) => one.done).map((one) => one.id)).size, ids.size);
  const added = fresh.map(({ id, title }) => `- [ ] ${plainId(id)}-PLAN.md — ${inline(title)}`);
  placeRows(roadmap, phase, rows.at(-1)?.at ?? null, added);
  const edited = joinLines(roadmap.lines);
  const again = openRoadmap(edited);
  const there = phaseIn(again, number);
  if (there.ok && planRows(again, there.phase).length === rows.length + fresh.length) return { ok: true, text: edited };
  return {
    ok: false,
    problem: `Phase ${plainNumber(number)}: found code or a comment without an end in its section (line ${phase.from + 1}), expected it closed`,
  };
}

/** Takes plans off a phase's list; one that is done stays. */
export function dropPlans(text: string, number: PhaseNumber, ids: readonly string[]): Edited {
  const roadmap = openRoadmap(text);
  const found = phaseIn(roadmap, number);
  if (!found.ok) return found;
  const gone = ids.map(plainId);
  const rows = planRows(roadmap, found.phase);
  const off = rows.filter((one) => !one.done && gone.includes(one.id));
  const left = rows.filter((one) => !off.includes(one));
  if (off.length === 0) return { ok: true, text };
  setCounts(roadmap, found.phase, left.filter((one) => one.done).length, left.length);
  for (const { at } of off.toReversed()) putLines(roadmap.lines, at, 1, []);
  return { ok: true, text: joinLines(roadmap.lines) };
}

/** Behind the plans that are listed, or where the list is, or should be. */
function placeRows({ lines, placed }: OpenRoadmap, phase: PlacedPhase, last: number | null, rows: string[]): void {
  const own = Array.from({ length: phase.to - phase.from - 1 }, (_, at) => phase.from + 1 + at);
  const find = (pattern: RegExp): number | undefined =>
    own.find((at) => placed.lines[at]!.kind === "plain" && pattern.test(lines[at]!.text));
  const placeholder = last === null ? find(PLACEHOLDER) : undefined;
  const list = find(LIST);
  const label = phase.labels.get("plans");
  if (last !== null) putLines(lines, last + 1, 0, rows);
  else if (placeholder !== undefined) putLines(lines, placeholder, 1, rows);
  else if (list !== undefined) putLines(lines, list + 1, 0, rows);
  else if (label !== undefined) putLines(lines, label + 1, 0, ["", "Plans:", "", ...rows]);
  else {
    let end = phase.to;
    while (end > phase.from + 1 && lines[end - 1]!.text.trim() === "") end--;
    putLines(lines, end, 0, ["", `**Plans:** ${plural(rows.length, "plan")}`, "", "Plans:", "", ...rows]);
  }
}
