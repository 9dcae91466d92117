import { treeNow } from "../../record/subject.ts";
import type { Check } from "../contract/contract.ts";
import { isUnread, UNREAD, unshownIn, unshownLine } from "../unshown.ts";
import { mergedFindings, testsReader } from "./merged.ts";

/** Sums up what the reviewers found: one list, with the tests of it, and what nobody read. */
export const sumUp: Check = async (scene) => {
  const testOf = testsReader(scene);
  const findings = mergedFindings(scene).filter(
    ({ state }) => state === "open" || state === "outside",
  );
  const open = findings.filter(({ state }) => state === "open");
  return {
    outcome: open.length > 0 ? "found" : isUnread(scene.run) ? UNREAD : "pass",
    facts: { open: open.map(({ number }) => String(number)) },
    tree: treeNow(scene),
    record: {
      findings: findings.map((one) => ({ ...one, test: testOf(one) })),
      unread: unshownIn(scene.run).map(unshownLine),
    },
  };
};
