import { baseOf } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import type { ArtifactKind } from "../contract/contract.ts";
import { resultKind } from "../kit/artifacts/result.ts";
import { treeReview } from "../kit/artifacts/tree-review.ts";
import type { KitFacts } from "../kit/facts.ts";
import { notSmall } from "../small/not-small.ts";
import { changeUnderRules } from "../small/rules.ts";
import { isQuick, type QuickFacts } from "./quick.ts";
import { GROUND } from "./record.ts";

/** Why what a quick run has changed up to this tree is nothing small. @throws TreeUnreadable */
function outgrown(scene: Scene, tree: string | null): QuickFacts {
  if (!isQuick(scene.run)) return {};
  const base = baseOf(scene.run);
  if (base === null || tree === null) return { outgrown: "the diff is unknown" };
  // Whoever made it: the main thread's own commands look like a person's.
  const why = notSmall(changeUnderRules(scene, base, tree));
  return why === null ? {} : { outgrown: why };
}

/**
 * A kind whose artifacts say beside their outcome whether the change is nothing small. `when`:
 * those that do.
 */
function measured<T>(
  kind: ArtifactKind<T, KitFacts>,
  when: (outcome: string) => boolean,
): ArtifactKind<T, KitFacts> {
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
// What came after the last result is in none: an approval is measured as it stands.
export const codeReview = measured(treeReview(GROUND), (outcome) => outcome === "approved");
