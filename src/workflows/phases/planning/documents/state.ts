import * as z from "zod/mini";
import { fold } from "../../../../text.ts";
import { STATE } from "../../paths.ts";
import type { stateOf } from "../../state/state.ts";
import { loose, optional, planningDocument, singleLine } from "../document.ts";
import { bullets, inline, listUnder, newSections, newTable } from "../edit.ts";
import { telling } from "../files.ts";
import type { Problem } from "../model.ts";
import { plainNumber, twoDigits } from "../numbers.ts";
import { or } from "./plan.ts";

/** `STATE.md`: how far the project is, as the last command left it. */

const count = or(z.int(), 0);

const undoneFields = loose({
  plan: z.string(),
  task: z.int(),
  model: z.string(),
  why: singleLine,
});
/** A task of a plan that was left undone: by which model, and why. */
export type Undone = z.infer<typeof undoneFields>;

const stateFields = loose({
  milestone: optional(z.union([z.string(), z.number()])),
  milestone_name: optional(singleLine),
  /** As in names of files. */
  current_phase: optional(z.union([z.string(), z.number()])),
  current_phase_name: optional(singleLine),
  /** Which one of the roadmap's phases it is: numbers go on over milestones. */
  phase_order: optional(z.int()),
  current_plan: optional(z.int()),
  plans_in_phase: optional(z.int()),
  status: or(singleLine, "planning"),
  stopped_at: optional(singleLine),
  last_updated: optional(z.string()),
  last_activity: optional(z.string()),
  /** What happened then. */
  last_event: optional(singleLine),
  progress: or(
    loose({
      total_phases: count,
      completed_phases: count,
      total_plans: count,
      completed_plans: count,
      percent: count,
    }),
    { total_phases: 0, completed_phases: 0, total_plans: 0, completed_plans: 0, percent: 0 },
  ),
  decisions: or(z.array(singleLine), []),
  /** What else stands in the way: a person takes it out. */
  concerns: or(z.array(singleLine), []),
  /** Tasks that were left undone. */
  undone: or(z.array(undoneFields), []),
  /** Work of other workflows, beside the phases. */
  quick_tasks: or(
    z.array(
      loose({
        id: z.string(),
        about: singleLine,
        date: z.string(),
        folder: z.string(),
        commit: optional(z.string()),
      }),
    ),
    [],
  ),
});
type StateFields = z.infer<typeof stateFields>;

/** Share of the work that is done, in percent: that of phases or of plans, whichever is smaller. */
export function percentOf({
  phases,
  plans,
  status,
}: Pick<NewState, "phases" | "plans" | "status">): number {
  // The phases of a milestone that is complete are in the archive.
  if (phases.total === 0 && status === "completed") return 100;
  const share = ({ done, total }: NewState["phases"]): number =>
    total === 0 ? 0 : Math.floor((100 * done) / total);
  return plans.total === 0 ? share(phases) : Math.min(share(phases), share(plans));
}

const bar = (percent: number): string => {
  const full = Math.min(10, Math.floor(percent / 10));
  return `[${"█".repeat(full)}${"░".repeat(10 - full)}] ${percent}%`;
};

/** `2 of 5 (Search)`; where numbers go on over milestones, `126 (Search), 2 of 5`. */
function phaseText({
  current_phase,
  current_phase_name,
  phase_order,
  progress,
}: StateFields): string {
  if (current_phase === undefined) return "none is left";
  const number = plainNumber(String(current_phase));
  const [name, of] = [` (${inline(current_phase_name ?? "")})`, ` of ${progress.total_phases}`];
  if (phase_order === undefined) return `${number}${name}`;
  return number === String(phase_order)
    ? `${number}${of}${name}`
    : `${number}${name}, ${phase_order}${of}`;
}

const undoneText = (one: Undone): string =>
  `${one.plan}, task ${one.task}, was not done by ${one.model}: ${one.why}`;

const STATUS = "Status: ";
const [DECISIONS, CONCERNS] = ["### Decisions", "### Blockers/Concerns"];

function bodyOf(fields: StateFields): string {
  const { current_plan, plans_in_phase, last_activity, last_event, undone, concerns, quick_tasks } =
    fields;
  const plan =
    current_plan === undefined
      ? "Not started"
      : `${current_plan} of ${plans_in_phase ?? "?"} in current phase`;
  const rows = quick_tasks.map(({ id, about, date, folder, commit }) => [
    ...[id, about, date, commit ?? "—", `[${folder}](./quick/${folder}/)`],
  ]);
  const table = newTable(["#", "Description", "Date", "Commit", "Directory"], rows);
  return [
    "# Project State",
    "",
    ...newSections(
      ["## Project Reference", ["See: .planning/PROJECT.md"]],
      [
        "## Current Position",
        [
          `Phase: ${phaseText(fields)}`,
          `Plan: ${plan}`,
          `${STATUS}${fields.status}`,
          `Last activity: ${last_activity ?? "none"}${last_event === undefined ? "" : ` — ${last_event}`}`,
          "",
          `Progress: ${bar(fields.progress.percent)}`,
        ],
      ],
      ["## Accumulated Context", []],
      [DECISIONS, bullets(fields.decisions)],
      [CONCERNS, bullets([...undone.map(undoneText), ...concerns])],
      ...(rows.length === 0 ? [] : [["### Quick Tasks Completed", table] as const]),
      [
        "## Session Continuity",
        [
          `Last session: ${fields.last_updated ?? "none"}`,
          `Stopped at: ${fields.stopped_at ?? "None"}`,
        ],
      ],
    ),
  ].join("\n");
}

