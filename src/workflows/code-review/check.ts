import { treeNow } from "../../record/subject.ts";
import type { Check } from "../contract/contract.ts";
import { isUnread, UNREAD, unshownIn, unshownLine } from "../unshown.ts";
import { mergedFindings } from "./merged.ts";

/** Sums up what the reviewers found: one list, what was refuted, and what nobody read. */
export const sumUp: Check = async (scene) => {
  const all = mergedFindings(scene);
  const findings = all.filter(({ state }) => state === "open" || state === "outside");
  const open = findings.filter(({ state }) => state === "open");
  return {
    outcome: open.length > 0 ? "found" : isUnread(scene.run) ? UNREAD : "pass",
    facts: { open: open.map(({ number }) => String(number)) },
    tree: treeNow(scene),
    record: {
      findings,
      refuted: all.filter(({ state }) => state === "refuted" || state === "withdrawn").length,
      unread: unshownIn(scene.run).map(unshownLine),
    },
  };
};
