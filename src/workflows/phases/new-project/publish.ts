import { fold, given, plural } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { result } from "../../execute/checks/workspace.ts";
import { MAP, mapOf } from "../map/publish.ts";
import { CONFIG, GITKEEP, PHASES, PLANNING, PROJECT, REQUIREMENTS, ROADMAP } from "../paths.ts";
import { renderConfig } from "../planning/documents/config.ts";
import { projectText as writtenProject } from "../planning/documents/project.ts";
import { requirementsText as writtenRequirements } from "../planning/documents/requirements.ts";
import {
  type PhaseFields,
  ROADMAP_KIND,
  roadmapText as writtenRoadmap,
} from "../planning/documents/roadmap.ts";
import { CannotEdit } from "../planning/edit.ts";
import { applyChanges, type FileEdit, keepExisting } from "../planning/files.ts";
import { foldersOf } from "../planning/read.ts";
import { type At, pageOf } from "../recorded.ts";
import { made, onRecord, Stopped } from "../stopped.ts";
import { configOf } from "./config-questions.ts";
import { displaceForeign } from "./foreign.ts";
import { assumptionsOf, draftOf, roadmapOf, SYNTHESIS, surveyOf } from "./recorded.ts";

/** What was approved becomes `.planning`. Nothing that is there already is written over. */

/** A file that is new, or written already by an attempt that was broken off. */
const fresh = (path: string, text: string): FileEdit => ({
  path,
  edit(before) {
    if (before === null || before === text) return text;
    throw new CannotEdit("found a file that was not there before, expected none; move it away");
  },
});
/** The roadmap: new, in that of earlier milestones, or written already. */
function planned(before: string | null, settled: Settled): string {
  if (before === null) return roadmapText(settled);
  return ROADMAP_KIND.edit(before, (fields) => {
    const { milestone, phases } = roadmapOfProject(settled);
    const namesOf = (all: readonly { name: string }[]): string => all.map((one) => one.name).join();
    if (fields.phases.length === 0) return { ...fields, milestone, phases };
    if (namesOf(fields.phases) === namesOf(phases)) return fields;
    throw new CannotEdit("found phases that were not there before, expected none");
  });
}

function changesOf(at: At, settled: Settled): FileEdit[] {
  const documents = [
    { path: `${PLANNING}/research/RESEARCH.md`, text: pageOf(at, SYNTHESIS, "# Research") },
    { path: MAP, text: mapOf(at) },
  ];
  return [
    ...documents.flatMap(({ path, text }) => (text === null ? [] : [keepExisting(path, text)])),
    // One that was there has answered what a run settles.
    keepExisting(CONFIG, renderConfig(settled.config)),
    (settled.survey.described ? keepExisting : fresh)(PROJECT, projectText(settled)),
    fresh(REQUIREMENTS, requirementsText(settled)),
    // Git keeps no empty folder, and GSD's tool fails without this one.
    keepExisting(GITKEEP, ""),
    // The last one: with it the project is there.
    { path: ROADMAP, edit: (before) => planned(before, settled) },
  ];
}

export const publish: Check = async (scene, task) => {
  const { root } = scene.project;
  const settled = settledBy(scene);
  const { foreign } = settled.survey;
  if (foreign !== null) displaceForeign(root, foreign);
  // Those of an earlier milestone may have stayed.
  if (foldersOf(root, []).some(({ number }) => Number.parseInt(number, 10) >= settled.first))
    throw new Stopped(
      `${PHASES}: found phases that were not there before, expected none; move them away`,
    );
  const written = made(applyChanges(root, changesOf(scene, settled)));
  const { first, version } = settled;
  const facts = { phases: settled.phases.length, first, version };
  // The roadmap first, and not research and maps: a report names only some.
  const paths = [...written.toReversed(), ...(foreign === null ? [] : [`${foreign.to}/`])];
  return result(task, "pass", { facts: { ...facts, paths }, files: written });
};

