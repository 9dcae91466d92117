import { fence, oneLine } from "../../text.ts";
import type { BriefPart } from "../contract/contract.ts";
import { briefsOf } from "../kit/brief.ts";
import type { BriefText } from "../kit/stages/stages.ts";
import { CODE_WORK } from "../review/own-work.ts";
import { PRINCIPAL, partText, TESTS } from "./areas.ts";
import { CONTEXT, LESSONS } from "./paths.ts";
import type { BriefFacts } from "./record/facts.ts";

/**
 * What each brief of the workflow says: what to do now, and what its agent has to know for it. The
 * agent's own file says how.
 */

type Said = string | ((facts: BriefFacts) => string);

const place = ({ workdir }: BriefFacts): string =>
  workdir === null
    ? ""
    : ` Work in ${workdir}, a checkout of your own, and change nothing elsewhere but the file that you hand in.`;

/** What is an owner's, by the item of its fix. */
const owned = (item: string | null): string =>
  item === TESTS ? "your tests" : item === PRINCIPAL ? "any area" : `the area ${item}`;

const beside = ({ isShared }: BriefFacts): string =>
  isShared
    ? " Other owners build theirs at the same time, before you or after you: rely on the contracts that you all read. What is red for want of their part alone is no fault of yours, and no open point."
    : "";

/**
 * What is said to whoever does the same again in this run, by the brief: to authors, and to those
 * who review.
 */
const REWORK =
  " You have done this before in this run, and it has to change: below stands what was decided or found wrong. Work that in and nothing else; all else stays as it is, also numbers and words of criteria, and an open question that has its answer is left out.";
const LOOK_AGAIN =
  " You have looked before in this run: first each of your blockers, if any stand below, in what is there now, then what changed since and what that brought; what is new to you, read whole. Your earlier verdict no longer counts.";
const againText = (name: string): string =>
  ["team-brief", "design", "qa"].includes(name) ? REWORK : REVIEWS.includes(name) ? LOOK_AGAIN : "";
const REVIEWS = ["scope", "security", "peer-review"];

/** What a reviewer does of the parts at which others look, too. */
const ownWork = ({ places }: BriefFacts): string =>
  CODE_WORK.map((work, at) => {
    const own = [...places].flatMap(([part, place]) =>
      place !== null && place % CODE_WORK.length === at ? part : [],
    );
    return own.length === 0 ? "" : ` In ${own.join(", ")}: ${work}`;
  }).join("");

/** Briefs of those who look back. */
export const LOOKING_BACK = ["retro", "lessons"];
/**
 * These open no other files than those of their tasks, and get them shown; each other role opens
 * code with them.
 */
export const SHOWN = [...REVIEWS, "signoff", "summary", "lessons"];
/** They get what failed, as the program saw it. */
const MENDING = ["fix-checks", "fix-outdated", "fix-team-tests"];

/** By the name that a gate gives its brief. */
export const TEXTS: Record<string, Said> = {
  "team-brief": "Write the feature brief for the request.",
  design:
    "Draft the design that meets every criterion of pipeline/brief.md. It is approved after the notes of all owners.",
  notes: ({ item }) =>
    `Say what has to change in the draft of the design before your area, ${item}, can build it.`,
  answers:
    "Answer each note of the owners (below), work what you take into the design, and approve it.",
  scope: "Confirm that the approved design fits the brief: nothing missing, nothing beyond.",
  "design-fix":
    "The design has to change: below stands what was decided or found wrong. Mend the design, all else stays, and approve it again.",
  clarify:
    "Answer each open question (below) before the work goes on. A criterion changes only if an answer changes what it demands.",
  build: (facts) =>
    `Build the area ${facts.item}'s part of what is asked for; try it, and run the tests.${beside(facts)}${place(facts)}`,
  "fix-merge": (facts) =>
    `What you built for the area ${facts.item} does not merge with the work of others (both sides below). Change yours so that what both sides meant holds, and run the tests.${place(facts)}`,
  "fix-checks": ({ item }) =>
    `The program's checks before the reviews failed (below). Mend what ${owned(item)} causes of it, and run them again; if nothing of it is yours, change nothing.`,
  "fix-outdated":
    "Tests that passed before the build fail now (below). Judge each by what is asked for: one that contradicts what is wanted now is changed to what that says, or removed with what it tested. Any other of them is right: leave it red, and name it in `open_points` with the owner whose code breaks it. What failed before the build, too, is left as it is.",
  "fix-security": ({ item }) =>
    `The security review holds the change back (below). Close each way in through the area ${item}, or decline an entry that is wrong, and run the tests.`,
  "fix-review": ({ item }) =>
    `Reviewers asked for changes in the area ${item}, or a ruling says what has to change (below). Mend each entry, or decline one that is wrong, and run the tests.`,
  "fix-team-tests": ({ item }) =>
    `Tests, lint or types that the program ran fail (below). Mend what ${owned(item)} causes of it, and run them again; if nothing of it is yours, change nothing.`,
  security: "Review the change for what an attacker could do with it.",
  "peer-review": (facts) =>
    `Review the work of other owners: ${facts.reviews.map(partText).join(", ")}.${facts.reviews.length > 1 ? " Each area gets a verdict of its own." : ""}${facts.reviews.every((review) => review === TESTS) ? "" : " Tests of the criteria are dev-qa's, and may come after this review."}${ownWork(facts)}`,
  ruling:
    "A contradiction needs your ruling (below). Where the person has decided, carry that out; else decide by what was asked for. Mend the design, where you read one, wherever it says otherwise, and say which owner changes what.",
  qa: (facts) =>
    `Show ${facts.criteria.length > 0 ? "for each criterion, by a test of its own, whether it is met" : "by tests whether what the request asks for is there"}, and run all tests.`,
  signoff:
    "Decide whether the feature is what was asked for, by pipeline/test-report.md and the tests that it names.",
  summary: ({ undecidedDeploy }) =>
    `The feature is deployed${undecidedDeploy ? ", and nothing could tell whether it works there: say so" : ""}; pipeline/gates/stage-08.json says how. Write the summary for the people who asked for it.`,
  retro:
    "The feature is through. Look back at your own tasks of this run: the files under pipeline/ say what came of them. Give the few points that others can learn from, if any.",
  lessons:
    "All roles have looked back: pipeline/retrospective.md. Promote what later runs of this project should know, and reinforce lessons of earlier runs, if any stand below, that this run has proved again.",
};

