// @bun
import {
  changedFiles
} from "./s265.js";
import {
  excludedFolders,
  isTree
} from "./s247.js";
import {
  someOf
} from "./s28.js";
import {
  text,
  optionalText,
  list,
  optionalList,
  stamp
} from "./s61.js";
import {
  itemOf,
  mayChange,
  streamOf,
  baseOfItem
} from "./s241.js";
import {
  nothing
} from "./s76.js";
import {
  array,
  object,
  _enum,
  optional,
  nullable,
  _default
} from "./s1.js";
import {
  worktreePath
} from "./s240.js";
import {
  treeStore,
  pathIn
} from "./s172.js";

// src/workflows/execute/kind.ts
var taskResult = object({
  ...stamp,
  status: _enum(["done", "partial", "failed"]),
  summary: text,
  changed_files: array(text),
  deviations: optionalList(text),
  decisions: optional(nullable(list(text))),
  concerns: optional(nullable(list(text))),
  reason: optionalText,
  denied: _default(list(text), [])
});
var SHOWN = 8;
var MAX_OUTSIDE = 20;
var MAX_PATH = 300;
var nfc = (path) => path.normalize("NFC");
function judgeResult(value, { changed, created, shared, pathOf, isOwn }) {
  const named = [...new Set(value.changed_files.map((one) => nfc(pathOf(one))))];
  const real = changed?.map(nfc);
  const untrue = real === undefined ? [] : named.filter((path) => !real.includes(path));
  const mayBeLeft = new Set(created.map(nfc).filter((path) => !isOwn(path)));
  const missing = real === undefined || shared ? [] : real.filter((path) => !named.includes(path) && !mayBeLeft.has(path));
  const reason = value.reason?.trim() || null;
  const problems = [
    ...untrue.length > 0 ? [
      `changed_files: ${someOf(untrue, SHOWN)}: not changed by this task, expected only files that it created, changed or deleted`
    ] : [],
    ...missing.length > 0 ? [`changed_files: ${someOf(missing, SHOWN)}: changed and not named, expected every file that this task changed`] : [],
    ...value.status !== "done" && reason === null ? [`reason: found nothing, expected what is missing, and why, where status is "${value.status}"`] : [],
    ...value.status !== "partial" && value.denied.length > 0 ? [`denied: found ${value.denied.length}, expected none where status is "${value.status}"`] : []
  ];
  return {
    ...nothing,
    problems,
    outcome: value.status,
    reason,
    claims: named.length,
    ...value.denied.length > 0 ? { if_denied: { commands: value.denied, outcome: "partial_denied" } } : {},
    facts: { outside: named.filter((path) => !isOwn(path) && path.length <= MAX_PATH).slice(0, MAX_OUTSIDE) }
  };
}
function contextOf({ project, workflow, run }, item, subject) {
  const stream = item === null ? null : streamOf(run, item, excludedFolders(workflow));
  const base = baseOfItem(run, item);
  const planned = itemOf(run, { item });
  const folders = stream === null ? [project.root] : [worktreePath(project, stream.run, stream.area), project.root];
  const files = base === null || !isTree(subject) ? null : changedFiles(project.root, base, subject, treeStore(project));
  return {
    changed: files?.map(({ path }) => path) ?? null,
    created: files?.flatMap(({ path, status }) => status === "added" ? [path] : []) ?? [],
    shared: stream === null,
    pathOf: pathIn(...folders),
    isOwn: planned === undefined ? () => true : mayChange(planned)
  };
}
var HANDED_ON = `
  "decisions": ["<what was decided that the plan leaves open, and why>"],
  "concerns": ["<what whoever goes on has to look out for>"],`;
var kind = {
  schema: taskResult,
  form: ({ task, nonce, item }) => `{
  "task": "${task}",
  "nonce": "${nonce}",
  "status": "<done | partial | failed>",
  "summary": "<what was done, in a sentence or two>",
  "changed_files": ["<path>"],
  "deviations": ["<where the work departs from the plan, and why>"],${item.plan === undefined ? "" : HANDED_ON}
  "reason": <null; or what is missing, and why>,
  "denied": ["<a command that Claude Code refused you>"]
}`,
  rules: ({ item }) => [
    "`changed_files` names every file that was created, changed or deleted for this task, in earlier attempts too, and no other. Paths are relative to the project, with forward slashes.",
    "`done` needs every success criterion met; the program runs each of them itself.",
    ...item.plan === undefined ? [] : [
      "`decisions` and `concerns` stand in the summary of the plan, which later phases read: only what they have to know; most tasks have none."
    ],
    "Where Claude Code refused you a command, and nothing else is missing, say `partial` with the reason and put that command into `denied`: the run that the program makes decides."
  ],
  check: (value, scene, task, subject) => judgeResult(value, contextOf(scene, task.item, subject))
};
export {
  kind
};
