// Guarantee: What comes next is read from the files.
// A project in the real host, from its idea to the end of its milestone: what comes next is what
// `next` says.
// Runs: in full only, by a driver too, first.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { attempt } from "../../src/process/attempt.ts";
import { descendants, runningProcesses, startedWith } from "../../src/process/table.ts";
import { inFull } from "../harness/in-full.ts";
import { type Model, startModel } from "../harness/model.ts";
import { DOCUMENT, honestPhases } from "../harness/phases/whole.ts";
import { cleanup, DEFAULT_FILES, git, makeProject, tempDir } from "../harness/project.ts";
import { obedientMain, team } from "../harness/team.ts";
import { begin, CARRIER, type Left, left, ofType, PLUGIN, play } from "./scenario.ts";

afterEach(cleanup);

const FIRST = "/multi-ai:new-project --auto @idea.md";
const NEXT = "/multi-ai:next --auto";
/** What is typed from the idea to the milestone's end, by the entry of the run that it starts. */
const PHASE = ["discuss-phase", "plan-phase", "execute-phase", "verify-work"];
const ENTRIES = ["new-project", ...[1, 2, 3].flatMap(() => PHASE), "complete-milestone"];

const makeGreeter = () => makeProject({ files: { ...DEFAULT_FILES, "idea.md": DOCUMENT } });
const entryOf = ({ events }: Left) => ofType(events, "run_created").at(-1)?.entry;

/**
 * What a project has come to, without what differs from one time to the next: times, and hashes,
 * which YAML quotes where they look like a number.
 */
function endOf(project: string) {
  const text = (path: string) =>
    readFileSync(join(project, path), "utf8").replaceAll(
      /\b\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?|"?\b[0-9a-f]{7,64}\b"?|(?<=<!-- multi-ai )\w{6} \w{6}|\b\d+(?:s|min)\b/g,
      "…",
    );
  const files = readdirSync(join(project, ".planning"), {
    recursive: true,
    encoding: "utf8",
  }).sort();
  return {
    texts: Object.fromEntries(
      files
        .filter((one) => /\.(?:md|json)$/.test(one))
        .map((one) => [one, text(join(".planning", one))]),
    ),
    history: git(project, "log", "--format=%s").split("\n").sort(),
    sources: readdirSync(join(project, "src")).sort(),
    dirty: git(project, "status", "--porcelain"),
  };
}

async function inOneSession(): Promise<string> {
  const project = makeGreeter();
  const common = { version: "new", project, worker: honestPhases(), limitMs: 200_000 } as const;
  const played = await play({ ...common, prompt: FIRST });
  const entries = [entryOf(played)];
  const again = {
    ...common,
    model: played.model,
    home: played.run.home,
    args: ["--continue"],
    prompt: NEXT,
  };
  while (entries.length < ENTRIES.length) {
    const now = await play(again);
    expect([entryOf(now), now.state.status]).toEqual([ENTRIES[entries.length]!, "complete"]);
    expect(ofType(now.events, "refused")).toEqual([]);
    entries.push(entryOf(now));
  }
  const done = await play(again);
  expect(done.run.stdout + done.run.stderr).toContain(
    "Start the next milestone: milestone v1.0 is complete",
  );
  return project;
}

/** The task of each command during which its host is killed. */
const KILLED_AT: Record<string, string> = {
  "new-project": "Research - features",
  "discuss-phase": "Assumptions about the phase",
  "plan-phase": "Plan the phase",
  "execute-phase": "Task 1",
  "verify-work": "Verify the phase",
  "complete-milestone": "Archive the milestone",
};

/**
 * Starts a session or a driver and kills it with what it is doing as soon as the command is at its
 * task.
 */
async function killed(project: string, home: string, model: Model, prompt: string): Promise<void> {
  const host = begin({
    version: "new",
    project,
    home,
    plugin: PLUGIN,
    model,
    prompt,
    limitMs: 100_000,
  });
  const isAt = (): boolean => {
    try {
      const now = left(project);
      const wanted = KILLED_AT[entryOf(now) ?? ""];
      return now.tasks.some(({ subject, status }) => subject === wanted && status === "running");
    } catch {
      return false; // A file that is being written.
    }
  };
  while (!isAt()) await Bun.sleep(10);
  // Its hooks as well, and what they begin while this looks: one that archives would end what it
  // does.
  const family = (): number[] => [
    ...descendants(runningProcesses(), new Set([host.pid])).map(({ pid }) => pid),
    ...startedWith(`HOME=${home}`).map(({ pid }) => pid),
  ];
  for (let pids = [host.pid, ...family()]; pids.length > 0; pids = family())
    for (const pid of pids) attempt(() => process.kill(pid, "SIGKILL"), null);
  await host.exited;
}

async function killedInEachCommand(): Promise<string> {
  const project = makeGreeter();
  const home = tempDir("multi-ai-home-");
  const model = startModel({ script: team(honestPhases(), obedientMain) });
  for (const [index, entry] of ENTRIES.entries()) {
    const prompt = index === 0 ? FIRST : NEXT;
    await killed(project, home, model, prompt);
    expect([entryOf(left(project)), left(project).state.status]).toEqual([entry, "running"]);
    const common = { version: "new", project, home, model, limitMs: 200_000 } as const;
    const refused = await play({ ...common, prompt: NEXT });
    expect(refused.run.stdout + refused.run.stderr).toMatch(/\/multi-ai:resume|run --continue/);
    const resumed = await play({ ...common, prompt: "/multi-ai:resume" });
    expect([entry, resumed.state.status]).toEqual([entry, "complete"]);
  }
  return project;
}

// A driver is killed in each phase of each workflow in kills.test.ts.
describe.skipIf(CARRIER === "direct")("a project of three phases", () => {
  inFull(
    "comes to the same end in one session, and with a kill -9 in each command and a new session each time",
    async () => {
      const [one, other] = [endOf(await inOneSession()), endOf(await killedInEachCommand())];
      expect(one.history).toContain("feat(01-02): write thanks");
      expect(one.dirty).toBe("");
      expect(
        Object.keys(one.texts).filter((path) => path.startsWith("milestones/v1.0-phases/")).length,
      ).toBe(20);
      expect(other).toEqual(one);
    },
  );
});

test("an idea becomes a roadmap, and next leads on", async () => {
  const project = makeGreeter();
  const common = { version: "new", project, worker: honestPhases(), limitMs: 200_000 } as const;
  const first = await play({ ...common, prompt: FIRST });
  expect([first.state.status, ofType(first.events, "refused")]).toEqual(["complete", []]);
  expect(existsSync(join(project, ".planning/ROADMAP.md"))).toBe(true);
  const next = await play({ ...common, model: first.model, prompt: NEXT });
  expect([entryOf(next), next.state.status]).toEqual(["discuss-phase", "complete"]);
  expect(git(project, "log", "--format=%s").split("\n")).toEqual([
    "docs: discuss-phase 01",
    "docs: new-project",
    "start",
  ]);
});
