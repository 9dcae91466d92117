// A message names only commands that work: whatever a command answers, in each state of a run, each
// command in it is tried.
// Runs: in full too.

import { afterAll, expect, test } from "bun:test";
import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../../src/engine/run.ts";
import { calledAs, inHost, speak } from "../../../src/plugin.ts";
import { startTime } from "../../../src/process/identity.ts";
import { filesIn } from "../../../src/project/project.ts";
import { type Answer, failed } from "../../../src/run/commands/command.ts";
import { COMMANDS } from "../../../src/run/commands/index.ts";
import { carryOut, parseLine } from "../../../src/run/commands/usage/arguments.ts";
import { storeRequest } from "../../../src/run/start/start-run.ts";
import { parkedRuns } from "../../../src/store/archive.ts";
import { inProcess, terminalContext } from "../../cli/in-process.ts";
import { apply, makeRun, makeRunAtWork, STATES } from "../../cli/made/make-run.ts";
import { teamRun } from "../../cli/made/team-run.ts";
import { ENTRY } from "../../engine/given.ts";
import { answerTo, typed } from "../../harness/hook.ts";
import { someOf } from "../../harness/in-full.ts";
import { allStartedHere } from "../../harness/known.ts";
import { cleanup, makeProject, tempDir } from "../../harness/project.ts";

afterAll(() => {
  speak(calledAs("multi-ai"));
  return cleanup();
});

const OTHER = "00000000-0000-4000-8000-00000000000f";
const alive = { pid: process.pid, start: startTime(process.pid)! };

/** The journal in `.task/<at>` with one event changed, from which on it is broken. */
function broken(root: string, type: string, at = ""): string {
  const path = join(root, ".task", at, "events.jsonl");
  writeFileSync(path, readFileSync(path, "utf8").replace(`"type":"${type}"`, '"type":"x"'));
  return root;
}
const asked = async (): Promise<string> => (await STATES["story question open"]()).root;
async function parked(): Promise<string> {
  const root = await asked();
  expect((await terminal(root, "park")).exit).toBe(0);
  return root;
}
async function archived(): Promise<string> {
  const { root } = await STATES.complete();
  expect((await terminal(root, "reset")).exit).toBe(0);
  return root;
}
async function wantsReason(option: string): Promise<string> {
  const made = await STATES["story question open"]();
  apply(made.project, {
    do: "answer",
    question: "Q1",
    option,
    text: null,
    via: "dialog",
    session: "s",
  });
  return made.root;
}

/** `foreign`: this machine knows nothing of the run. */
const ROOTS: Record<string, { make: () => Promise<string>; foreign?: true }> = {
  "no run": { make: async () => makeProject() },
  "a question open": { make: asked },
  "a question open, in a session at work": {
    make: async () => (await makeRun({ host: alive })).root,
  },
  "agents at work in another session": {
    make: async () =>
      (
        await makeRun({
          host: alive,
          until: (run: Run) => run.tasks.some((one) => one.status === "ready"),
        })
      ).root,
  },
  "an agent at work": { make: async () => (await STATES["review running"]()).root },
  "a reason wanted": { make: () => wantsReason("correct") },
  "a command wanted": { make: () => wantsReason("name") },
  complete: { make: async () => (await STATES.complete()).root },
  cancelled: { make: async () => (await STATES.cancelled()).root },
  parked: { make: parked },
  "parked and broken": {
    make: async () => {
      const root = await parked();
      return broken(root, "wrote", `parked/${parkedRuns(join(root, ".task"))[0]}`);
    },
  },
  archived: { make: archived },
  "foreign and archived": { make: archived, foreign: true },
  "a checkpoint open": { make: async () => teamRun((team) => team.until("checkpoint-a")).root },
  "a command wanted at a checkpoint": {
    make: async () => {
      const { root, project } = teamRun((team) => team.until("checkpoint-a"));
      apply(project, {
        do: "answer",
        question: "Q1",
        option: "name",
        text: null,
        via: "dialog",
        session: "s",
      });
      return root;
    },
  },
  "two questions about the run": {
    make: async () => {
      const made = await STATES["review running"]();
      apply(made.project, {
        do: "second_request",
        start: ENTRY,
        request: storeRequest(made.project, "Something else"),
      });
      return made.root;
    },
  },
  broken: { make: async () => broken(await asked(), "wrote") },
  "broken from the first event on": { make: async () => broken(await asked(), "run_created") },
  foreign: { make: asked, foreign: true },
  "foreign and complete": { make: async () => (await STATES.complete()).root, foreign: true },
  "foreign and parked": { make: parked, foreign: true },
  "foreign and broken": { make: async () => broken(await asked(), "wrote"), foreign: true },
};

