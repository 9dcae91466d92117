// Writes the journals of real runs into tests/fixtures/journals: `bun tests/host/record.ts [name
// …]`, when an event has changed.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { teamName } from "../../src/run/journal/projections.ts";
import { honestCouncil, REQUEST } from "../harness/council.ts";
import { HOST_VERSIONS, type HostVersion } from "../harness/host.ts";
import { approveSettings } from "../harness/known.ts";
import { cleanup, IN_TURN, makeProject } from "../harness/project.ts";
import type { Worker } from "../harness/team.ts";
import { walkthroughFiles } from "../harness/walkthrough.ts";
import { failsTask, vetoes } from "./council-workers.ts";
import { answer, goOn, openQuestions } from "./from-outside.ts";
import { sloppy } from "./red-tests.ts";
import { eachAsksOnce } from "./reviewers.ts";
import { type Played, play, type Scenario } from "./scenario.ts";
import { playWalkthrough } from "./team-run.ts";

const FOLDER = join(import.meta.dir, "..", "fixtures", "journals");
/** The team's name is made of the project's path: in the recorded fold it is this one's. */
const ROOT = "/home/user/project";

const chain = (scenario: () => Partial<Scenario>) => (version: HostVersion) =>
  play({ version, ...scenario() });

/** A whole council on a project of its own; the person lets stand what a seat vetoes. */
const council =
  (worker: () => Worker, settings: Record<string, unknown> = {}) =>
  async (version: HostVersion): Promise<Played> => {
    const files = { ...IN_TURN, ".claude/multi-ai.json": JSON.stringify(settings) };
    const project = makeProject({ files });
    approveSettings(project);
    const scenario = {
      version,
      project,
      worker: worker(),
      prompt: `/multi-ai:council --auto ${REQUEST}`,
      limitMs: 200_000,
    };
    const played = await play(scenario);
    if (openQuestions(project).length === 0) return played;
    answer(project, "overrule", "It is called by our own code alone.");
    return goOn(scenario, played);
  };
/** Nothing answers there. */
const NOWHERE = {
  providers: { elsewhere: { base_url: "http://127.0.0.1:9/v1", model: "silent" } },
  council: { use: { "grok-devil": ["elsewhere/silent", "host/sonnet"] } },
};

const RUNS: Record<string, (version: HostVersion) => Promise<Played>> = {
  clean: chain(() => ({})),
  fixes: chain(eachAsksOnce),
  // What its runner prints of a failure holds the project's path: it goes to standard error.
  tests: chain(() => ({ worker: sloppy(undefined, ["sh -c 'bun test 2>/dev/null'"]) })),
  // In parallel where the host is new, one after the other where it is old.
  team: async (version) => {
    const isolation = version === "new" ? "worktree" : "checkout";
    const project = makeProject({ files: walkthroughFiles({ execute: { isolation } }) });
    return (await playWalkthrough({ version, project })).played;
  },
  "council-veto": council(() => vetoes("mistral-security")),
  "council-failed": council(failsTask),
  "council-fallback": council(honestCouncil, NOWHERE),
};
/** How these end, where they are not complete. */
const ENDS: Record<string, string> = { "council-failed": "failed" };
/** Runs that are as long as all others together: of one host. */
const OF_ONE_HOST = ["council-veto", "council-failed", "council-fallback"];
/**
 * Those that are named, else all: a journal of an earlier version is worth keeping, under a name of
 * its own.
 */
const wanted = process.argv.slice(2);

try {
  for (const [name, scenario] of Object.entries(RUNS).filter(
    ([one]) => wanted.length === 0 || wanted.includes(one),
  ))
    for (const version of HOST_VERSIONS.filter(
      (one) => one === "new" || !OF_ONE_HOST.includes(name),
    )) {
      const { run, state, project } = await scenario(version);
      if (run.exitCode !== 0 || state.status !== (ENDS[name] ?? "complete"))
        throw new Error(`the ${name} run (${version}) did not end right: ${run.results.at(-1)}`);
      const to = (ending: string) => join(FOLDER, `host-${version}-${name}.${ending}`);
      const journal = join(project, ".task/events.jsonl");
      const text = readFileSync(journal, "utf8");
      if (text.includes(project) || text.includes(run.home))
        throw new Error(`a path of this machine is in ${journal}`);
      copyFileSync(journal, to("jsonl"));
      copyFileSync(join(project, ".task/state.json"), to("state.json"));
      const tasks = readFileSync(join(project, ".task/pipeline-tasks.json"), "utf8");
      writeFileSync(to("tasks.json"), tasks.replace(teamName(project), teamName(ROOT)));
    }
} finally {
  await cleanup();
}
