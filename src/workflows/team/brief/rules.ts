import type { PipelineBriefFacts } from "./facts.ts";

type Facts = PipelineBriefFacts;

const MARKDOWN_FIRST = "The first line stays as it stands, with nothing before it.";
const PATHS = "Paths are relative to the project, with forward slashes.";
const QUESTION =
  "What only the product manager can decide is one line `QUESTION: <text> @PM` in a document, outside of code fences and quotes. It is answered before anything is built.";
/** How many criteria decide most features, within what the settings allow. */
const criteriaRange = ({ maxCriteria: most }: Facts): string =>
  most < 3 ? `at most ${most}` : `3 to ${Math.min(9, most)}`;
const RETRO_SIZE = "At most five entries, each about something that happened in this run.";

/** What holds for every gate that a role writes. */
function gateRules({ warnings }: Facts): string[] {
  return [
    "`PASS`: all that was asked for is done, and `blockers` is empty. `FAIL`: it is not, and each blocker says what is missing. `ESCALATE`: a person has to decide, and a blocker says what, with the options.",
    warnings.length === 0
      ? "A warning is a limit or risk that stays. Each is carried through all later stages to the people who asked for the feature; mostly there is none."
      : "A warning is a limit or risk that stays. The open ones above go on by themselves: name one again, beginning with its id as in `W1: `, only to say more of it. Any other text is a new warning. `closed_warnings` is for one that no longer holds, with the reason; mostly it is empty.",
  ];
}

const areasOf = (facts: Facts): string =>
  Object.keys(facts.areas)
    .map((area) => `\`${area}\``)
    .join(", ");

const design = (facts: Facts): string[] => [
  "All four sections are there, none of them empty.",
  `In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has one area of ${areasOf(facts)}, and paths as globs of files that this area owns, with commas between.`,
];

const adrs = (facts: Facts): string =>
  `An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${facts.nextAdr}.`;

const verdicts = (facts: Facts): string[] => [
  MARKDOWN_FIRST,
  `One section for each of ${facts.reviews.map((area) => `\`${area}\``).join(", ")}, and no other. Each has one \`REVIEW:\` line. Keywords begin their line, without list mark or emphasis, outside of fences and quotes.`,
  "`REVIEW: CHANGES REQUESTED` needs below it at least one line `BLOCKER: <file>:<line> <what happens, and what brief or design says>`; `REVIEW: APPROVED` has none.",
  "Only where design and code contradict each other and either could be meant, write behind that blocker, each in one line: `ESCALATE: <the contradiction>`, `DECISION: <the question for the person>`, `OPTION A: <one way, with its consequence>`, `OPTION B: <the other>`; two to four options.",
  "What does not hold the change up is a remark without a keyword. Do not change any file: a reviewer that does has not reviewed.",
];

