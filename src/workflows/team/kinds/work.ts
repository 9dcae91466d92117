import * as z from "zod/mini";
import { fold, shown } from "../../../text.ts";
import { MAX_LIST } from "../../contract/fields.ts";
import { REST, TESTS } from "../areas.ts";
import { parsePullRequest } from "../documents/pull-request.ts";
import { parseTestReport } from "../documents/test-report.ts";
import type { BriefFacts } from "../facts.ts";
import { pullRequestPath, TEST_REPORT } from "../paths.ts";
import { type CheckContext, criteriaNumbers, partsOfFiles } from "./context.ts";
import { codeList, gateKind, line, required, testFiles } from "./kind.ts";

/** What an area's owner builds, and what the tester writes: their files are what the trees say. */

/** What belongs to a part that is no area. */
const OWN: Record<string, string> = { [REST]: "Files of no area alone", [TESTS]: "Test files alone" };

const pullRequestForm = (area: string | null): string => `# PR: ${area}

## Summary
<what it does now, by component>

## Files
- \`<path>\`: <what changed>

## How to test
<commands, and what they show>

## Open points
<None.>
`;

/** Whether a file that changed may be of an area's owner. Of others the program asks by itself. */
function mayBeOwn(path: string, area: string, { areas, inArea, isTest }: CheckContext): boolean {
  if (area === TESTS || isTest(path)) return area === TESTS && isTest(path);
  return inArea(path, area) || !areas.some((one) => inArea(path, one));
}

/** The reviewer's entry that an owner means: as its brief shows it, or without the area or the key that stands before it. */
function entryOf(blocker: string, { item, mayDecline }: CheckContext): string | undefined {
  const said = fold(blocker).replace(/^BLOCKER: ?/, "");
  return mayDecline.find((one) => [said, `${item}: ${said}`].includes(fold(one)));
}

/** `stage-04-<area>.json`, written by an area's owner with its pull request. */
export const build = gateKind({
  own: { declined: z.optional(z.array(z.object({ blocker: line, reason: line })).check(z.maxLength(MAX_LIST))) },
  form: ({ mayDecline }) => (mayDecline.length > 0 ? ['"declined": [{"blocker": "<…>", "reason": "<…>"}]'] : []),
  documents: ({ item }) => [{ path: pullRequestPath(item), form: pullRequestForm(item) }],
  rules: (facts) => [
    `${OWN[facts.item ?? ""] ?? `Code of the area ${facts.item} alone: ${codeList(facts.areas[facts.item ?? ""] ?? [])}; a file of no area only where your part needs it`}. A file of another owner that has to change is an open point that names the file and the owner.`,
    "All four sections are there. A `PASS` may have open points; without any the section is `None.`",
    ...(facts.mayDecline.length > 0
      ? [
          "An entry of a reviewer that is wrong goes into `declined`: its text as it stands above, and the reason, what in code, design or brief shows it. Change nothing for it; its reviewer reads the reason.",
        ]
      : []),
    ...testFiles(
      facts,
      facts.item === TESTS
        ? "They are yours."
        : "They belong to dev-qa: leave them as they are; one that contradicts what you build is an open point that names it.",
    ),
  ],
  judge({ status, declined = [] }, context) {
    const area = context.item ?? "";
    const path = pullRequestPath(area);
    const text = context.document(path);
    const known = `one of ${context.mayDecline.map(shown).join(", ")}`;
    const expected = context.mayDecline.length === 0 ? "nothing: no reviewer asks for anything here" : known;
    return {
      problems: [
        ...declined.flatMap(({ blocker }, at) =>
          entryOf(blocker, context) === undefined
            ? [`declined[${at}].blocker: found ${shown(blocker)}, expected ${expected}`]
            : [],
        ),
        ...(status === "PASS" ? required(path, text, parsePullRequest(text ?? "").problems) : []),
      ],
      facts: {
        changed: context.changed === null ? [area] : partsOfFiles(context.changed, context),
        files: (context.changed ?? []).filter((one) => mayBeOwn(one, area, context)),
        trees: context.trees(),
        ...(declined.length === 0
          ? {}
          : {
              declined: declined.map(({ blocker, reason }) => ({
                text: fold(entryOf(blocker, context) ?? blocker),
                reason,
              })),
            }),
      },
      texts: [text],
    };
  },
});

const reportForm = ({ criteria }: BriefFacts): string => `# Test Report

## Criteria

| Criterion | Test | File |
|---|---|---|
${criteria.map(({ number }) => `| ${number} | <name of the test> | <path> |`).join("\n")}

## Failing tests
<None, or each with what was expected and what came.>
`;

/** `stage-07.json`, written by dev-qa: its word, and the mapping of its report against the brief and the test files. */
export const tests = gateKind({
  documents: (facts) => [{ path: TEST_REPORT, form: reportForm(facts) }],
  rules: (facts) => [
    facts.criteria.length === 0
      ? "There are no criteria on this track: the table keeps its head alone."
      : "Every criterion has one row, and no test stands for two: the test that shows it, by its name as it stands in its file, a bar in it as `\\|`; of a parametrised test its name, or one case with its parameters as the runner prints it. Further tests have no row.",
    "The program runs the tests again, and takes names, numbers and owners from its own run: a test that is skipped, or did not run, shows nothing.",
    "`PASS` says that every row's test passed, and that no test failed but those that failed before the build, too. Any other failing test is `FAIL`, with one blocker for each criterion that is not met.",
    ...testFiles(facts, "Change no other file."),
  ],
  judge({ status }, context) {
    const { document, isTest } = context;
    const text = document(TEST_REPORT);
    const criteria = criteriaNumbers(context);
    const report = parseTestReport(text ?? "", criteria, document, isTest);
    const owner = "what is wrong in it goes to its owner as a failing test";
    return {
      problems: [
        ...(status === "PASS" ? required(TEST_REPORT, text, report.problems) : []),
        ...(context.changed ?? [])
          .filter((one) => !isTest(one))
          .map((one) => `changed files: found ${shown(one)}, expected only test files; ${owner}`),
      ],
      facts: {
        counts: { criteria: criteria.length },
        flags: { all_criteria_met: status === "PASS", one_to_one: report.oneToOne },
        changed: partsOfFiles(context.changed ?? [], context),
        trees: context.trees(),
      },
      texts: [text],
    };
  },
});