const base = (root: string) => terminalContext(root, { HOME: "/nowhere" });

async function terminal(root: string, line: string): Promise<Answer> {
  speak(calledAs("multi-ai"));
  const words = line.split(" ").filter((word) => word !== "");
  return (await inProcess(words, base(root)))!;
}

/** The same, typed in a session that does not own the run. */
async function host(root: string, line: string): Promise<Answer> {
  const [name = ""] = line.split(" ");
  if (!Object.hasOwn(COMMANDS, name)) return terminal(root, line);
  speak(inHost);
  const command = COMMANDS[name as keyof typeof COMMANDS];
  const session = {
    id: OTHER,
    host: null,
    deliver: () => () => null,
    mode: "acceptEdits",
    takes: (_run: string, force: boolean) => ({
      do: "attach" as const,
      session: OTHER,
      host: null,
      force,
    }),
    unheard: () => null,
  };
  return carryOut(name, command, parseLine(name, command, line.slice(name.length).trim()), {
    ...base(root),
    session,
  }).catch((error) => failed(error, "host"));
}

const DOORS = { terminal, host };
const LOOKING: Record<keyof typeof DOORS, string[]> = {
  terminal: [
    "status",
    "next",
    "report",
    "resume",
    "resume --from 3",
    "decide",
    "decide A",
    "decide proceed",
    "park",
    "rollback",
    "cancel --force",
    "trust",
    "ruling x",
    "phase",
  ],
  host: [
    "status",
    "resume",
    "resume --from 3",
    "decide",
    "decide A",
    "rollback",
    "cancel",
    "trust",
    "ruling x",
  ],
};
const NAMED =
  /(\/multi-ai:|multi-ai )(status|decide|cancel|reset|resume|park|report|trust|rollback|run --continue|next --proceed)(?! --run <)((?: --(?:run|from|question) [\w-]+| --force| --undo| --yes| --pr| --reason "…"| <A(?:, [B…])*>| [A-D](?= )| multi-ai-[0-9a-f]{8}(?= ))*)/g;

/** Commands that a text names, as they are typed; what is to be filled in is filled in. */
const namedIn = (text: string): [door: keyof typeof DOORS, line: string][] =>
  [...text.matchAll(NAMED)].map(([, door, verb, rest]) => [
    door === "multi-ai " ? "terminal" : "host",
    `${verb}${rest}`.replace(/<A(?:, [B…])*>/, "A").replace('"…"', "because"),
  ]);

function copyOf(root: string, foreign: boolean): string {
  const copy = join(tempDir(), "copy");
  cpSync(root, copy, { recursive: true, verbatimSymlinks: true });
  if (!foreign) allStartedHere(copy);
  return copy;
}

/** Runs that were put aside. */
const keptIn = (root: string): string[] =>
  ["parked", "history"].flatMap((name) =>
    filesIn(join(root, ".task", name)).filter((one) => /-[0-9a-f]{8}$/.test(one)),
  );

const isRefused = (line: string, { exit, text }: Answer): boolean =>
  line.startsWith("trust")
    ? !text.includes("To take it")
    : line === "run --continue"
      ? !text.includes("Claude Code was not found")
      : exit !== 0;

