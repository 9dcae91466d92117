import * as z from "zod/mini";
import { fold } from "../../../../text.ts";
import { loose, optional, planningDocument, singleLine } from "../document.ts";
import { CannotEdit, entry, inline, newSections, paragraphs, titleLine } from "../edit.ts";
import { telling } from "../files.ts";
import type { PhaseNumber, Problem, RoadmapPhase } from "../model.ts";
import { byNumber, plainNumber, samePhase, twinsOf } from "../numbers.ts";
import { namesList, or, words } from "./plan.ts";

/** `ROADMAP.md`: its phases, and the milestone that they belong to. */

const number = z.pipe(
  z
    .pipe(z.union([z.string(), z.number()]), z.transform(String))
    .check(z.regex(/^\d{1,4}(?:\.\d{1,3})*$/, "a phase's number, such as 2 or 2.1")),
  z.transform(plainNumber),
);
const phaseFields = loose({
  number,
  name: singleLine,
  goal: or(singleLine, ""),
  /** What can be observed once it is done, in order. */
  criteria: z.pipe(
    words,
    z.transform((all) => all.map(fold)),
  ),
  /** Ids of requirements. */
  requirements: namesList,
  /** Numbers of phases that have to be done before it. */
  depends_on: or(z.array(number), []),
  risk: optional(singleLine),
  done: or(z.boolean(), false),
  /** The day, where it is known. */
  completed: optional(z.string()),
});
const milestoneFields = loose({ version: z.string(), name: or(singleLine, "") });
const roadmapFields = loose({
  title: or(singleLine, ""),
  overview: optional(z.string()),
  /** The one that the phases belong to. */
  milestone: optional(milestoneFields),
  /** Those that are over. `phases`: such as `Phases 1-3`. */
  shipped: optional(
    z.array(loose({ version: z.string(), name: singleLine, phases: singleLine, date: singleLine })),
  ),
  phases: or(z.array(phaseFields), []),
});
type RoadmapFields = z.infer<typeof roadmapFields>;
type Shipped = NonNullable<RoadmapFields["shipped"]>[number];
export type PhaseFields = z.infer<typeof phaseFields>;

const phaseTitle = ({ number: of, name }: Pick<PhaseFields, "number" | "name">): string =>
  `Phase ${of}: ${inline(name)}${of.includes(".") ? " (INSERTED)" : ""}`;

const phaseLine = (phase: PhaseFields): string => {
  const date = phase.done && phase.completed ? ` (completed ${phase.completed})` : "";
  return `- [${phase.done ? "x" : " "}] **${phaseTitle(phase)}** - ${inline(phase.goal)}${date}`;
};

const phaseSection = (phase: PhaseFields): [heading: string, lines: string[]] => {
  const { goal, depends_on, requirements, risk, criteria } = phase;
  const after = depends_on.map((one) => `Phase ${one}`).join(", ");
  return [
    `### ${phaseTitle(phase)}`,
    [
      `**Goal:** ${inline(goal)}`,
      `**Depends on:** ${after || "Nothing"}`,
      ...(requirements.length === 0 ? [] : [`**Requirements:** ${requirements.join(", ")}`]),
      ...(risk === undefined ? [] : [`**Risk:** ${inline(risk)}`]),
      ...(criteria.length === 0 ? [] : ["**Success Criteria** (what must be TRUE):", ""]),
      ...criteria.map((criterion, at) => `  ${at + 1}. ${entry(criterion)}`),
    ],
  ];
};

function bodyOf({ title, overview, milestone, shipped = [], phases }: RoadmapFields): string {
  const sorted = phases.toSorted((one, other) => byNumber(one.number, other.number));
  const over = shipped.map(
    (one) =>
      `- ✅ **${fold(`${one.version} ${inline(one.name)}`)}** - ${one.phases} (shipped ${one.date})`,
  );
  const current = milestone && fold(`## 🚧 ${milestone.version} ${inline(milestone.name)}`);
  return [
    titleLine("Roadmap", title),
    "",
    ...newSections(
      ...(overview === undefined ? [] : [["## Overview", [paragraphs(overview)]] as const]),
      ...(over.length === 0 ? [] : [["## Milestones", over] as const]),
      ...(phases.length === 0 ? [] : [[current ?? "## Phases", sorted.map(phaseLine)] as const]),
      ...sorted.map(phaseSection),
    ),
  ].join("\n");
}

