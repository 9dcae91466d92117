// @bun
import {
  text,
  optionalText,
  list,
  optionalList,
  criterionId,
  findingId,
  stamp
} from "./s61.js";
import {
  outgrown3
} from "./s105.js";
import {
  inContext2,
  stampLines3,
  answeredLines,
  answerRules,
  criteriaLines
} from "./s104.js";
import {
  nothing,
  duplicates
} from "./s76.js";
import {
  answerProblems
} from "./s93.js";
import {
  shownLine
} from "./s145.js";
import {
  boolean,
  array,
  object,
  _enum
} from "./s1.js";

// src/workflows/multi-ai/impl-result.ts
var implResult = object({
  ...stamp,
  status: _enum(["complete", "partial", "failed"]),
  reason: optionalText,
  changed_files: array(text),
  criteria: list(object({ id: criterionId, met: boolean(), denied: optionalText })),
  deviations: optionalList(text),
  answered: optionalList(findingId),
  declined: optionalList(object({ id: findingId, reason: text }))
});
function onlyDenied(result, { criteria, open }) {
  if (result.status !== "partial" || open.some((one) => !isSaid(result, one.id)))
    return [];
  const said = criteria.map((id) => result.criteria.find((one) => one.id === id));
  if (said.some((one) => one === undefined || !(one.met || one.denied?.trim())))
    return [];
  return [...new Set(said.flatMap((one) => one.met ? [] : [one.denied.trim()]))];
}
var MAX_SHOWN = 8;
function unchangedFiles(named, { change, work }) {
  const changed = [...change.changed, ...work.changed].map(nfc);
  const isChanged = (path) => changed.some((one) => one === path || one.startsWith(`${path}/`));
  const still = named.filter((one) => {
    const path = nfc(work.pathOf(one));
    return !isChanged(path) && (change.read(path) !== null || !work.isIgnored(path));
  });
  const shown = still.slice(0, MAX_SHOWN).map(shownLine);
  const more = still.length > shown.length ? ` and ${still.length - shown.length} more` : "";
  return still.length === 0 ? [] : [
    `changed_files: ${shown.join(", ")}${more}: not changed by this run, expected only files that it created, changed or deleted`
  ];
}
var nfc = (path) => path.normalize("NFC");
function checkResult(result, context) {
  const { criteria: known, change, work } = context;
  const ids = result.criteria.map((one) => one.id);
  const problems = duplicates(ids, "criteria");
  for (const id of ids)
    if (!known.includes(id))
      problems.push(`criteria: ${id} is not a criterion of the story; known: ${known.join(", ")}`);
  if (result.status === "complete") {
    const met = result.criteria.filter((one) => one.met).map((one) => one.id);
    for (const id of known)
      if (!met.includes(id))
        problems.push(`criteria: ${id} is not met, but status is "complete"; say "partial" with a reason`);
  }
  const open = result.status === "complete" ? context.open : context.open.filter((one) => isSaid(result, one.id));
  problems.push(...answerProblems(result.answered, result.declined, { ...context, open }));
  const reason = result.reason?.trim() || null;
  if (result.status === "failed" && reason === null)
    problems.push('reason: found nothing, expected why when status is "failed"');
  problems.push(...unchangedFiles(result.changed_files, context));
  const isUndone = work.isFirst && change.changed.length === 0;
  const isReasoned = result.status === "partial" && reason !== null;
  const outcome = isUndone && result.status === "complete" ? "unchanged" : isReasoned ? "partial_reason" : result.status;
  const unseen = isUndone ? [] : onlyDenied(result, context);
  return {
    ...nothing,
    problems,
    outcome,
    reason,
    declined: result.declined.map((one) => one.id),
    claims: result.criteria.length,
    ...unseen.length > 0 ? { if_denied: { commands: unseen, outcome: "partial_denied" } } : {}
  };
}
var isSaid = ({ answered, declined }, id) => answered.includes(id) || declined.some((one) => one.id === id);
var check = inContext2(checkResult, (result) => result.changed_files);
var kind = {
  schema: implResult,
  form: (facts) => `{
${stampLines3(facts)}
  "status": "<complete | partial | failed>", "reason": <null; or why it is not complete; or, where nothing had to change, what does it already>,
  "changed_files": ["<path>"],
${criteriaLines(facts, "")}
  "deviations": ["<\u2026>"],
${answeredLines(facts)}
}`,
  rules: ({ task, findings }) => [
    "`complete` needs every criterion met.",
    ...task.kind === "fix" ? ["`changed_files` and `deviations` are those of this task; what earlier results say is kept."] : [],
    'Where Claude Code refused you the command that would show a criterion, say `partial` with the reason, and that criterion is {"id": \u2026, "met": false, "denied": "<the command>"}: where nothing else is missing, the run that the program makes decides.',
    ...answerRules(findings)
  ],
  sees: "files of the project that git ignores",
  check: (value, scene, task, subject) => {
    const checked = check(value, scene, task, subject);
    return checked.problems.length > 0 ? checked : { ...checked, facts: { ...outgrown3(scene, subject) } };
  }
};
export {
  kind
};
