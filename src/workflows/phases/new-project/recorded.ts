import type { Run } from "../../../engine/run.ts";
import { accepted } from "../../../record/accepted.ts";
import { oneLine, plural } from "../../../text.ts";
import type { QuestionLines } from "../../contract/contract.ts";
import { PLANNING, WORK } from "../paths.ts";
import { type At, recordOf } from "../recorded.ts";
import type { Field, ProjectDraft, RoadmapDraft } from "./kinds.ts";
import type { lookAround } from "./survey.ts";

/** What a run of `new-project` has on record, and where. */

/** Of a run of `new-project`: its files, relative to the project, and names. */
export const DRAFT = `${WORK}/project.json`;
export const ROADMAP_DRAFT = `${WORK}/roadmap.json`;
export const RESEARCH = `${WORK}/research/`;
export const SYNTHESIS = `${WORK}/synthesis.md`;

/** The fields of research. */
export const RESEARCH_FIELDS = ["stack", "features", "architecture", "pitfalls"];

/** What the program found before anybody was asked. */
type ProjectSurvey = ReturnType<typeof lookAround>["found"];

export const SURVEY = "project-survey";

export const surveyOf = (at: At): ProjectSurvey | null => recordOf(at, SURVEY);

/** What the project is, as it was accepted last; null before that. */
export const draftOf = (at: At): ProjectDraft | null => {
  const draft = recordOf<ProjectDraft>(at, "project-draft");
  // As it was written: a list that may be left out is filled in by the schema alone.
  return draft && { ...draft, questions: draft.questions ?? [] };
};

/** The roadmap as it was accepted last, also one that the person wants changed. */
export const roadmapOf = ({ project, run }: At): RoadmapDraft | null =>
  accepted(
    project,
    run.tasks.findLast((task) => task.schema === "project-roadmap" && task.artifact !== null)
      ?.artifact ?? null,
  );

/** Nobody is asked where an answer can be assumed. */
export const assumes = (run: Pick<Run, "auto" | "options">): boolean =>
  run.auto || run.options.mode === "yolo";

/** What the draft settles and nobody has said. */
export const assumptionsOf = (draft: ProjectDraft): string[] => [
  ...(Object.entries(draft) as [Field, ProjectDraft[Field]][])
    .filter(([, one]) => typeof one === "object" && "from" in one && one.from === "assumed")
    .map(([field, { points }]) => `${field.replaceAll("_", " ")}: ${points.join("; ")}`),
  ...draft.assumptions,
];

/** What the person approves, a line for each phase; its criteria stand in the file. */
export function roadmapLines(at: At): QuestionLines {
  const { first = 1, foreign = null } = surveyOf(at) ?? {};
  const before = first - 1;
  const lines = (roadmapOf(at)?.phases ?? []).map(
    ({ name, goal, requirements, criteria, depends_on, done }, index) => {
      const after = depends_on.map((one) => before + one).join(", ");
      const parts = [
        ...(done ? ["done before"] : []),
        requirements.join(", "),
        plural(criteria.length, "criterion", "criteria"),
      ];
      return oneLine(
        `${before + index + 1} ${name} (${[...parts, ...(after === "" ? [] : [`after ${after}`])].join("; ")}): ${goal}`,
      );
    },
  );
  const moved = foreign && `What is in ${PLANNING}/ now moves to ${foreign.to}/, unchanged`;
  return { lines: [...lines, ...(moved === null ? [] : [moved])], file: ROADMAP_DRAFT };
}
