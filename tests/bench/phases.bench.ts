// What the phases workflow costs in the real host: a wave of three plans side by side against one
// after the other, what a phase of ten plans leaves in the main thread, what a phase asks of it
// from its discussion to its verification, and the briefs of all agents from `new-project` to the
// end of a milestone. And what it costs to look at 500 phases with 5,000 plans: the last one is
// due. bun tests/bench/phases.bench.ts [waves] [context] [requests] [briefs] [reading]

import { SETTINGS_FILE } from "../../src/settings.ts";
import type { Model } from "../harness/model.ts";
import { bringsItsFile, planFile } from "../harness/phases/execute.ts";
import { DOCUMENT } from "../harness/phases/new-project.ts";
import { ALONE, phaseOf, planningOf, planOf, summaryOf } from "../harness/phases/project.ts";
import { honestPhases } from "../harness/phases/whole.ts";
import { cleanup, DEFAULT_FILES, git, makeProject, writeFiles } from "../harness/project.ts";
import { obedientMain, readBrief, type Worker } from "../harness/team.ts";
import { carried } from "../host/carried.ts";
import { runOf } from "../host/from-outside.ts";
import { growthOf } from "../host/growth.ts";
import { atTerminal, type Price, phaseCourse, priceOf } from "../host/phase.ts";
import { mainRequests, type Played, play } from "../host/scenario.ts";

/** How long each agent takes before its first call, in milliseconds. */
const TAKES = 4_000;
const LIMIT = 300_000;

const asked = process.argv.slice(2);
const wants = (part: string): boolean => asked.length === 0 || asked.includes(part);
const two = (n: number): string => String(n).padStart(2, "0");
const kB = (bytes: number): string => `${(bytes / 1_000).toFixed(2)} kB`;

/** Stands in every plan's body, and nowhere else. */
const BODY = "Only whoever carries out this plan reads this sentence. ";

/**
 * Plans that do not wait for each other, each with one task; `prose`: bytes of each plan's body
 * beyond what it needs.
 */
const plansOf = (count: number, prose = 0): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => {
      const file = `src/part-${at + 1}.txt`;
      const action = `${BODY.repeat(1 + Math.floor(prose / BODY.length))}`;
      const task = {
        name: `Bring part-${at + 1}`,
        files: [file],
        commands: [`test -f ${file}`],
        action,
      };
      return [`01-${two(at + 1)}`, planFile(`01-${two(at + 1)}`, [task])];
    }),
  );

/** Agents take their time before their first call. */
function slow(worker: Worker, takes: number): Worker {
  return (brief, turn) => {
    if (turn.turn > 0 || takes === 0) return worker(brief, turn);
    return { calls: [{ name: "Bash", input: { command: "ls" } }], delayMs: takes };
  };
}

/**
 * Carries out phase 1 of these plans. `worktrees`: side by side. @throws where it does not end
 * whole
 */
async function execute(
  plans: Record<string, string>,
  worktrees: boolean,
  takes = 0,
): Promise<Played> {
  const settings = { ...ALONE, execute: { isolation: worktrees ? "worktree" : "checkout" } };
  const files = { "README.md": "# Greeter\n", [SETTINGS_FILE]: JSON.stringify(settings) };
  const project = makeProject({ files });
  writeFiles(project, phaseOf(plans));
  const played = await play({
    ...{ version: "new" as const, project, limitMs: LIMIT, worker: slow(bringsItsFile, takes) },
    prompt: "/multi-ai:execute-phase --auto 1",
  });
  if (played.state.status !== "complete")
    throw new Error(`the run is ${played.state.status}: ${played.state.reason}`);
  return played;
}

/**
 * Seconds from the first agent's start to where the phase is recorded: agents, success commands,
 * merges, commits, summaries.
 */
function wallOf({ project }: Played): number {
  const { tasks } = runOf(project);
  const begun = tasks.flatMap((one) =>
    one.who.program === undefined && one.started_at ? [one.started_at] : [],
  );
  const recorded = tasks.find(({ gate }) => gate === "execute-publish")!.started_at!;
  return (Date.parse(recorded) - Math.min(...begun.map((at) => Date.parse(at)))) / 1_000;
}

async function waves(): Promise<void> {
  console.log(
    `| three plans, an agent takes ${TAKES / 1_000} s | s | to one plan alone |\n|---|---|---|`,
  );
  const alone = wallOf(await execute(plansOf(1), true, TAKES));
  const together = wallOf(await execute(plansOf(3), true, TAKES));
  const inTurn = wallOf(await execute(plansOf(3), false, TAKES));
  const row = (name: string, s: number): void =>
    console.log(`| ${name} | ${s.toFixed(1)} | ${(s / alone).toFixed(2)} |`);
  row("one plan alone", alone);
  row("a wave of three, each in a worktree, with the merges", together);
  row("the same one after the other (`execute.isolation: checkout`)", inTurn);
  console.log(`\nIn turn to side by side: ${(inTurn / together).toFixed(2)}\n`);
}

/** What the main thread has sent and been sent in its conversation, whole. */
const mainText = (model: Model): string =>
  JSON.stringify(mainRequests(model).map(({ turn }) => turn?.messages));

async function context(): Promise<void> {
  console.log("| main thread | plans | body of a plan | a plan | of it ours | host's frames |");
  console.log("|---|---|---|---|---|---|");
  for (const [name, count, prose, worktrees] of [
    ["side by side", 3, 0, true],
    ["side by side", 10, 0, true],
    ["side by side", 10, 20_000, true],
    ["one after the other", 10, 0, false],
    ["one after the other", 10, 20_000, false],
  ] as const) {
    const { model } = await execute(plansOf(count, prose), worktrees);
    if (mainText(model).includes(BODY.trim()))
      throw new Error("the main thread was told a plan's body");
    const { whole, ours, report } = growthOf(model);
    const each = [whole - report, ours, whole - ours - report].map((one) => kB(one / count));
    console.log(`| ${name} | ${count} | ${kB(prose)} | ${each.join(" | ")} |`);
  }
  console.log("");
}

