import type { Run } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { accepted, latest, objectText } from "../../record/accepted.ts";
import { getObject } from "../../store/objects.ts";
import { type Ground, letPass } from "../kit/ground.ts";
import { placeSince, type Since } from "../review/findings/fixed.ts";
import type { Plan } from "./plan.ts";
import { AS_GIVEN, DRAFT } from "./plan-file.ts";
import type { UserStory } from "./user-story.ts";

/** A run's accepted story and plan, from their objects and not from their files. */

export const storyOf = (project: Project, run: Run): UserStory | null =>
  accepted(project, latest(run, "user-story"));

export const planOf = (project: Project, run: Run): Plan | null =>
  accepted(project, latest(run, "plan"));

/**
 * Whether the story or the plan was accepted and cannot be read back: nothing can be checked
 * against it then.
 */
const isLost = (project: Project, run: Run): boolean =>
  ["user-story", "plan"].some((schema) => {
    const sha = latest(run, schema);
    return sha !== null && getObject(project.task, sha) === null;
  });

type Step = Partial<Plan["steps"][number]>;
/** A plan as it stands in its file, where lists may be missing. */
type RawPlan = Partial<Omit<Plan, "steps">> & { steps?: readonly Step[] };

/** What a step says: the order of keys is no change. */
const partsOf = ({ id, title, does, files = [], covers = [], depends_on = [] }: Step) =>
  [id, title, does, files, covers, depends_on] as const;
/** The same of a plan, without the task that wrote it and what it answers. */
const statedIn = ({
  title,
  approach,
  steps: own = [],
  test_commands = [],
  risks = [],
  questions = [],
}: RawPlan) => {
  const steps = own.map(partsOf);
  return { title, approach, steps, test_commands, risks, questions };
};

/**
 * What became of a place of the plan (`at`: a step's id; a criterion has no text of its own there).
 */
export const sinceInPlan = (before: RawPlan, now: RawPlan, at: string | null | undefined): Since =>
  placeSince([statedIn(before), statedIn(now)], ({ steps }) => steps.find(([id]) => id === at));

const LOST =
  "the story or the plan as it was accepted is gone from .task/objects; end, the person has to decide";

/** What the story and the plan tell the stages of the chain. */
export const GROUND: Ground = {
  criteria: ({ project, run }) => storyOf(project, run)?.acceptance_criteria ?? [],
  criteriaIn: "user story",
  // A plan that the person gives has their own.
  approved: (run) =>
    run.options[AS_GIVEN] === undefined
      ? letPass(run, ["story", "small-story", "grown-story", DRAFT])
      : null,
  story: ({ project, run }) => storyOf(project, run)?.title ?? null,
  lost: ({ project, run }) => (isLost(project, run) ? LOST : null),
  document: ({ project, run }) => {
    const plan = planOf(project, run);
    if (plan === null) return null;
    const steps = plan.steps.map(({ id, title, does, files = [], covers = [] }) => ({
      id,
      texts: [title, ...(does ? [does] : []), ...files],
      covers,
    }));
    const criteria = storyOf(project, run)?.acceptance_criteria ?? [];
    return { steps, criteria, text: objectText(project, latest(run, "plan")) ?? "" };
  },
  touches: ({ project, run }) => [
    ...new Set((planOf(project, run)?.steps ?? []).flatMap(({ files = [] }) => files)),
  ],
  since: ({ project, run }, before, part) => {
    const [old, now] = [accepted<Plan>(project, before), planOf(project, run)];
    return old === null || now === null ? undefined : sinceInPlan(old, now, part);
  },
};
