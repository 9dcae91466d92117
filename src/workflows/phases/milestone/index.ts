import { oneLine, plural, titleOf } from "../../../text.ts";
import { again, stop, waive } from "../../contract/asks.ts";
import type { Resolved } from "../../contract/contract.ts";
import type { KitFacts } from "../../kit/facts.ts";
import { again as againWords, stop as stopWords } from "../../words.ts";
import { check, checkpoint, inTurn, produce } from "../gates.ts";
import type { Part } from "../part.ts";
import { MILESTONES } from "../paths.ts";
import { factsOf } from "../recorded.ts";
import { CONSENT, moved, VERIFIER } from "../verify/index.ts";
import { GATE } from "../verify/recorded.ts";
import { factLines } from "../words.ts";
import type { Milestone } from "./checks.ts";
import { MILESTONE_SURVEY, milestoneOf } from "./recorded.ts";

/**
 * `audit-milestone`: how its phases work together. `complete-milestone`: all of it is done and
 * verified, then it goes into the archive.
 */

const WORDS = /^(?:v?(\d{1,4}(?:\.\d{1,4}){0,2})(?:\s+|$))?(.*)$/s;
const MAX_NAME = 80;

/**
 * What begins with a version such as `v1.0`, and the milestone's name; both may be left out.
 * `what`: the request without them.
 */
function startOf(entry: string, request: string, what: string): Part["start"] {
  const resolves = (_root: string, typed: string): Resolved => {
    const [, version, words = ""] = WORDS.exec(typed.trim()) ?? [];
    const name = titleOf(oneLine(words), MAX_NAME);
    const options = { ...(version && { version: `v${version}` }), ...(name && { name }) };
    return { ok: true, entry, request: typed.trim() || what, options };
  };
  return { request, strict: true, bare: true, resolves: () => resolves };
}

const milestoneLines = ({ version, name, phases, plans, audit }: Milestone): string[] => [
  `${version} ${name}: ${plural(phases.length, "phase")}, ${plural(plans, "plan")}`,
  `Roadmap, requirements and the phases' folders go to ${MILESTONES}/${version}-…`,
  "PROJECT.md gets what was built and decided; what you wrote there stays",
  ...(audit === undefined ? [] : [audit]),
];

export const completeMilestone: Part = {
  start: startOf("complete-milestone", "<version> <name>", "Complete the milestone"),
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

/**
 * Looks at all phases as `verify-work` looks at one: commands, verifier and what counts as evidence
 * are the same.
 */
export const auditMilestone: Part<KitFacts> = {
  start: startOf("audit-milestone", "<version>", "Audit the milestone"),
  gates: inTurn("audit", [
    check({ key: GATE.survey, title: "Look at the milestone", who: { program: "audit-survey" } }),
    { ...CONSENT, when: "auditLooks" },
    check({ key: GATE.criteria, title: "Run commands of all criteria", when: "auditLooks" }),
    produce({
      ...VERIFIER,
      title: "Check the phases together",
      brief: "audit-milestone",
      when: "auditLooks",
    }),
    check({ key: "milestone-audit", title: "Write the audit", on: { moved } }),
  ]),
  // Of work that is open nobody is paid to say that it is.
  rules: { auditLooks: (run) => factsOf<{ open: number }>(run, GATE.survey).open === 0 },
  checks: async () => ({
    "audit-survey": (await import("./audit.ts")).survey,
    "milestone-audit": (await import("./audit.ts")).publish,
  }),
  skipReasons: { auditLooks: "it has open phases" },
};