async function requests(): Promise<void> {
  console.log(
    "| a phase, whole | plans | main requests | its context grows by |\n|---|---|---|---|",
  );
  for (const functions of [["sorry"], ["sorry", "thanks", "cheers"]]) {
    const row = (name: string, { requests, grown }: Price): void =>
      console.log(`| ${name} | ${functions.length} | ${requests} | ${kB(grown)} |`);
    for (const carrier of ["direct", "session"] as const) {
      const course = phaseCourse(functions);
      await carried(carrier, course);
      row(
        carrier === "direct" ? "`multi-ai run --auto`" : "`claude -p`, `--auto`",
        priceOf(course.model),
      );
    }
    for (const flags of [["--auto"], []]) {
      const { model, terminal } = await atTerminal(phaseCourse(functions), ...flags);
      row(`at a terminal${flags.length > 0 ? ", `--auto`" : ""}`, priceOf(model));
      await terminal.close();
    }
  }
  console.log("");
}

interface BriefSize {
  agent: string;
  bytes: number;
}

/** The briefs of a session's agents, each once. */
function briefsOf({ model, tasks }: Played): BriefSize[] {
  const all = new Map<string, BriefSize>();
  for (const { thread, turn } of model.requests) {
    const brief = thread === "agent" && turn ? readBrief(turn.firstUser) : null;
    if (brief === null || turn === null) continue;
    const agent = tasks.find(({ id }) => id === brief.task)?.agent ?? "?";
    all.set(brief.nonce, { agent, bytes: Buffer.byteLength(turn.firstUser) });
  }
  return [...all.values()];
}

/** Commands that a project of three phases takes at most. */
const MOST_COMMANDS = 24;

async function briefs(): Promise<void> {
  const project = makeProject({ files: { ...DEFAULT_FILES, "idea.md": DOCUMENT } });
  const worker = honestPhases();
  const sizes: BriefSize[] = [];
  let home: string | undefined;
  let prompt = "/multi-ai:new-project --auto @idea.md";
  for (let count = 0; count < MOST_COMMANDS; count++) {
    const played = await play({
      ...{ version: "new" as const, project, worker, main: obedientMain, prompt, limitMs: LIMIT },
      ...(home === undefined ? {} : { home }),
    });
    home = played.run.home;
    if (played.state.status !== "complete")
      throw new Error(
        `${prompt}: ${played.state.status}: ${played.state.reason} ${played.run.results.at(-1)}`,
      );
    sizes.push(...briefsOf(played));
    if (runOf(project).entry === "complete-milestone") break;
    prompt = "/multi-ai:next --auto";
  }
  console.log(`| brief of | how many | largest, bytes |\n|---|---|---|`);
  const byAgent = [...Map.groupBy(sizes, ({ agent }) => agent)].map(([agent, all]) => ({
    agent,
    all: all.toSorted((one, other) => other.bytes - one.bytes),
  }));
  for (const { agent, all } of byAgent.toSorted(
    (one, other) => other.all[0]!.bytes - one.all[0]!.bytes,
  ))
    console.log(`| ${agent} | ${all.length} | ${all[0]!.bytes} |`);
}

/** Phases, and plans of each, that are looked at. */
const [PHASES, PLANS] = [500, 10];

/** CPU of a look at a large project, as whole processes; the floor is the program's own start. */
function reading(): void {
  const project = makeProject();
  const phases = Array.from({ length: PHASES }, (_, at) => ({
    ...{ number: `${at + 1}`, name: `Part ${at + 1}`, requirements: ["GREET-01"] },
    ...{ depends_on: at === 0 ? [] : [`${at}`], done: at + 1 < PHASES },
  }));
  const files = planningOf(phases);
  for (let number = 1; number <= PHASES; number++)
    for (let plan = 1; plan <= PLANS; plan++) {
      const id = `${two(number)}-${two(plan)}`;
      const path = `.planning/phases/${two(number)}-part/${id}`;
      if (number === PHASES)
        git(project, "commit", "-q", "--allow-empty", "-m", `feat(${id}): a part`);
      files[`${path}-PLAN.md`] = planOf(id);
      files[`${path}-SUMMARY.md`] = summaryOf(id, { commits: [] });
    }
  writeFiles(project, files);
  const cpu = (...args: string[]): number => {
    const [first, ...more] = Array.from({ length: 3 }, () => {
      const { resourceUsage } = Bun.spawnSync(
        [process.execPath, "scripts/orchestrator.ts", ...args, "--project", project],
        {
          env: { PATH: process.env.PATH ?? "", HOME: project },
        },
      );
      return Number(resourceUsage.cpuTime.total) / 1e6;
    });
    return [first!, ...more].sort((one, other) => one - other)[1]!;
  };
  const floor = cpu("--version");
  console.log("| look | CPU | to the program's own start |\n|---|---|---|");
  for (const verb of ["roadmap", "status", "next"])
    console.log(`| ${verb} | ${cpu(verb).toFixed(2)} s | ${(cpu(verb) / floor).toFixed(1)} |`);
}

try {
  if (wants("reading")) reading();
  if (wants("waves")) await waves();
  if (wants("context")) await context();
  if (wants("requests")) await requests();
  if (wants("briefs")) await briefs();
} finally {
  await cleanup();
}
