// @bun
import {
  runGit,
  placesOf
} from "./s191.js";
import {
  PHASES
} from "./s40.js";
import {
  readPhase
} from "./s126.js";
import {
  openPlans
} from "./s69.js";
import {
  doneProblems
} from "./s194.js";
import {
  planCommits
} from "./s228.js";
import {
  staleReason
} from "./s232.js";
import {
  archivedMilestones
} from "./s63.js";
import {
  findProject
} from "./s172.js";

// src/workflows/phases/route-facts.ts
import { statSync } from "fs";
import { basename, join } from "path";
var lines = (root, args) => {
  const { ok, out } = runGit(args, { cwd: root });
  return ok ? out.toString().split(`
`).filter((one) => one !== "") : null;
};
function begunPlans(root, folder) {
  const open = openPlans(folder).map(({ id }) => id);
  const named = new Set(planCommits(root, open).map(({ plan }) => plan));
  return open.filter((id) => named.has(id));
}
function unheldSummaries(root, folder) {
  const { plans, summaries } = folder;
  const unplanned = summaries.filter(({ plan }) => plans.every((one) => one.plan !== plan)).map(({ path }) => {
    const problem = `found no ${basename(path).replace(/SUMMARY\.md$/, "PLAN.md")}, expected the plan that it is about: bring it back, or take the summary away, too`;
    return { file: path, line: null, problem };
  });
  const areAll = openPlans(folder).length === 0;
  if (areAll && placesOf(root) === null)
    return unplanned;
  const unheld = plans.flatMap((plan) => {
    const summary = summaries.find((one) => one.plan === plan.plan);
    if (summary === undefined || summary.problems.length > 0)
      return [];
    const { path, commits } = summary;
    if (areAll && commits.length === 0 && plan.files_modified.length === 0)
      return [];
    const judged = areAll ? { ...summary, self_check: true, files: [] } : summary;
    return doneProblems(root, plan, judged, "<name>").map((text) => {
      const problem = text.startsWith(`${path}: `) ? text.slice(path.length + 2) : text;
      return { file: path, line: null, problem };
    });
  });
  return [...unplanned, ...unheld];
}
function writtenAt(root, paths) {
  const changed = lines(root, ["status", "--porcelain", "--", ...paths]);
  if (changed?.length === 0) {
    const [at] = lines(root, ["log", "-1", "--format=%ct", "--", ...paths]) ?? [];
    if (at !== undefined)
      return Number(at);
  }
  return Math.max(...paths.map((path) => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0)) / 1000;
}
function staleWhy(root, { verification, summaries }) {
  if (verification === null)
    return null;
  const changed = staleReason(findProject(root), verification);
  if (changed !== null)
    return changed;
  const paths = summaries.map((one) => one.path);
  if (verification.commit !== null || paths.length === 0)
    return null;
  return writtenAt(root, paths) > writtenAt(root, [verification.path]) ? "a summary was written after its verification" : null;
}
function lookAt(root, number, { phases: known }) {
  const { phases, problems } = readPhase(root, number);
  const names = known.filter((one) => one.number === number).map(({ name }) => `${PHASES}/${name}`);
  const [folder] = phases;
  let begun;
  let unheld;
  let stale;
  return {
    folders: phases,
    problems: problems.filter(({ file }) => names.some((name) => file === name || file.startsWith(`${name}/`))),
    get unheld() {
      unheld ??= folder === undefined ? [] : unheldSummaries(root, folder);
      return unheld;
    },
    get begun() {
      begun ??= folder === undefined ? [] : begunPlans(root, folder);
      return begun;
    },
    get stale() {
      if (stale === undefined)
        stale = folder === undefined ? null : staleWhy(root, folder);
      return stale;
    }
  };
}
function routeFacts(root, planning) {
  const known = new Map;
  return {
    planning,
    archived: archivedMilestones(root),
    look(number) {
      const found = known.get(number) ?? lookAt(root, number, planning);
      known.set(number, found);
      return found;
    }
  };
}

export { routeFacts };