/** The files of a new project, from what was accepted. Pure. */

type Draft = Settled["draft"];
type Scope = Draft["requirements"][number]["scope"];

const ofScope = ({ requirements }: Draft, scope: Scope): Draft["requirements"] =>
  requirements.filter((requirement) => requirement.scope === scope);

/** `PROJECT.md`: what the project is, what it must do, what was decided and what is assumed. */
export function projectText({ draft, decisions, survey, date }: Settled): string {
  const out = ofScope(draft, "out").map(({ text }) => text);
  const code = `The project began with ${plural(survey.code, "file")} of code; .planning/codebase/ maps them`;
  const assumed = assumptionsOf(draft);
  return writtenProject({
    title: draft.name,
    summary: draft.summary,
    core_value: draft.core_value,
    validated: [],
    active: ofScope(draft, "v1").map(({ id, text }) => ({ id, text })),
    out_of_scope: [...draft.non_goals.points, ...out],
    context: survey.code > 0 ? [code] : [],
    constraints: draft.constraints.points,
    scope: draft.scope.points,
    stack: draft.stack.points,
    success_criteria: draft.success_criteria.points,
    timeline: draft.timeline.points,
    assumptions: [
      ...given(assumed.length > 0, "Nobody said what follows; correct what is wrong"),
      ...assumed,
    ],
    decisions: decisions.map((decision) => ({
      decision: `${decision.asked} → ${decision.said}`,
      rationale: "Said by the person",
      outcome: "— Pending",
    })),
    updated: `${date} after initialization`,
  });
}

/** `REQUIREMENTS.md`: what is built now, what comes later, and which phase has which. */
export function requirementsText(settled: Settled): string {
  const { draft, date } = settled;
  const { phases } = roadmapOfProject(settled);
  const requirements = draft.requirements.map((requirement) => ({
    ...requirement,
    done: phases.some((phase) => phase.done && phase.requirements.includes(requirement.id)),
    phase: phases.find(({ requirements: ids }) => ids.includes(requirement.id))?.number,
    group: undefined,
  }));
  const { name: title, core_value } = draft;
  return writtenRequirements({ title, defined: date, core_value, requirements });
}

/** Its roadmap, with the phases as they are numbered in the project. */
function roadmapOfProject({ draft, version, phases, first }: Settled) {
  return {
    title: draft.name,
    overview: draft.summary,
    milestone: { version, name: draft.name },
    phases: phases.map(
      (phase, at): PhaseFields => ({
        ...phase,
        number: `${first + at}`,
        name: fold(phase.name),
        depends_on: phase.depends_on.map((number) => `${first + number - 1}`),
        risk: phase.risk ?? undefined,
        done: phase.done ?? false,
        completed: undefined,
      }),
    ),
  };
}

/** `ROADMAP.md`: phases with what can be observed when they are done. */
export const roadmapText = (settled: Settled): string => writtenRoadmap(roadmapOfProject(settled));

/** All that the files of a new project are made of. */
export type Settled = ReturnType<typeof settledBy>;

/** What a run of `new-project` came to. @throws Stopped where some of it is not kept any more */
export function settledBy(at: At) {
  const { run } = at;
  const survey = onRecord(surveyOf(at));
  return {
    draft: onRecord(draftOf(at)),
    /** Numbered by their order, from 1. */
    phases: onRecord(roadmapOf(at)).phases,
    /** Number that the first of them has in the project. */
    first: survey.first,
    /** The milestone, such as `v1.0`. */
    version: survey.version,
    survey,
    config: configOf(run.options),
    /** What the person was asked about the project, and said. */
    decisions: run.decisions.flatMap(({ asked, text }) =>
      asked === null || text === null ? [] : [{ asked, said: text }],
    ),
    /** The same however often the files are written. */
    date: run.created_at.slice(0, 10),
  };
}