/**
 * By the name that a gate gives its brief: what to do, then what code, people or other roles said
 * that it needs.
 */
export const BRIEFS = briefsOf(
  Object.fromEntries(
    Object.entries(TEXTS).map(([name, words]): [string, BriefText<BriefFacts>] => [
      name,
      {
        work: (facts) =>
          `You are ${facts.role}. ${typeof words === "string" ? words : words(facts)}${facts.again ? againText(name) : ""}${facts.first.length === 0 ? "" : ` Read first: ${facts.first.join(", ")}.`}`,
        more: (facts) => [
          ...(LOOKING_BACK.includes(name) ? [] : material(facts)),
          { title: "Open warnings", body: bullets(facts.warnings.map(warningText)) },
          { title: "Lessons of earlier runs", body: bullets(facts.lessons) },
        ],
        ...(MENDING.includes(name) && { failures: true }),
        use(path) {
          // The words before and a part of its own tell them.
          if ([CONTEXT, LESSONS].includes(path)) return "none";
          // Of whoever looks back their own files are what it needs.
          return name === "retro" ? "there" : SHOWN.includes(name) ? "shown" : "opened";
        },
      },
    ]),
  ),
);

const bullets = (lines: string[]): string => lines.map((line) => `- ${oneLine(line)}`).join("\n");
const quoted = (entries: { by: string; text: string }[]): string =>
  entries.map(({ by, text }) => `From ${by}:\n${fence(text)}`).join("\n");
const code = (globs: readonly string[]): string =>
  globs.map((glob) => `\`${oneLine(glob)}\``).join(", ");
const warningText = ({ id, text }: BriefFacts["warnings"][number]): string => `${id}: ${text}`;

/** Both sides of what does not merge. */
const bothSides = ({
  path,
  against,
  ours,
  theirs,
}: BriefFacts["conflicts"][number]): [title: string, body: string][] =>
  (
    [
      ["you have", ours],
      [`${against} has`, theirs],
    ] as const
  ).map(([whose, text]) => [
    `${oneLine(path)} as ${whose} it`,
    text === null ? "deleted, or not text" : fence(text),
  ]);

/** What the briefs of those tell who work on the feature; a part without content has no body. */
function material(facts: BriefFacts): BriefPart[] {
  const areas = Object.entries(facts.areas).map(([name, globs]) => `- ${name}: ${code(globs)}`);
  const declined = facts.declined.map(({ by, text, reason }) => ({
    by,
    text: `${text}\nDeclined, because: ${reason}`,
  }));
  const parts: [title: string, body: string][] = [
    // pm has to do with what is wanted, not with who builds it.
    ["Areas", facts.role === "pm" ? "" : areas.join("\n")],
    ["Open questions", bullets(facts.openQuestions)],
    [
      "Notes of the owners",
      facts.notes.length === 0
        ? ""
        : fence(bullets(facts.notes.map(({ name, note }) => `${name}: ${note}`))),
    ],
    ["As you have written it before", facts.before === "" ? "" : fence(facts.before, "markdown")],
    ["Found wrong or decided", quoted(facts.blockers)],
    ["Declined by owners: look anew, and approve without it if they are right", quoted(declined)],
    [
      "Tests that passed before the build and failed on this change; dev-qa has looked at them since, and how they run now stands below",
      bullets(facts.rejudged),
    ],
    [
      "Left open by owners as they handed in; later work may have done it",
      quoted(facts.openPoints),
    ],
    ...facts.conflicts.flatMap(bothSides),
  ];
  return parts.map(([title, body]) => ({ title, body }));
}