/** Decisions, and quick tasks, that it keeps: the newest. What no reader takes is of no use. */
const MOST_KEPT = 300;

export const STATE_KIND = planningDocument({
  schema: stateFields,
  key: "decisions",
  body: bodyOf,
  edited(fields, lines) {
    const status = lines.find((line) => line.startsWith(STATUS))?.slice(STATUS.length);
    const left = fields.undone.map(undoneText);
    const concerns = listUnder(lines, CONCERNS, [...left, ...fields.concerns]);
    return {
      ...fields,
      status: status ?? fields.status,
      decisions: listUnder(lines, DECISIONS, fields.decisions) ?? fields.decisions,
      concerns: concerns?.filter((one) => !left.includes(one)) ?? fields.concerns,
    };
  },
});

const ERROR = /^(?:error|failed)\b[\s:—–-]*(.*)$/i;

/** What a text of STATE.md says; null: it is in another form, or cannot be read. Pure. */
export function readStateText(source: string) {
  const problems: Problem[] = [];
  const tell = telling(STATE, problems);
  const fields = STATE_KIND.is(source) ? STATE_KIND.read(source, tell).fields : null;
  if (fields === null) return null;
  const { status, stopped_at, undone, milestone, milestone_name } = fields;
  const error = ERROR.exec(status);
  return {
    milestone:
      milestone === undefined ? null : { version: String(milestone), name: milestone_name ?? "" },
    status,
    undone,
    error: error === null ? null : error[1] || (stopped_at ?? status),
    problems,
  };
}

/** What a command leaves: a projection of journal and files. */
type NewState = ReturnType<typeof stateOf>;

/** The fields, with what is known now; what has no new value stays. */
function withNews(before: Partial<StateFields>, state: NewState): StateFields {
  const { milestone, phase, plan, phases, plans, now, last, stopped_at, decisions } = state;
  const known = before.decisions ?? [];
  return stateFields.parse({
    ...before,
    ...(milestone && { milestone: milestone.version }),
    ...(milestone?.name && { milestone_name: milestone.name }),
    current_phase: phase === null ? undefined : twoDigits(phase.number),
    current_phase_name: phase?.name,
    phase_order: phase?.order,
    current_plan: plan?.number,
    plans_in_phase: plan?.of,
    status: state.status,
    stopped_at,
    last_updated: now,
    last_activity: now.slice(0, 10),
    last_event: last,
    // Those of a milestone that is complete are in the archive: what was done is still counted.
    progress:
      phases.total === 0 && before.progress !== undefined
        ? { ...before.progress, percent: percentOf(state) }
        : {
            ...before.progress,
            total_phases: phases.total,
            completed_phases: phases.done,
            total_plans: plans.total,
            completed_plans: plans.done,
            percent: percentOf(state),
          },
    decisions: [...known, ...decisions.map(fold).filter((one) => !known.includes(one))].slice(
      -MOST_KEPT,
    ),
    concerns: [...new Set([...(before.concerns ?? []), ...state.concerns])],
    undone: state.undone,
  });
}

/** A STATE.md by what is known now. `before`: null where there is none; one in another form stays. */
export function renderState(before: string | null, state: NewState): string {
  if (before !== null && STATE_KIND.is(before))
    return STATE_KIND.edit(before, (fields) => withNews(fields, state));
  return stateText(withNews({}, state), before === null ? "" : `\n${before}`);
}

export const stateText = STATE_KIND.text;

/** With a task of another workflow; one that is there stays the only one. */
export const withQuickTask = (
  source: string,
  task: Omit<StateFields["quick_tasks"][number], "commit">,
): string =>
  STATE_KIND.is(source)
    ? STATE_KIND.edit(source, (fields) =>
        fields.quick_tasks.some(({ id }) => id === task.id)
          ? fields
          : {
              ...fields,
              last_activity: task.date,
              last_event: `Completed quick task ${task.id}: ${fold(task.about)}`,
              quick_tasks: [...fields.quick_tasks, { ...task, commit: undefined }].slice(
                -MOST_KEPT,
              ),
            },
      )
    : source;
