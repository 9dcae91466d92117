import { oneLine, plural, titleOf } from "../../../text.ts";
import { again, stop, waive } from "../../contract/asks.ts";
import type { Resolved } from "../../contract/contract.ts";
import { again as againWords, stop as stopWords } from "../../words/words.ts";
import { check, checkpoint, inTurn } from "../gates.ts";
import type { Part } from "../part.ts";
import { MILESTONES } from "../paths.ts";
import { factLines } from "../words.ts";
import type { Milestone } from "./checks.ts";
import { MILESTONE_SURVEY, milestoneOf } from "./recorded.ts";

/** `complete-milestone`: all of it is done and verified, then it goes into the archive. */

const WORDS = /^(?:v?(\d{1,4}(?:\.\d{1,4}){0,2})(?:\s+|$))?(.*)$/s;
const MAX_NAME = 80;

/** A version such as `v1.0`, and the milestone's name; both may be left out. */
function resolves(_root: string, typed: string): Resolved {
  const [, version, words = ""] = WORDS.exec(typed.trim()) ?? [];
  const name = titleOf(oneLine(words), MAX_NAME);
  return {
    ...{ ok: true, entry: "complete-milestone", request: typed.trim() || "Complete the milestone" },
    options: { ...(version && { version: `v${version}` }), ...(name && { name }) },
  };
}

const milestoneLines = ({ version, name, phases, plans }: Milestone): string[] => [
  `${version} ${name}: ${plural(phases.length, "phase")}, ${plural(plans, "plan")}`,
  `Roadmap, requirements and the phases' folders go to ${MILESTONES}/${version}-…`,
  "PROJECT.md gets what was built and decided; what you wrote there stays",
];

export const completeMilestone: Part = {
  start: { request: "<version> <name>", strict: true, bare: true, resolves: () => resolves },
  gates: inTurn("milestone", [
    check({
      key: MILESTONE_SURVEY,
      title: "Look at the milestone",
      on: { open: { ask: "milestone-open", options: { again, waive, stop } } },
    }),
    checkpoint(
      { key: "milestone-approval", title: "Approve the milestone" },
      { auto: "approve", options: { approve: { move: "next" }, stop } },
    ),
    check({ key: "milestone-archive", title: "Archive the milestone" }),
  ]),
  checks: async () => ({
    [MILESTONE_SURVEY]: (await import("./checks.ts")).survey,
    "milestone-archive": (await import("./checks.ts")).archive,
  }),
  questions: {
    "milestone-open": {
      header: "Open",
      title: () => "This milestone is not finished. Complete it anyway?",
      lines: factLines("problems"),
      options: {
        again: { ...againWords, description: "Look again after you finish it" },
        waive: {
          label: "Complete it",
          description: "With this left open; say why, MILESTONES.md records it",
        },
        stop: stopWords,
      },
    },
    "milestone-approval": {
      header: "Milestone",
      title: () => "Complete this milestone?",
      lines: (scene) => {
        const found = milestoneOf(scene);
        return { lines: found === null ? [] : milestoneLines(found), file: null };
      },
      options: {
        approve: { label: "Complete it", description: "Its files are archived" },
        stop: stopWords,
      },
    },
  },
};
