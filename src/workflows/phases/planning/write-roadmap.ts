import { readMarkdown } from "../../markdown.ts";
import { cellsOf, cellText, type Edited, rowText, tableIn, withBox, withCells, withLines } from "./edit.ts";
import type { PhaseNumber, RoadmapPhase } from "./model.ts";
import { plainNumber, planId, samePhase } from "./numbers.ts";
import { entry, inline, paragraphs } from "./prose.ts";
import { type PlacedPhase, placeRoadmap } from "./roadmap.ts";

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

/** The row of a phase in the table of progress; null: it is in none. */
export function progressAt(lines: readonly string[], number: PhaseNumber): { at: number; columns: string[] } | null {
  const table = tableIn(lines, ["phase", "status"]);
  const at = table?.rows.find((row) => rowNumber(lines[row]!) === plainNumber(number));
  return table === null || at === undefined ? null : { at, columns: table.columns };
}

/** The phase that a row of the table of progress is about. */
export function rowNumber(row: string): PhaseNumber | null {
  const found = /^(?:Phase\s+)?(\d{1,4}(?:\.\d{1,3})*)(?=[.:\s]|$)/i.exec(cellsOf(row)[0] ?? "");
  return found === null ? null : plainNumber(found[1]!);
}

function setProgress(lines: string[], number: PhaseNumber, cells: Record<string, string>): void {
  const row = progressAt(lines, number);
  if (row !== null) lines[row.at] = withCells(lines[row.at]!, row.columns, cells);
}

/** Changes what the roadmap says of one phase; false from `edit`: it cannot be changed, and why is its problem. */
function withPhaseOf(
  text: string,
  number: PhaseNumber,
  edit: (lines: string[], placed: PlacedPhase) => string | null,
): Edited {
  const { phases } = placeRoadmap(text, "");
  const found = phases.filter((one) => samePhase(one.phase.number, number));
  const name = `Phase ${plainNumber(number)}`;
  if (found.length !== 1) {
    const has =
      found.length === 0
        ? "no section of it"
        : `its section in lines ${found.map((one) => one.from + 1).join(" and ")}`;
    return { ok: false, problem: `${name}: found ${has}, expected one` };
  }
  let problem: string | null = null;
  const edited = withLines(text, (lines) => {
    problem = edit(lines, found[0]!);
  });
  return problem === null ? { ok: true, text: edited } : { ok: false, problem: `${name}: ${problem}` };
}

/**
 * Ticks a phase's box, or takes the tick back; its row in the table of progress says the same. `date`: of the completion,
 * `2026-01-31`; null where it is not said.
 */
export const setPhaseDone = (text: string, number: PhaseNumber, done: boolean, date: string | null = null): Edited =>
  withPhaseOf(text, number, (lines, { phase, box }) => {
    if (done === phase.done) return null;
    setProgress(
      lines,
      number,
      done ? { status: "Complete", completed: date ?? "-" } : { status: "In Progress", completed: "-" },
    );
    if (box === null) {
      // As GSD leaves a phase that it inserts.
      const at = placeRoadmap(text, "").phases.findLast((one) => one.box !== null && one.phase.line < phase.line)?.box;
      if (at === undefined || at === null) return `found no line \`${phaseLine(phase)}\`, expected it`;
      lines.splice(at + 1, 0, withBox(phaseLine(phase), done));
      return null;
    }
    const plain = withBox(lines[box]!, done).replace(/[ \t]*\(completed [^()]*\)[ \t]*$/i, "");
    lines[box] = done && date !== null ? `${plain} (completed ${date})` : plain;
    return null;
  });

/** A line of a phase's list of plans. */
interface PlanRow {
  id: string;
  done: boolean;
  text: string;
}

const PLAN_ROW = /^\s*[-*+]\s+\[(.)\]\s+(?:\*\*|`)?(\d{1,4}(?:\.\d{1,3})*-\d{1,4})(?![\w.]*\d)/;

const plainId = (id: string): string => {
  const [phase = "", plan = ""] = id.split(/-(?=\d+$)/);
  return planId(phase, Number(plan));
};

/** The list of a phase's plans made anew, and how many of them are done, wherever the roadmap says it. */
const withPlans = (text: string, number: PhaseNumber, edit: (rows: PlanRow[]) => PlanRow[] | string): Edited =>
  withPhaseOf(text, number, (lines, { phase, from, to, labels }) => {
    const rows: (PlanRow & { at: number })[] = [];
    const read = readMarkdown(lines.join("\n"));
    for (let at = from + 1; at < to; at++) {
      if (read[at]!.kind !== "plain") continue;
      const found = PLAN_ROW.exec(lines[at]!);
      if (found !== null) rows.push({ at, id: plainId(found[2]!), done: found[1] === "x", text: lines[at]! });
    }
    const after = edit(rows);
    if (typeof after === "string") return after;
    const done = after.filter((one) => one.done).length;
    setProgress(lines, number, {
      "plans complete": `${done}/${after.length}`,
      ...(phase.done ? {} : { status: done > 0 ? "In Progress" : "Planned" }),
    });
    const texts = after.map((one) => withBox(one.text, one.done));
    const label = labels.get("plans");
    const first = rows[0]?.at;
    for (const { at } of rows.toReversed()) lines.splice(at, 1);
    if (first !== undefined) lines.splice(first, 0, ...texts);
    const said = `**Plans:** ${done}/${after.length} plans`;
    if (label !== undefined) lines[label] = said;
    if (first !== undefined) return null;
    if (label !== undefined) {
      const isList = lines.findIndex((line, at) => at > label && at < to && /^\s*Plans:\s*$/.test(line));
      const isOpen = lines.findIndex(
        (line, at) => at > label && at < to && /^\s*[-*+]\s+(?:\[.\]\s+)?(?:TBD\b|\[To be planned\])/i.test(line),
      );
      if (isOpen >= 0) lines.splice(isOpen, 1, ...texts);
      else if (isList >= 0) lines.splice(isList + 1, 0, ...texts);
      else lines.splice(label + 1, 0, "", "Plans:", "", ...texts);
    } else lines.splice(from + 1, 0, "", said, "", "Plans:", "", ...texts);
    return null;
  });

/** Ticks the row of a plan in its phase's section, or takes the tick back. `id`: `02-01`. */
export const setPlanDone = (text: string, id: string, done: boolean): Edited =>
  withPlans(text, id.replace(/-\d+$/, ""), (rows) =>
    rows.some((one) => one.id === plainId(id))
      ? rows.map((one) => (one.id === plainId(id) ? { ...one, done } : one))
      : `found no plan ${id} in its list, expected its line`,
  );

/** Puts plans in a phase's list, in place of those with the ids `gone` that are not done; one that is there already stays. */
export const listPlans = (
  text: string,
  number: PhaseNumber,
  plans: readonly ListedPlan[],
  gone: readonly string[] = [],
): Edited =>
  withPlans(text, number, (rows) => {
    const off = gone.map(plainId);
    const kept = rows.filter((one) => one.done || !off.includes(one.id));
    const fresh = plans.filter((one) => !kept.some((row) => row.id === plainId(one.id)));
    return [
      ...kept,
      ...fresh.map(({ id, title }) => ({ id, done: false, text: `- [ ] ${plainId(id)}-PLAN.md — ${inline(title)}` })),
    ];
  });
