import type { Run } from "../../engine/run.ts";
import { changedFiles } from "../../project/changes.ts";
import { denyList } from "../../project/deny-list.ts";
import { treeStore } from "../../project/project.ts";
import { baseOf } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import type { ArtifactKind } from "../contract/contract.ts";
import type { KitFacts } from "../kit/facts.ts";
import { resultKind } from "../kit/result.ts";
import { treeReview } from "../kit/tree-review.ts";
import { notSmall } from "../small/not-small.ts";
import { ruledFiles } from "../small/rules.ts";
import { isQuick, type QuickFacts } from "./quick.ts";
import { GROUND } from "./record.ts";

/** The tree before the first work of the run, also before one that counts no more: what that left is in the project. */
function firstBase(run: Run): string | null {
  const first = run.tasks.find((task) => task.edits !== null && task.base !== null);
  return first?.void ? first.base : baseOf(run);
}

/** Why what a quick run has changed up to this tree is nothing small. @throws TreeUnreadable */
function outgrown({ project, run }: Scene, tree: string | null): QuickFacts {
  if (!isQuick(run)) return {};
  const base = firstBase(run);
  if (base === null || tree === null) return { outgrown: "the diff cannot be told" };
  const scratch = treeStore(project);
  const changed = changedFiles(project.root, base, tree, scratch);
  const of = { root: project.root, from: base, to: tree, scratch };
  const why = notSmall(changed, ruledFiles(of, changed, denyList(run.settings.secrets)));
  return why === null ? {} : { outgrown: why };
}

/** A kind whose artifacts say beside their outcome whether the change is nothing small. `when`: those that do. */
function measured<T>(kind: ArtifactKind<T, KitFacts>, when: (outcome: string) => boolean): ArtifactKind<T, KitFacts> {
  return {
    ...kind,
    check: (value, scene, task, subject) => {
      const checked = kind.check(value, scene, task, subject);
      return checked.problems.length > 0 || !when(checked.outcome)
        ? checked
        : { ...checked, facts: { ...checked.facts, ...outgrown(scene, subject) } };
    },
  };
}

export const implResult = measured(resultKind(GROUND), () => true);
// What came behind the last result is in none: an approval is measured as it stands.
export const codeReview = measured(treeReview(GROUND), (outcome) => outcome === "approved");
