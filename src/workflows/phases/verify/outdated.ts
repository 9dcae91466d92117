import type { Scene } from "../../../record/scene.ts";
import { hasNamed } from "../../execute/plan/plan.ts";
import { outdating } from "../../execute/plan/plan-rules.ts";
import { changesOf, lastCommitOf, planCommits } from "../execute/history.ts";
import { filesOfPlan } from "../execute/tasks.ts";
import { isThere } from "../planning/files.ts";
import type { PhasePlan } from "../planning/model.ts";
import type { PhaseAt } from "../routes/phase-found.ts";
import { type Criteria, nameOf, type Survey } from "./recorded.ts";
import { uncommitted } from "./seen.ts";

/**
 * Commands of plans that failed, and files of them that are not there, where a later plan of the
 * phase has changed or taken away as its own what they are about, and nobody has since: with why.
 * What was open before that plan stays open.
 */
export function outdatedIn(
  { project }: Pick<Scene, "project">,
  { plans, folder }: PhaseAt,
  survey: Survey,
  { commands, missing }: Pick<Criteria, "commands" | "missing">,
): { id: string; why: string }[] {
  const { root } = project;
  const dirty = uncommitted(project)?.map(({ path }) => path);
  if (dirty === undefined) return [];
  const commits = planCommits(
    root,
    plans.map(({ id }) => id),
    "checkout",
  );
  /** What was changed after the last of these plans. */
  const changedAfter = (own: readonly PhasePlan[]) => {
    const last = commits.findLastIndex(({ plan }) => own.some(({ id }) => id === plan));
    return (last < 0 ? [] : commits.slice(last + 1)).flatMap(({ commit, plan }) => {
      const isOwn = hasNamed({ files: filesOfPlan(plans.find(({ id }) => id === plan)!) });
      return [...changesOf(root, [commit]).keys()]
        .filter(
          (path) => isOwn(path) && !dirty.includes(path) && lastCommitOf(root, path) === commit,
        )
        .map((path) => ({ path, plan, isGone: !isThere(root, path) }));
    });
  };
  const wasShown = ({ plan }: PhasePlan): boolean =>
    folder.summaries.some((summary) => summary.plan === plan && summary.self_check !== "unchecked");
  const isNew = (id: string): boolean => survey.before?.gaps.includes(nameOf(id, survey)) !== true;
  const finding = (id: string, [first]: ReturnType<typeof changedAfter>) =>
    first === undefined || !isNew(id)
      ? []
      : [
          {
            id,
            why: `plan ${first.plan} has since ${first.isGone ? "deleted" : "changed"} ${first.path}, as its own`,
          },
        ];
  return [
    ...commands.flatMap(({ id, command, state }) => {
      const own = plans.filter(({ tasks }) =>
        tasks.some((task) => task.commands.includes(command)),
      );
      const isMust = survey.musts.some((must) => must.commands.includes(command));
      const isOver = ["passed", "not_run"].includes(state);
      return isOver || isMust || !own.every(wasShown)
        ? []
        : finding(id, outdating(command, changedAfter(own)));
    }),
    ...survey.artifacts.flatMap(({ id, path }) => {
      const own = plans.filter(({ must_haves }) =>
        must_haves.artifacts.some((artifact) => artifact.path === path),
      );
      return missing.includes(id)
        ? finding(
            id,
            changedAfter(own).filter((one) => one.isGone && one.path === path),
          )
        : [];
    }),
  ];
}
