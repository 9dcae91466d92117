// @bun
import {
  fold2,
  shown
} from "./s28.js";
import {
  MAX_LIST
} from "./s61.js";
import {
  pullRequestPath,
  LOCK_FILE,
  isOwnFile
} from "./s150.js";
import {
  line,
  names,
  stageOfArea,
  gateKind
} from "./s248.js";
import {
  parsePullRequest,
  filesProblems
} from "./s201.js";
import {
  partsOfFiles,
  problemIf,
  eachOnce,
  required,
  PATHS,
  codeList,
  testFiles
} from "./s251.js";
import {
  REST,
  TESTS2
} from "./s259.js";
import {
  nameKey
} from "./s149.js";
import {
  _maxLength,
  array,
  strictObject,
  optional
} from "./s1.js";

// src/workflows/team/kinds/stage-04.ts
var STAGE = "stage-04-";
var OWN = { [REST]: "Files of no area alone", [TESTS2]: "Test files alone" };
var pullRequestForm = (area) => `# PR: ${area}

## Summary
<what it does now, by component>

## Files
- \`<path>\`: <what changed>

## How to test
<commands, and what they show>

## Open points
<None.>
`;
function ownerProblem(path, area, { areas, inArea, isTest }) {
  if (area === TESTS2)
    return isTest(path) ? null : `files_changed: ${path} is no test file; leave it as it was and name it in Open points`;
  if (isTest(path))
    return `files_changed: ${path} is a test file, which belongs to dev-qa; leave it as it was`;
  if (inArea(path, area))
    return null;
  const owner = areas.find((one) => inArea(path, one));
  return owner === undefined ? null : `files_changed: ${path} is outside ${area}; it belongs to ${owner}, leave it as it was and name it in Open points`;
}
function entryOf(blocker, { item, mayDecline }) {
  const said = fold2(blocker).replace(/^BLOCKER: ?/, "");
  return mayDecline.find((one) => [said, `${item}: ${said}`].includes(fold2(one)));
}
var declineProblems = (declined, context) => declined.flatMap(({ blocker }, at) => entryOf(blocker, context) !== undefined ? [] : [
  `declined[${at}].blocker: found ${shown(blocker)}, expected ${context.mayDecline.length === 0 ? "nothing: no reviewer asks for anything here" : `one of ${context.mayDecline.map(shown).join(", ")}`}`
]);
var kind = gateKind({
  schema: strictObject({
    ...stageOfArea(STAGE),
    files_changed: names,
    declined: optional(array(strictObject({ blocker: line, reason: line })).check(_maxLength(MAX_LIST)))
  }),
  stage: (item) => `${STAGE}${item}`,
  fields: ({ item, mayDecline }) => [
    `"area": ${JSON.stringify(item)}`,
    '"files_changed": ["<path>"]',
    ...mayDecline.length > 0 ? ['"declined": [{"blocker": "<\u2026>", "reason": "<\u2026>"}]'] : []
  ],
  documents: ({ item }) => [{ path: pullRequestPath(item), form: pullRequestForm(item) }],
  rules: (facts) => [
    `${OWN[facts.item ?? ""] ?? `Code of the area ${facts.item} alone: ${codeList(facts.areas[facts.item ?? ""] ?? [])}; a file of no area only where your part needs it`}. A file of another owner that has to change is an open point that names the file and the owner.`,
    `\`files_changed\` and the list under Files both name every file that you created, changed or deleted in this task, in an earlier attempt at it too, and no other; what stands under pipeline/ is none. ${PATHS}`,
    "All four sections are there. A `PASS` may have open points; without any the section is `None.`",
    ...facts.mayDecline.length > 0 ? [
      "An entry of a reviewer that is wrong goes into `declined`: its text as it stands above, and the reason, what in code, design or brief shows it. Change nothing for it; its reviewer reads the reason."
    ] : [],
    ...testFiles(facts, facts.item === TESTS2 ? "They are yours." : "They belong to dev-qa: leave them as they are; one that contradicts what you build is an open point that names it.")
  ],
  judge(gate, context) {
    const area = context.item ?? "";
    const path = pullRequestPath(area);
    const text = context.document(path);
    const named = gate.files_changed.map(context.pathOf).filter((one) => !isOwnFile(one));
    const files = context.changed ?? [...new Set(named)];
    const foreign = files.flatMap((one) => ownerProblem(one, area, context) ?? []);
    const own = files.filter((one) => ownerProblem(one, area, context) === null);
    const said = new Set(named);
    const due = (list) => own.filter((one) => list.has(one) || !LOCK_FILE.test(one));
    const { request, problems: unread } = parsePullRequest(text ?? "");
    const listed = request.files.map((one) => ({ ...one, path: context.pathOf(one.path) })).filter((one) => !isOwnFile(one.path));
    return {
      problems: [
        ...problemIf(nameKey(gate.area) !== nameKey(area), `area: found ${shown(gate.area)}, expected "${area}"`),
        ...[...said].filter((one) => !files.includes(one)).map((one) => `files_changed: found ${shown(one)}, expected only files that this task changed`),
        ...due(said).filter((one) => !said.has(one)).map((one) => `files_changed: ${shown(one)} is missing, expected every file that this task changed`),
        ...eachOnce("files_changed", "a file", named),
        ...foreign,
        ...declineProblems(gate.declined ?? [], context),
        ...gate.status === "PASS" ? required(path, text, [...unread, ...filesProblems(listed, due(new Set(listed.map((one) => one.path))))]) : []
      ],
      facts: {
        changed: context.changed === null ? [area] : partsOfFiles(context.changed, context),
        trees: context.trees(),
        ...gate.declined?.length ? {
          declined: gate.declined.map(({ blocker, reason }) => ({
            text: fold2(entryOf(blocker, context) ?? blocker),
            reason
          }))
        } : {}
      },
      texts: [text]
    };
  }
});
export {
  kind
};