/** Which files are tests, where code knows it. */
const testFiles = ({ qa }: Facts, then: string): string[] =>
  qa.length === 0 ? [] : [`Test files are ${qa.map((glob) => `\`${glob}\``).join(", ")}. ${then}`];

const retro: Record<string, (facts: Facts) => string[]> = { retro: () => [MARKDOWN_FIRST, RETRO_SIZE] };

/** What the program checks beside the form, per kind of artifact, one line each. */
export const PIPELINE_RULES: Record<string, (facts: Facts) => string[]> = {
  ...retro,
  "stage-01": (facts) => [
    ...gateRules(facts),
    "All five sections of the brief are there. Criteria are numbered from 1 on, each once; `acceptance_criteria_count` is their number.",
    "`out_of_scope_items` are the items of Out of Scope, word for word.",
    `Most features take ${criteriaRange(facts)} criteria; more than ${facts.maxCriteria} are refused: each costs a test of its own and a place in every review.`,
    "An open question is one entry of Open Questions, for the person; it may end with `Options: <label>; <label>`, two to four. Without one the section says `None at this time.`",
  ],
  "design-draft": (facts) => [MARKDOWN_FIRST, ...design(facts), QUESTION],
  "design-notes": ({ maxNotes }) => [
    MARKDOWN_FIRST,
    `At most ${maxNotes} notes, the gravest first; what one change would mend is one note.`,
    "Each note is one entry that begins with `- `, nothing else does; the principal answers every one. Without any note the list is replaced by `None.`",
    QUESTION,
  ],
  "stage-02": (facts) => [
    ...gateRules(facts),
    "The design has the line `STATUS: APPROVED`, and no stamp of the draft is needed any more.",
    ...design(facts),
    adrs(facts),
    "`adr_count` is the number of files in pipeline/adr/. `pm_approved` stays false: the program sets it when the product manager has confirmed.",
    ...(facts.notes.length === 0 ? [] : ["Each note has one line with its answer, which begins as in the form."]),
    QUESTION,
  ],
  "scope-review": () => ["`needs_changes` has at least one reason; `approved` has none."],
  "stage-03": (facts) => [
    ...gateRules(facts),
    "Every question above has one answer of one line, behind `PM-ANSWER: `, directly below it; the questions stay word for word.",
    `\`open_questions_count\` counts those that are still without an answer, \`answered_questions_count\` those of the ${facts.openQuestions.length} that have one. Only without open ones is it \`PASS\`.`,
    "`scope_changed` is true exactly when pipeline/brief.md was changed; a criterion that stays keeps its number.",
  ],
  "stage-04": (facts) => [
    ...gateRules(facts),
    `Code of the area ${facts.item} alone: ${(facts.areas[facts.item ?? ""] ?? []).map((glob) => `\`${glob}\``).join(", ")}. A file of another owner that has to change is an open point that names the file and the owner.`,
    `\`files_changed\` and the list under Files both name every file that you created, changed or deleted in this task, in an earlier attempt at it too, and no other; what stands under pipeline/ is none. ${PATHS}`,
    "All four sections are there; Open points is `None.` without any.",
    ...testFiles(
      facts,
      "They belong to dev-qa: leave them as they are; one that contradicts the design is an open point.",
    ),
  ],
  "stage-05-security": (facts) => [
    ...gateRules(facts),
    "`security_approved` is true exactly with `PASS`. `veto` is true for a way in that must not be shipped, never with `PASS`. Each blocker names file and line.",
  ],
  "peer-review": verdicts,
  ruling: (facts) => [
    adrs(facts),
    `\`areas\` are of ${areasOf(facts)}, and only those that have to change something; none if the code is right as it stands. \`spec_changed\` is true exactly when pipeline/design-spec.md was changed; its STATUS line stays.`,
    PATHS,
  ],
  "stage-07": (facts) => [
    ...gateRules(facts),
    "Every criterion has one row, and no test stands in two rows: then the mapping is one to one. The test's name is written in the row as it stands in its file; a bar in it as `\\|`.",
    "The program runs the tests again: the numbers are those of your last whole run. `failing_tests` names each that failed; `assigned_retry_to` stays null, the program finds the owner.",
    "`all_acceptance_criteria_met` is true exactly with `PASS`: every row's test passed, and no test failed. A failing test is `FAIL`, with one blocker for each.",
    ...testFiles(facts, "Change no other file."),
  ],
  "stage-08": (facts) => [
    ...gateRules(facts),
    "`pm_signoff` is true exactly with `PASS`; the program fills in the fields of the deployment.",
  ],
  "deploy-log": (facts) => [
    MARKDOWN_FIRST,
    "The summary is a few sentences without names of files, functions or stages.",
    ...(facts.warnings.length === 0
      ? []
      : ["Every open warning has its entry under Known Limits, which begins with its id."]),
  ],
  "stage-09": (facts) => [
    ...gateRules(facts),
    "A new lesson is one line: a title of a few words, a colon, and what to do when. The program gives the id, the count and the date.",
    `At most ${facts.maxLessons}; none is fine.`,
    ...(facts.lessons.length === 0
      ? []
      : ["A lesson above that this run proved again is promoted by its id alone, such as `L001`."]),
  ],
};
