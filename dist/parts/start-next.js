// @bun
import {
  PLANNING
} from "./s26.js";
import {
  twoDigits,
  readPlanning,
  openPlans,
  routeOf,
  typedIn,
  routeWords,
  routeText
} from "./s44.js";
import {
  runGit
} from "./s60.js";

// src/workflows/phases/route-facts.ts
import { readdirSync } from "fs";
import { join } from "path";
var MOST_COMMITS = 2000;
var SUBJECT = /^\w+\((\d+(?:\.\d+)?-\d+)\)!?:/;
var COMMIT = /^[0-9a-f]{7,64}$/;
function begunPlans(root, folder) {
  const open = openPlans(folder).map(({ id }) => id);
  if (open.length === 0)
    return [];
  const { ok, out } = runGit(["log", `--max-count=${MOST_COMMITS}`, "--format=%s"], { cwd: root });
  const named = ok ? out.toString().split(`
`).flatMap((subject) => SUBJECT.exec(subject)?.[1] ?? []) : [];
  return open.filter((id) => named.includes(id));
}
function staleReason(root, { verification }) {
  const commit = verification?.commit ?? null;
  if (commit === null || !COMMIT.test(commit))
    return null;
  const { ok, out } = runGit(["diff-tree", "-r", "--name-only", "-z", commit, "HEAD"], { cwd: root });
  if (!ok)
    return `the commit that its verification saw, ${commit.slice(0, 12)}, is not in this repository`;
  const changed = out.toString().split("\x00").filter((path) => path !== "" && !path.startsWith(`${PLANNING}/`));
  if (changed.length === 0)
    return null;
  const first = changed.length === 1 ? changed[0] : `${changed[0]} and ${changed.length - 1} more`;
  return `its verification saw commit ${commit.slice(0, 12)}, and since then ${first} changed`;
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
function routeFacts(root, planning) {
  const known = new Map;
  return {
    planning,
    discuss: true,
    archived: archivedMilestones(root),
    history(folder) {
      const found = known.get(folder) ?? { begun: begunPlans(root, folder), stale: staleReason(root, folder) };
      known.set(folder, found);
      return found;
    }
  };
}

// src/workflows/phases/start-next.ts
var RESUME = "resume";
function resolves(root, request, options) {
  const planning = readPlanning(root);
  const facts = routeFacts(root, planning);
  if (request.trim() !== "")
    return {
      ok: false,
      problem: `next finds out by itself what comes next, and takes no "${request.trim().slice(0, 60)}". To choose yourself: ${typedIn("plan-phase", "<phase>")}, and so on.`
    };
  const goesOn = options[RESUME] !== undefined;
  const route = routeOf(goesOn ? { ...facts, planning: { ...planning, paused: false } } : facts);
  const words = routeWords(route, planning);
  switch (route.action) {
    case "resume":
    case "mend":
    case "done":
    case "new-project":
      return { ok: false, problem: routeText(words) };
    default: {
      const option = route.phase === null ? {} : { phase: twoDigits(route.phase) };
      const asked = route.phase === null ? route.why : `Phase ${route.phase}`;
      const chosen = { command: words.type, command_reason: route.why };
      return { ok: true, entry: route.action, request: asked, options: { ...option, ...chosen } };
    }
  }
}
export {
  resolves
};
