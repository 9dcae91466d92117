// What a run of the team workflow costs: dispatches against what its process needs, building in parallel, a look at a long run.
// bun tests/bench/team.bench.ts
import { join } from "node:path";
import { spentBy, spentOn } from "../../src/engine/bounds.ts";
import type { Run } from "../../src/engine/run.ts";
import { findProject } from "../../src/project/project.ts";
import { change } from "../../src/run/life/run.ts";
import { type Model, type Script, startModel } from "../harness/model.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { team } from "../harness/team.ts";
import { walkthrough, walkthroughFiles } from "../harness/walkthrough.ts";
import { runOf } from "../host/from-outside.ts";
import { mainRequests, type Played } from "../host/scenario.ts";
import { playWalkthrough, startTeam } from "../host/team-run.ts";
import { measure } from "./processes.ts";

/**
 * Roles that the walkthrough's own process invokes at least: brief, draft, three notes, answers, scope, clarification, three
 * builds, security, three reviews, the ruling, its fix, two reviews of it, tests, the fix of the failing one, summary, seven
 * looks back, lessons.
 */
const NEEDED = 1 + 1 + 3 + 1 + 1 + 1 + 3 + 1 + 3 + 1 + 1 + 2 + 1 + 1 + 1 + 7 + 1;
/** How long each owner takes to build, in milliseconds. */
const BUILDS = 4_000;

const begun = new Set<string>();
/** Owners take their time with the build; everybody else answers at once. */
const slowBuilds: Script = (turn) => {
  const reply = team(walkthrough)(turn);
  const builds = turn.thread !== "main" && /\nwrites: \S+\/stage-04-\w+\.json\n/.test(turn.firstUser);
  const who = turn.agentId ?? "";
  if (!builds || begun.has(who) || reply instanceof Promise) return reply;
  begun.add(who);
  return { ...reply, delayMs: BUILDS };
};

async function run(profile: string, model: Model): Promise<{ run: Run; played: Played }> {
  const project = makeProject({ files: walkthroughFiles({ team: { profile } }) });
  const { played } = await playWalkthrough({ version: "new", project, model, limitMs: 180_000 });
  return { run: runOf(project), played };
}

/** Seconds from the first dispatch of a build to the end of the last, with the merge where there is one. */
function stageFour(of: Run): number {
  const tasks = of.tasks.filter((task) => task.gate.startsWith("build:") || task.gate === "merge");
  const begun = tasks.flatMap((task) => (task.started_at ? [Date.parse(task.started_at)] : []));
  const ended = tasks.flatMap((task) => (task.started_at && task.ended_at ? [Date.parse(task.ended_at)] : []));
  return (Math.max(...ended) - Math.min(...begun)) / 1_000;
}

try {
  console.log("| figure | measured |\n|---|---|");
  const times: Record<string, number> = {};
  for (const profile of ["local", "app_worktree"]) {
    const { run: done, played } = await run(profile, startModel({ script: slowBuilds }));
    if (done.status !== "complete") throw new Error(`the run (${profile}) is ${done.status}: ${done.reason}`);
    times[profile] = stageFour(done);
    if (profile !== "local") continue;
    const agents = done.tasks.filter((task) => task.who.program === undefined && task.dispatches > 0);
    const dispatches = agents.reduce((sum, task) => sum + task.dispatches, 0);
    console.log(`| full track, dispatches of agents (the walkthrough's process needs ${NEEDED}) | ${dispatches} |`);
    const again = agents.filter((task) => /^(?:Peer review - .* v3|Security review v2)$/.test(task.subject)).length;
    console.log(`| of them looks at a fix that came behind the approvals | ${again} |`);
    console.log(
      `| checks that the program ran in place of a role | ${done.tasks.filter((task) => task.who.program && task.dispatches > 0).length} |`,
    );
    console.log(`| tokens of all agents, scripted (cached reads count a tenth) | ${spentBy(done).tokens} |`);
    const dearest = agents.toSorted((a, b) => spentOn(b).tokens - spentOn(a).tokens)[0]!;
    console.log(`| the dearest task of them | ${dearest.subject}, ${spentOn(dearest).tokens} |`);
    const requests = mainRequests(played.model).length;
    console.log(
      `| requests of the main thread per task | ${(requests / done.tasks.filter((task) => task.dispatches > 0).length).toFixed(2)} |`,
    );
  }
  console.log(
    `| stage 04, three areas of ${BUILDS / 1_000} s each, one after the other | ${times.local!.toFixed(1)} s |`,
  );
  console.log(`| the same in worktrees, with the merge | ${times.app_worktree!.toFixed(1)} s |`);
  console.log(`| ratio | ${(times.local! / times.app_worktree!).toFixed(2)} |`);

  // A run of a thousand events, looked at from the command line.
  const project = makeProject({ files: walkthroughFiles() });
  await startTeam(project, { track: "full" });
  const at = findProject(project);
  change(at, () =>
    Array.from({ length: 1_000 }, (_, index) => ({
      do: "deliver" as const,
      directive: `d${index}`,
      session: "s",
      reminder: false,
    })),
  );
  const root = join(import.meta.dir, "..", "..");
  const [floor, status] = measure(
    [
      { name: "bun", command: [process.execPath, join(root, "tests/bench/empty.js")] },
      { name: "status", command: [process.execPath, join(root, "scripts/orchestrator.ts"), "status"], cwd: project },
    ],
    15,
  );
  console.log(
    `| status of a run of 1,000 events | ${status!.ms.toFixed(0)} ms, ${(status!.ms / floor!.ms).toFixed(1)} times an empty Bun |`,
  );
} finally {
  await cleanup();
}
