import * as z from "zod/mini";
import { fold, shown } from "../../../text.ts";
import { MAX_LIST } from "../../fields.ts";
import { nameKey } from "../../sections.ts";
import { LOCK_FILE } from "../../small/path-rules.ts";
import { REST, TESTS } from "../areas.ts";
import { filesProblems, parsePullRequest } from "../documents/pull-request.ts";
import { isOwnFile, pullRequestPath } from "../paths.ts";
import { type CheckContext, partsOfFiles } from "./context.ts";
import { gateKind, line, names, stageOfArea } from "./gate.ts";
import { codeList, eachOnce, PATHS, problemIf, required, testFiles } from "./kind.ts";

const STAGE = "stage-04-";

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

/** Why an area's owner may not have written a path, null when it may. */
function ownerProblem(path: string, area: string, { areas, inArea, isTest }: CheckContext): string | null {
  if (area === TESTS)
    return isTest(path)
      ? null
      : `files_changed: ${path} is no test file; leave it as it was and name it in Open points`;
  if (isTest(path)) return `files_changed: ${path} is a test file, which belongs to dev-qa; leave it as it was`;
  if (inArea(path, area)) return null;
  const owner = areas.find((one) => inArea(path, one));
  return owner === undefined
    ? null
    : `files_changed: ${path} is outside ${area}; it belongs to ${owner}, leave it as it was and name it in Open points`;
}

/** The reviewer's entry that an owner means: as its brief shows it, or without the area or the key that stands before it. */
function entryOf(blocker: string, { item, mayDecline }: CheckContext): string | undefined {
  const said = fold(blocker).replace(/^BLOCKER: ?/, "");
  return mayDecline.find((one) => [said, `${item}: ${said}`].includes(fold(one)));
}

/** What an owner declines has to be asked of it by a reviewer. */
const declineProblems = (declined: readonly { blocker: string }[], context: CheckContext): string[] =>
  declined.flatMap(({ blocker }, at) =>
    entryOf(blocker, context) !== undefined
      ? []
      : [
          `declined[${at}].blocker: found ${shown(blocker)}, expected ${context.mayDecline.length === 0 ? "nothing: no reviewer asks for anything here" : `one of ${context.mayDecline.map(shown).join(", ")}`}`,
        ],
  );

/**
 * `stage-04-<area>.json`, written by an area's owner: its files against what changed, each of them against the area, and
 * the pull request's list against both.
 */
export const kind = gateKind({
  schema: z.strictObject({
    ...stageOfArea(STAGE),
    files_changed: names,
    declined: z.optional(z.array(z.strictObject({ blocker: line, reason: line })).check(z.maxLength(MAX_LIST))),
  }),
  stage: (item) => `${STAGE}${item}`,
  fields: ({ item, mayDecline }) => [
    `"area": ${JSON.stringify(item)}`,
    '"files_changed": ["<path>"]',
    ...(mayDecline.length > 0 ? ['"declined": [{"blocker": "<…>", "reason": "<…>"}]'] : []),
  ],
  documents: ({ item }) => [{ path: pullRequestPath(item), form: pullRequestForm(item) }],
  rules: (facts) => [
    `${OWN[facts.item ?? ""] ?? `Code of the area ${facts.item} alone: ${codeList(facts.areas[facts.item ?? ""] ?? [])}; a file of no area only where your part needs it`}. A file of another owner that has to change is an open point that names the file and the owner.`,
    `\`files_changed\` and the list under Files both name every file that you created, changed or deleted in this task, in an earlier attempt at it too, and no other; what stands under pipeline/ is none. ${PATHS}`,
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
  judge(gate, context) {
    const area = context.item ?? "";
    const path = pullRequestPath(area);
    const text = context.document(path);
    const named = gate.files_changed.map(context.pathOf).filter((one) => !isOwnFile(one));
    const files = context.changed ?? [...new Set(named)];
    const foreign = files.flatMap((one) => ownerProblem(one, area, context) ?? []);
    // What is not this area's has to go back: to ask for it in the lists as well would say the opposite.
    const own = files.filter((one) => ownerProblem(one, area, context) === null);
    const said = new Set(named);
    // A lock file is mostly written by the first run of a tool, and reviewers see it all the same: it need not be listed.
    const due = (list: ReadonlySet<string>): string[] => own.filter((one) => list.has(one) || !LOCK_FILE.test(one));
    const { request, problems: unread } = parsePullRequest(text ?? "");
    const listed = request.files
      .map((one) => ({ ...one, path: context.pathOf(one.path) }))
      .filter((one) => !isOwnFile(one.path));
    return {
      problems: [
        ...problemIf(nameKey(gate.area) !== nameKey(area), `area: found ${shown(gate.area)}, expected "${area}"`),
        ...[...said]
          .filter((one) => !files.includes(one))
          .map((one) => `files_changed: found ${shown(one)}, expected only files that this task changed`),
        ...due(said)
          .filter((one) => !said.has(one))
          .map((one) => `files_changed: ${shown(one)} is missing, expected every file that this task changed`),
        ...eachOnce("files_changed", "a file", named),
        ...foreign,
        ...declineProblems(gate.declined ?? [], context),
        ...(gate.status === "PASS"
          ? required(path, text, [...unread, ...filesProblems(listed, due(new Set(listed.map((one) => one.path))))])
          : []),
      ],
      facts: {
        changed: context.changed === null ? [area] : partsOfFiles(context.changed, context),
        trees: context.trees(),
        ...(gate.declined?.length
          ? {
              declined: gate.declined.map(({ blocker, reason }) => ({
                text: fold(entryOf(blocker, context) ?? blocker),
                reason,
              })),
            }
          : {}),
      },
      texts: [text],
    };
  },
});
