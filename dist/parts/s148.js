// @bun
import {
  runGit
} from "./s131.js";
import {
  PLANNING,
  PHASES
} from "./s32.js";
import {
  readPhase
} from "./s55.js";
import {
  staleReason
} from "./s152.js";
import {
  openPlans
} from "./s58.js";

// src/workflows/phases/route-facts.ts
import { readdirSync, statSync } from "fs";
import { join } from "path";
var MOST_COMMITS = 2000;
var SUBJECT = /^\w+\((\d+(?:\.\d+)*-\d+)\)!?:/;
var lines = (root, args) => {
  const { ok, out } = runGit(args, { cwd: root });
  return ok ? out.toString().split(/[\0\n]/).filter((one) => one !== "") : null;
};
function begunPlans(root, folder) {
  const open = openPlans(folder).map(({ id }) => id);
  if (open.length === 0)
    return [];
  const subjects = lines(root, ["log", `--max-count=${MOST_COMMITS}`, "--format=%s"]) ?? [];
  const named = new Set(subjects.flatMap((subject) => SUBJECT.exec(subject)?.[1] ?? []));
  return open.filter((id) => named.has(id));
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
function staleReason2(root, { verification, summaries }) {
  if (verification === null)
    return null;
  const { commit, path } = verification;
  if (commit === null) {
    const paths = summaries.map((one) => one.path);
    const isOlder = paths.length > 0 && writtenAt(root, paths) > writtenAt(root, [path]);
    return isOlder ? "a summary was written after its verification" : null;
  }
  return staleReason({ root, task: join(root, ".task"), found: "folder" }, verification);
}
function archivedMilestones(root) {
  try {
    const names = readdirSync(join(root, PLANNING, "milestones"));
    const versions = names.flatMap((name) => /^(v\d[\w.]*)-ROADMAP\.md$/.exec(name)?.[1] ?? []);
    return versions.sort(new Intl.Collator("en", { numeric: true }).compare);
  } catch {
    return [];
  }
}
function lookAt(root, number, { phases: known }) {
  const { phases, problems } = readPhase(root, number);
  const names = known.filter((one) => one.number === number).map(({ name }) => `${PHASES}/${name}`);
  const [folder] = phases;
  let [begun, stale] = [undefined, undefined];
  return {
    folders: phases,
    problems: problems.filter(({ file }) => names.some((name) => file === name || file.startsWith(`${name}/`))),
    get begun() {
      begun ??= folder === undefined ? [] : begunPlans(root, folder);
      return begun;
    },
    get stale() {
      if (stale === undefined)
        stale = folder === undefined ? null : staleReason2(root, folder);
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

export { archivedMilestones, routeFacts };