test.each(["a question open", "complete", "foreign and complete"])(
  "resume --from cuts nothing away where nothing is broken: %s",
  async (state) => {
    const { make, foreign = false } = ROOTS[state]!;
    const root = copyOf(await make(), foreign);
    const journal = (): string => readFileSync(join(root, ".task/events.jsonl"), "utf8");
    const before = journal();
    for (const door of [terminal, host]) {
      const { exit, text } = await door(root, "resume --from 3");
      expect([exit, text]).toEqual([1, expect.stringContaining("nothing was changed")]);
    }
    expect(journal()).toBe(before);
  },
);

test("a second session is told how it takes a run over from one that is at work", async () => {
  const { root } = await makeRun({ host: alive });
  const other = { session: OTHER, env: {} };
  for (const answer of [
    await typed(root, "multi-ai", "Add x", other),
    await typed(root, "multi-ai", "", other),
    await answerTo(root, "SessionStart", { source: "startup" }, other),
  ])
    expect(JSON.stringify(answer)).toContain("/multi-ai:resume --force takes it over");
});

test.each([
  [
    "at work",
    () => makeRunAtWork("T1", "a1b2c3", { host: alive }),
    "nothing to do here: it continues in another session; /multi-ai:resume --force takes it over for this session, and its running tasks start again",
  ],
  [
    "with a question",
    () => makeRun({ host: alive }),
    "answer Q1 in the session that runs it; /multi-ai:resume --force takes it over for this session; then you are asked Q1",
  ],
])(
  "the status of a run that another session carries, %s, says first what goes on there",
  async (_state, make, next) => {
    const { reason } = (await typed((await make()).root, "status", "", {
      session: OTHER,
      env: {},
    }))!;
    expect(reason!.replaceAll(/\s+/g, " ")).toEndWith(` Next: ${next}`);
  },
);

/** What a command may have changed: the journal, and where runs are kept. */
const stampOf = (root: string): string => {
  const at = (name: string): string[] => filesIn(join(root, ".task", name));
  const journal = join(root, ".task/events.jsonl");
  return JSON.stringify([
    existsSync(journal) ? statSync(journal).size : null,
    at("parked"),
    at("history"),
    at(""),
  ]);
};

for (const [state, { make, foreign = false }] of someOf(Object.entries(ROOTS)))
  test(`what is named works: ${state}`, async () => {
    const made = await make();
    const root = foreign ? copyOf(made, true) : made;
    const wrong: string[] = [];
    const runs = keptIn(root).flatMap((id) =>
      ["status", "report", "rollback"].map((verb) => `${verb} --run ${id}`),
    );
    // A copy serves until something was changed in it; what was named in the same state is tried
    // once.
    let [at, before] = [copyOf(root, foreign), ""];
    const known = new Set<string>();
    for (const [door, lines] of Object.entries(LOOKING) as [keyof typeof DOORS, string[]][])
      for (const line of [...lines, ...runs]) {
        before ||= stampOf(at);
        const answer = await DOORS[door](at, line);
        const changed = stampOf(at) !== before;
        for (const [where, named] of namedIn(answer.text)) {
          if (!changed && known.has(`${where} ${named}`)) continue;
          if (!changed) known.add(`${where} ${named}`);
          const there = copyOf(at, foreign);
          const tried = await DOORS[where](
            there,
            named === "run --continue" ? "run --continue --claude /none" : named,
          );
          if (isRefused(named, tried))
            wrong.push(
              `${door} ${line}: ${answer.text.slice(0, 300)}\n   -> ${named}: ${tried.text.slice(0, 200)}`,
            );
          rmSync(there, { recursive: true });
        }
        if (changed) [at, before] = [copyOf(root, foreign), ""];
      }
    expect(wrong.join("\n\n")).toBe("");
  });
