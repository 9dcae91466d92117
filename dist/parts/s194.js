// @bun
import {
  plansNamed,
  lostReason,
  wasDeleted
} from "./s228.js";
import {
  problemText
} from "./s72.js";
import {
  samePhase
} from "./s43.js";
import {
  isThere
} from "./s120.js";

// src/workflows/phases/execute/done.ts
import { isAbsolute } from "path";
var summaryOf = (folder, { plan }) => folder.summaries.find((one) => one.plan === plan);
var waitsAlone = ({ tasks }) => tasks.length > 0 && tasks.every(({ type }) => type.startsWith("checkpoint"));
function doneProblems(root, plan, summary, branch) {
  const { path, commits, files, self_check, problems } = summary;
  return [
    ...problems.map(problemText),
    ...self_check ? [] : [`${path}: its self-check says that something is missing`],
    ...commits.length === 0 && !waitsAlone(plan) ? [`${path}: found no commit, expected those of its tasks under "Task Commits", such as \`1a2b3c4\``] : [],
    ...foreignProblems(root, plan, summary),
    ...commits.flatMap((one) => lostReason(root, one, branch) ?? []).map((one) => `${path}: ${one}`),
    ...files.filter((one) => !isBelow(one) || !(isThere(root, one) || wasDeleted(root, one))).map((one) => `${path}: ${one} is not there, and no commit has taken it away`)
  ];
}
function foreignProblems(root, { id }, { path, commits }) {
  const named = plansNamed(root, commits);
  const others = [...new Set(named.filter((one) => one !== null))];
  return named.length > 0 && named.every((one) => one !== null && !isSamePlan(one, id)) ? [`${path}: found commits of plan ${others.join(", ")} alone, expected those of ${id}`] : [];
}
function isSamePlan(one, other) {
  const [a, b] = [one, other].map((id) => {
    const at = id.lastIndexOf("-");
    return { phase: id.slice(0, at), plan: Number(id.slice(at + 1)) };
  });
  return a.plan === b.plan && samePhase(a.phase, b.phase);
}
var isBelow = (path) => !isAbsolute(path) && !path.split("/").includes("..");

export { summaryOf, doneProblems };
