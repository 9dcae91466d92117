// What is said in each state of a run: to what is typed there, at both doors, and by itself.
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { acceptedTasks } from "../../src/engine/run.ts";
import { handle } from "../../src/hooks/index.ts";
import { hookCall } from "../../src/hooks/step.ts";
import { narrow } from "../../src/host/payload.ts";
import { calledAs, inHost, PLUGIN, speak } from "../../src/plugin.ts";
import { findProject } from "../../src/project/project.ts";
import { atWorkText } from "../../src/render/directive.ts";
import { nextSteps } from "../../src/render/next-steps.ts";
import { taskOutcome } from "../../src/run/outcome.ts";
import { reportFacts, reportOf } from "../../src/run/report.ts";
import { inProcess, terminalContext } from "../cli/in-process.ts";
import { apply, type MadeRun, makeRun, SESSION, type STATES } from "../cli/make-run.ts";
import { makeTeamRun } from "../cli/make-team-run.ts";
import { IS_FULL } from "../harness/in-full.ts";
import { allStartedHere } from "../harness/known.ts";
import { makeProject, tempDir, writeFiles } from "../harness/project.ts";
import * as planning from "../workflows/phases/planning-given.ts";
import type { Entry } from "./entry.ts";
import { NEW_REQUESTS, SETUP } from "./usage.ts";

/** Whether somebody reads the whole listing. */
const IS_READ = process.argv[1]?.endsWith("/catalogue.ts") === true;

/** States of a run, and what is typed there: right, wrong, and at the wrong time. */
export const STATE_NAMES = [
  ...["story question open", "review running", "complete", "cancelled"],
  // What is said there is said of other questions elsewhere: `npm run test:faults` and a reader look at all of them.
  ...(IS_FULL || IS_READ ? ["escalation", "provider failed"] : []),
] as (keyof typeof STATES)[];
const TYPED = [
  ...[
    "status",
    "decide",
    "decide Z",
    "decide A --question Q9",
    "decide change",
    "ruling who",
    "cancel",
    "reset",
    "resume",
  ],
  ...[
    "resume none",
    "resume --from 3",
    "rollback",
    "rollback --undo",
    "trust",
    "trust 0123456789ab",
    "status --run none",
  ],
  ...["cancel --forc", "park"],
];
const IN_TERMINAL = [
  ...["", "next", "next --proceed", "phase", "explain T1", "explain T99", "runs", "log --run none", "verify"],
  ...[
    "report --run none",
    "visualize",
    "budget check",
    "roadmap",
    "roadmap remove 9",
    "notify --test",
    "check T5",
    "run",
  ],
  ...["run team", "run teem x", "run --continue", "run multi-ai ok"],
];
/** A place where something is typed. `isOwn`: its run was begun on this machine. */
interface Place {
  root: string;
  isOwn: boolean;
  terminal: string[];
  host: string[];
}

const withSettings = (text: string): string => {
  const root = makeProject();
  writeFiles(root, { ".claude/multi-ai.json": text });
  return root;
};

/** Runs in each state, and the places where something is not as it should be. */
export async function places(made: Record<string, MadeRun>): Promise<Record<string, Place>> {
  const both = { isOwn: true, terminal: [...TYPED, ...IN_TERMINAL], host: TYPED.filter((line) => line !== "park") };
  const runs = Object.entries(made).map(([name, { root }]): [string, Place] => [name, { root, ...both }]);
  const open = made["story question open"]!;
  const few = ["status", "decide A", "cancel", "reset", "resume", "rollback", "trust"];
  const start = "multi-ai Add a door";
  const broken = (await makeRun()).root;
  const journal = join(broken, ".task/events.jsonl");
  writeFileSync(journal, readFileSync(journal, "utf8").replace('"type":"wrote"', '"type":"Wrote"'));
  rmSync(join(broken, ".task/snapshot.json"));
  const parked = (await makeRun()).root;
  await typedInTerminal(parked, "park");
  const held = await makeRun();
  apply(held.project, { do: "hold", failure: { failure: "rate_limit", message: "Limit reached", until: "3pm (UTC)" } });
  const team = await makeTeamRun({ answer: () => null });
  const phases = makeProject();
  planning.project(phases, [
    { number: "1", name: "Base", done: true },
    { number: "2", name: "Search", depends: "Phase 1" },
  ]);
  const waits = withSettings('{"tests": {"commands": ["npm test"]}, "execute": {"allow": ["make check"]}}');
  const wrong = withSettings('{"limit": 3, "bounds": {"implementr": {"minutes": -1}}, "codex": {"missing": "gpt"}}');
  return {
    "no run": {
      ...both,
      root: makeProject(),
      host: [...both.host, ...SETUP, ...NEW_REQUESTS.map((line) => `multi-ai ${line}`)],
    },
    ...Object.fromEntries(runs),
    "a second request": {
      ...both,
      root: open.root,
      terminal: [],
      host: NEW_REQUESTS.map((line) => `multi-ai ${line}`),
    },
    "came with the project": { root: open.root, isOwn: false, terminal: few, host: [...few, start] },
    "its journal is broken": { root: broken, isOwn: true, terminal: few, host: [...few, start] },
    parked: { root: parked, isOwn: true, terminal: [...few, "runs"], host: few },
    "the API gives no answer": { root: held.root, isOwn: true, terminal: [...few, "next"], host: few },
    "settings wait": {
      root: waits,
      isOwn: true,
      terminal: ["trust", "verify", "run multi-ai door"],
      host: ["trust", start],
    },
    "settings are wrong": {
      root: wrong,
      isOwn: true,
      terminal: ["verify", "trust", "run multi-ai door"],
      host: [start],
    },
    "a checkpoint of a team run": {
      ...{ root: team.root, isOwn: true, host: ["status", "decide", "ruling who"] },
      terminal: ["", "next", "next --proceed", "ruling who", "budget check", "explain T1", "rollback"],
    },
    "a project in phases": {
      ...{ root: phases, isOwn: true, host: ["next", "plan-phase 9", "verify-work 1", "execute-phase 2", "status"] },
      terminal: ["roadmap", "roadmap remove 1", "roadmap move 2 1", "roadmap resume", "roadmap insert 9 x", "status"],
    },
  };
}

