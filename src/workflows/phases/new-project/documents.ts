import { fold, plural } from "../../../text.ts";
import { rowText, sectionAt, tableIn, withLines } from "../planning/edit.ts";
import { renderProject } from "../planning/project.ts";
import { inline } from "../planning/prose.ts";
import { renderRequirements } from "../planning/requirements.ts";
import { type NewPhase, phaseLine, phaseSection, renderRoadmap } from "../planning/roadmap-edit.ts";
import type { NewState } from "../planning/state.ts";
import { wordsAlone } from "../same-words.ts";
import { assumptionsOf } from "./recorded.ts";
import type { Settled } from "./settled.ts";

/** The files of a new project, from what was accepted. Pure. */

/** Without what is said in other letters or marks only. */
const eachOnce = (texts: readonly string[]): string[] =>
  [...new Map(texts.toReversed().map((text) => [wordsAlone(text), text])).values()].toReversed();

/** `PROJECT.md`: what the project is, what it must do, what was decided and what is assumed. */
export function projectText({ draft, decisions, survey, date, open }: Settled): string {
  const of = (scope: string) => draft.requirements.filter((one) => one.scope === scope);
  const context =
    survey.code > 0
      ? [`The project began with ${plural(survey.code, "file")} of code; .planning/codebase/ maps them`]
      : [];
  const assumed = assumptionsOf(draft);
  return renderProject({
    name: draft.name,
    what: draft.summary,
    core_value: draft.core_value,
    active: of("v1").map(({ id, text }) => ({ id, text })),
    out_of_scope: eachOnce([...draft.non_goals.points, ...of("out").map(({ text }) => text)]).map((text) => ({
      text,
      why: "",
    })),
    context,
    constraints: draft.constraints.points.map((text) => ({ kind: "Given", text })),
    decisions: decisions.map(({ asked, said }) => ({
      decision: `${asked} → ${said}`,
      rationale: "Said by the person",
    })),
    more: {
      Scope: draft.scope.points,
      Stack: draft.stack.points,
      "Success Criteria": draft.success_criteria.points,
      Timeline: draft.timeline.points,
      ...(open.length === 0 ? {} : { "Open Questions": ["Research could not settle what follows", ...open] }),
      Assumptions: assumed.length === 0 ? [] : ["Nobody said what follows; correct what is wrong", ...assumed],
    },
    date,
  });
}

/** The phases as they are numbered in the project. */
const numbered = ({ phases, first }: Settled): NewPhase[] =>
  phases.map((one, at) => ({
    ...one,
    number: `${first + at}`,
    name: fold(one.name),
    depends_on: one.depends_on.map((number) => `${first + number - 1}`),
  }));

/** `REQUIREMENTS.md`: each with its id, and the phase that it belongs to. */
export const requirementsText = (settled: Settled): string =>
  renderRequirements({
    title: settled.draft.name,
    core_value: settled.draft.core_value,
    date: settled.date,
    requirements: settled.draft.requirements,
    phases: Object.fromEntries(
      numbered(settled).flatMap(({ number, requirements }) => requirements.map((id) => [id, number])),
    ),
  });

/** `ROADMAP.md`: phases with what can be observed when they are done. `before`: that of the milestones before this one. */
export function roadmapText(settled: Settled, before: string | null = null): string {
  const { draft, version, first } = settled;
  const phases = numbered(settled);
  if (before === null) return renderRoadmap({ title: draft.name, overview: draft.summary, phases });
  return withLines(before, (lines) => {
    const place = sectionAt(lines, /^progress\b/i);
    const table = place === null ? null : tableIn(lines, ["phase", "status"], place.at);
    if (table !== null) {
      const cells: Record<string, string> = { "plans complete": "0/TBD", status: "Not started", milestone: version };
      const row = ({ number, name }: NewPhase): string =>
        rowText(table.columns.map((column) => (column === "phase" ? `${number}. ${name}` : (cells[column] ?? "-"))));
      lines.splice((table.rows.at(-1) ?? table.header + 1) + 1, 0, ...phases.map(row));
    }
    const numbers = phases.length === 1 ? `Phase ${first}` : `Phases ${first}-${first + phases.length - 1}`;
    const section = [
      `- 🚧 **${version} ${inline(draft.name)}** - ${numbers} (in progress)`,
      "",
      ...phases.map(phaseLine),
      "",
      ...phases.flatMap((phase) => [...phaseSection(phase), ""]),
    ];
    if (place === null) lines.push("", ...section);
    else lines.splice(place.at, 0, ...section);
  });
}

/** `STATE.md` of a milestone of which nothing is done yet. */
export function newState({ draft, phases, first, version, at }: Settled): NewState {
  return {
    milestone: { version, name: draft.name },
    phase: { number: `${first}`, name: phases[0]!.name },
    plan: null,
    status: "Ready to plan",
    phases: { done: 0, total: phases.length },
    plans: { done: 0, total: 0 },
    now: at,
    last: "Roadmap written",
    stopped_at: "Roadmap written",
    decisions: [],
    blockers: [],
  };
}