/** What boxes and headings of a body say of the phases. */
function edited(fields: RoadmapFields, lines: readonly string[]): RoadmapFields {
  for (const phase of fields.phases) {
    const called = `Phase ${RegExp.escape(phase.number)}: (.+?)(?: \\(INSERTED\\))?`;
    const goal = RegExp.escape(inline(phase.goal));
    const box = new RegExp(
      `^- \\[([ x])\\] \\*\\*${called}\\*\\* -(?: ${goal})?(?: \\(completed (\\d{4}-\\d\\d-\\d\\d)\\))?$`,
    );
    const heading = new RegExp(`^### ${called}$`);
    // An overview, which may look like a box, stands above those of the phases.
    const lastOf = (pattern: RegExp): string[] =>
      lines.map((text) => pattern.exec(text)?.slice(1)).findLast(Boolean) ?? [];
    const [mark, name, date] = lastOf(box);
    const names = [name, ...lastOf(heading)];
    if (mark !== undefined && (mark === "x") !== phase.done) {
      phase.done = mark === "x";
      phase.completed = phase.done ? date : undefined;
    }
    phase.name = names.find((one) => one !== undefined && one !== inline(phase.name)) ?? phase.name;
  }
  return fields;
}

export const ROADMAP_KIND = planningDocument({
  schema: roadmapFields,
  key: "phases",
  body: bodyOf,
  edited,
});

/** `at`: the line of its entry, from 1. */
export const phaseOf = (fields: PhaseFields, at: number) => ({
  ...fields,
  risk: fields.risk ?? null,
  completed: fields.completed ?? null,
  line: at,
});

/** What a roadmap's text says. Pure. */
export function readRoadmapText(source: string, path: string) {
  const problems: Problem[] = [];
  const tell = telling(path, problems);
  const { fields: read, head } = ROADMAP_KIND.read(source, tell);
  const fields = read ?? roadmapFields.parse({});
  const phases = fields.phases.map(
    (phase, at): RoadmapPhase => phaseOf(phase, head.lineAt(["phases", at])),
  );
  for (const [first, again] of twinsOf(phases, (one) => one.number))
    tell(
      again.line,
      `found Phase ${again.number} again (first in line ${first.line}), expected it once`,
      again.number,
    );
  if (problems.length === 0 && phases.length === 0 && fields.shipped === undefined)
    tell(null, "found no phase, expected entries below `phases:`");
  const { title, milestone } = fields;
  return { roadmap: { title, phases, milestone: milestone ?? null }, problems };
}

/** The text of a roadmap. `below`: what a person has written under its body. */
export const roadmapText = ROADMAP_KIND.text;

/** A roadmap with one of its phases changed. @throws CannotEdit */
const withPhase = (
  source: string,
  of: PhaseNumber,
  change: (phase: PhaseFields) => PhaseFields,
): string =>
  ROADMAP_KIND.edit(source, (fields) => {
    if (!fields.phases.some((phase) => samePhase(phase.number, of)))
      throw new CannotEdit(`found no Phase ${plainNumber(of)}, expected an entry of it`);
    const phases = fields.phases.map((phase) =>
      samePhase(phase.number, of) ? change(phase) : phase,
    );
    return { ...fields, phases };
  });

/** Marks a phase as done, or takes that back. `date`: of the completion, `2026-01-31`. */
export const setPhaseDone = (
  source: string,
  of: PhaseNumber,
  done: boolean,
  date: string | null = null,
): string =>
  withPhase(source, of, (phase) =>
    phase.done === done
      ? phase
      : { ...phase, done, completed: done ? (date ?? undefined) : undefined },
  );

/** What can be observed once a phase is done. */
export const setCriteria = (source: string, of: PhaseNumber, criteria: readonly string[]): string =>
  withPhase(source, of, (phase) => ({ ...phase, criteria: criteria.map(fold) }));

/** The roadmap without the phases of its milestone, which is over. One without phases stays. */
export const withShipped = (source: string, shipped: Shipped): string =>
  ROADMAP_KIND.edit(source, (fields) =>
    fields.phases.length === 0
      ? fields
      : {
          ...fields,
          milestone: undefined,
          shipped: [...(fields.shipped ?? []), shipped],
          phases: [],
        },
  );