const env = { PATH: "/usr/bin:/bin", HOME: "/nonexistent" };

async function typedInTerminal(root: string, line: string): Promise<string> {
  // The program says that there is no such verb before it looks for a verb's own words.
  return (await inProcess(line.split(" "), terminalContext(root, env)))?.text ?? "";
}

async function typedInHost(root: string, line: string): Promise<string> {
  const [name = "", ...rest] = line.split(" ");
  const payload = narrow({
    hook_event_name: "UserPromptExpansion",
    session_id: SESSION,
    command_name: `${PLUGIN}:${name}`,
    command_args: rest.join(" "),
  });
  const output = await handle(hookCall(payload, findProject(root), { ...env, CLAUDE_PROJECT_DIR: root }));
  const { reason, systemMessage } = (output ?? {}) as { reason?: string; systemMessage?: string };
  return reason ?? systemMessage ?? "";
}

/** Lines that change nothing where they are typed; each other one gets a copy of its own. */
const READS =
  /^(?:|status.*|next|phase|explain .*|runs|log .*|report .*|visualize|budget check|roadmap|notify --test|check .*|run.*|.* none|.*--forc|decide(?: Z| change)?)$/;

/** What commands say in each place, at both doors. */
export async function said(all: Record<string, Place>): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const [state, place] of Object.entries(all))
    for (const where of ["terminal", "host"] as const)
      for (const line of place[where]) {
        const isReading = place.isOwn && where === "terminal" && READS.test(line);
        const root = isReading ? place.root : join(tempDir(), basename(place.root));
        if (!isReading) cpSync(place.root, root, { recursive: true, verbatimSymlinks: true });
        if (place.isOwn && !isReading) allStartedHere(root);
        speak(where === "host" ? inHost : calledAs(PLUGIN));
        const text = await (where === "host" ? typedInHost : typedInTerminal)(root, line);
        speak(calledAs(PLUGIN));
        const of = `${line || PLUGIN} · ${state}`;
        if (text !== "") entries.push({ kind: "said", of, where, text: text.replaceAll(root, "/p") });
      }
  return entries;
}

/** What is said of a run beside commands: what is at work, what came of each task, and the report of one that is over. */
export const ofRuns = (made: Record<string, MadeRun>): Entry[] =>
  Object.entries(made).flatMap(([of, { project, run }]): Entry[] => [
    { kind: "report", of, where: "terminal", text: reportOf(project, run) },
    ...run.tasks
      .filter(({ status }) => status === "running")
      .map((task): Entry => {
        const text = atWorkText(run, [task], { told: true, now: run.updated_at });
        return { kind: "said", of, where: "host", text };
      }),
    ...acceptedTasks(run).map(
      (task): Entry => ({ kind: "said", of, where: "host", text: taskOutcome(project, run, task) }),
    ),
  ]);

export function steps(made: Record<string, MadeRun>): Entry[] {
  const doors = { host: inHost, terminal: calledAs(PLUGIN) } as const;
  return Object.entries(made).flatMap(([state, { project, run }]) =>
    (["host", "terminal"] as const).flatMap((where) => {
      speak(doors[where]);
      const facts = reportFacts(project, run);
      const all = nextSteps(facts, "rollback").map(
        ({ command, does }): Entry => ({ kind: "next step", of: state, where, text: `${command}: ${does}` }),
      );
      speak(calledAs(PLUGIN));
      return all;
    }),
  );
}
