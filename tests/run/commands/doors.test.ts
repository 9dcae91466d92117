// A person's command says and does the same as a slash command and as a verb, in every state of a
// run.
// Runs: in full too, first.
// Not in npm test: ^(?:nothing started|waiting for the API|failed|parked|of a newer)\b
// Not in npm test: ^a check running\b
// Not in npm test: ^in the host (?:a broken|help)
// Not in npm test: ^its journal cannot be read (?!reset)|^what differs.*ruling x|^cancelled (?:decide|resume)
// Not in npm test: ^complete (?:cancel|resume --from)|^a question open (?:resume|rollback)
// Not in npm test: ^no run reset|^cancelled rollback|^a question open decide B
import { afterAll, describe, expect, test } from "bun:test";
import {
  appendFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import type { Recorded } from "../../../src/engine/events.ts";
import { type Run, taskOf } from "../../../src/engine/run.ts";
import { alive, startTime } from "../../../src/process/identity.ts";
import { findProject } from "../../../src/project/project.ts";
import { COMMANDS } from "../../../src/run/commands/index.ts";
import { cli } from "../../cli/cli.ts";
import { apply, dispatchTask, type MadeRun, makeRun, STATES } from "../../cli/made/make-run.ts";
import { typed } from "../../harness/hook.ts";
import { IS_FULL } from "../../harness/in-full.ts";
import { allStartedHere } from "../../harness/known.ts";
import { cleanup, makeProject, onCleanup, tempDir } from "../../harness/project.ts";
import { PLAN_CODEX } from "../../workflows/multi-ai/ids.ts";

afterAll(cleanup);

const OWNER = "3f0c2c1e-0000-4000-8000-000000000001";
const ready = (id: string) => (run: Run) => taskOf(run, id)?.status === "ready";
const started = () => makeRun({ request: "Say bye", until: ready("T1") });
const sha = (text: string): string => new Bun.CryptoHasher("sha256").update(text).digest("hex");

/** A program that a check would have started: a group of its own. */
function program(): { pid: number; start: string } {
  const child = Bun.spawn(["sleep", "600"], {
    detached: true,
    stdio: ["ignore", "ignore", "ignore"],
  });
  onCleanup(() => child.kill("SIGKILL"));
  return { pid: child.pid, start: startTime(child.pid)! };
}

/** The journal with its first event changed, and a chain that holds. */
function rewritten({ project }: MadeRun, change: (first: Record<string, unknown>) => object): void {
  const path = join(project.task, "events.jsonl");
  const events = readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  let prev = events[0]!.prev as string;
  const lines = events.map((event, index) => {
    const line = JSON.stringify({ ...(index === 0 ? change(event) : event), prev });
    prev = sha(line);
    return line;
  });
  writeFileSync(path, `${lines.join("\n")}\n`);
  rmSync(join(project.task, "snapshot.json"));
}

/**
 * Each brings a project to a state; the folder is copied for every command. `check` is a program
 * that must not outlive its task.
 */
const RUNS: Record<
  string,
  () => Promise<{ root: string; check?: () => { pid: number; start: string } }>
> = {
  "no run": async () => ({ root: makeProject() }),
  "nothing started": started,
  "an agent at work": STATES["review running"],
  "a question open": () => makeRun({ request: "Say bye" }),
  "waiting for the API": async () => {
    const made = await started();
    const failure = { failure: "rate_limit", message: "Limit reached", until: "3pm (UTC)" };
    apply(made.project, { do: "hold", failure });
    return made;
  },
  "a check running": async () => {
    const approve = { story: { option: "approve", text: null } };
    const made = await makeRun({ request: "Say bye", answers: approve, until: ready(PLAN_CODEX) });
    await dispatchTask(made.project, made.run, taskOf(made.run, PLAN_CODEX)!);
    return { ...made, check: program };
  },
  complete: STATES.complete,
  failed: async () => {
    const made = await started();
    const path = join(made.project.task, "events.jsonl");
    const last = readFileSync(path, "utf8").trim().split("\n").at(-1)!;
    const { seq, at, run } = JSON.parse(last) as Recorded;
    const event = {
      seq: seq + 1,
      at,
      type: "ended",
      run,
      status: "failed",
      reason: "it broke",
      prev: sha(last),
    };
    appendFileSync(path, `${JSON.stringify(event)}\n`);
    return made;
  },
  cancelled: STATES.cancelled,
  parked: async () => {
    const made = await started();
    expect((await cli(made.root, ["park"])).code).toBe(0);
    return made;
  },
  "its journal cannot be read": async () => {
    const made = await makeRun({ request: "Say bye" });
    const path = join(made.project.task, "events.jsonl");
    writeFileSync(path, readFileSync(path, "utf8").replace('"type":"wrote"', '"type":"Wrote"'));
    rmSync(join(made.project.task, "snapshot.json"));
    return made;
  },
  "of a newer version's workflow": async () => {
    const made = await started();
    rewritten(made, (first) => ({ ...first, workflow: "unheard-of" }));
    return made;
  },
};

/** What is typed: the line in the host, and the words in a terminal. */
const TYPED: [name: keyof typeof COMMANDS, line: string, words: string[]][] = [
  ["status", "", []],
  ["status", "--run multi-ai-none", ["--run", "multi-ai-none"]],
  ["cancel", "", []],
  ["cancel", "--force", ["--force"]],
  ["cancel", "--forc", ["--forc"]],
  ["reset", "", []],
  ["resume", "", []],
  ["resume", "multi-ai-none", ["multi-ai-none"]],
  ["resume", "--from 3", ["--from", "3"]],
  ["resume", "--from 1000", ["--from", "1000"]],
  ["resume", "--from soon", ["--from", "soon"]],
  ["rollback", "", []],
  ["rollback", "--yes", ["--yes"]],
  ["decide", "", []],
  ["decide", "A", ["A"]],
  ["decide", "C", ["C"]],
  ["decide", "aprove", ["aprove"]],
  ["decide", "B --reason Make it short", ["B", "--reason", "Make it short"]],
  ["decide", "A --question Q9", ["A", "--question", "Q9"]],
  ["decide", "change --reason Say it twice", ["change", "--reason", "Say it twice"]],
  ["ruling", "", []],
  ["ruling", "who owns it", ["who owns it"]],
];

interface Outcome {
  text: string;
  /** The model of the session goes on with the run. */
  goesOn: boolean;
  events: object[];
  /** Files of `.task`, without what depends on who was told, and how. */
  files: string[];
  checkLives: boolean | null;
}

/**
 * Events that a command wrote, wherever the run is now, without when, by whom and to whom it was
 * told.
 */
function eventsIn(root: string): object[] {
  if (!existsSync(join(root, ".task"))) return [];
  const journals = [
    ...new Bun.Glob("**/events.jsonl").scanSync({ cwd: join(root, ".task"), dot: true }),
  ].sort();
  return journals.flatMap((journal) =>
    readFileSync(join(root, ".task", journal), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Recorded)
      .filter((event) => event.type !== "delivered" && event.type !== "attached")
      .map(({ seq: _seq, at: _at, prev: _prev, batch: _batch, ...event }) => {
        const { via: _via, session: _session, ...rest } = event as Record<string, unknown>;
        return rest;
      }),
  );
}

const filesIn = (root: string): string[] =>
  existsSync(join(root, ".task"))
    ? readdirSync(join(root, ".task"), { recursive: true })
        .map((name) => String(name).replaceAll(/\d{8}T\d{6}-\d+Z|\d{4}-.*?Z/g, "<when>"))
        .filter((name) => !/(^|\/)(live|snapshot\.json)$/.test(name))
        .sort()
    : [];

/** Carries a command out on a copy of the project. */
async function tried(
  template: string,
  check: (() => { pid: number; start: string }) | undefined,
  type: (root: string) => Promise<{ text: string; goesOn: boolean }>,
): Promise<Outcome> {
  const root = join(tempDir(), basename(template));
  cpSync(template, root, { recursive: true, verbatimSymlinks: true });
  allStartedHere(root);
  const begun = check?.();
  if (begun) {
    const { nonce } = readRunOf(root, PLAN_CODEX);
    apply(findProject(root), { do: "check_started", task: PLAN_CODEX, nonce, process: begun });
  }
  const { text, goesOn } = await type(root);
  const said = text
    .replaceAll(root, "<project>")
    .replaceAll(/\d{8}T\d{6}-\d+Z|\d{4}-\d\d-\d\dT.*?Z/g, "<when>");
  const checkLives = begun ? alive(begun.pid, begun.start) : null;
  const events = eventsIn(root).filter(
    (event) => (event as { type: string }).type !== "check_started",
  );
  return { text: said, goesOn, events, files: filesIn(root), checkLives };
}

const readRunOf = (root: string, task: string) =>
  taskOf(apply(findProject(root)), task)!.dispatch as { nonce: string };

async function slash(root: string, name: string, line: string, env: Record<string, string> = {}) {
  const sender = { session: OWNER, env: { PATH: process.env.PATH, ...env } };
  const { reason, systemMessage } = (await typed(root, name, line, sender))!;
  return { text: reason ?? systemMessage ?? "", goesOn: reason === undefined };
}

async function verb(root: string, name: string, words: string[]) {
  const { out, err } = await cli(root, [name, ...words]);
  return { text: (out + err).trimEnd(), goesOn: false };
}

/**
 * The one way in which texts may differ: how a command is typed, and that a terminal is not Claude
 * Code.
 */
const asInTerminal = (text: string): string =>
  text
    .replaceAll(
      /\/multi-ai:(status|report|park|cancel|reset|resume|rollback|decide|ruling) ?/g,
      (_, name) => `multi-ai ${name} `,
    )
    .replaceAll(/multi-ai (\w+) +/g, "multi-ai $1 ")
    // A run is started by another line in each.
    .replaceAll(/(Next: |; )[^;\n]+( starts (?:a new run|another))/g, "$1what$2")
    .replaceAll(" in Claude Code", "")
    .replace(/\. ?\n?Start one: .*/, ". Start one: what")
    .replaceAll(/\d+ (?:s|min)\b/g, "some s")
    .replaceAll('"<topic>"', "<topic>")
    .replaceAll(/\s+/g, " ")
    .trim();

/** Without what comes next: where the run goes on, its model is told that. */
const withoutNext = (text: string): string =>
  text.split(/ (?:The session that owns|Next: |Q\d+ · )/)[0]!.replace(/[.:]$/, "");

const AGENTS =
  /(?:requirements-gatherer|planner|plan-reviewer|code-reviewer|implementer)\/(?:opus|sonnet)|codex/g;
/** Without the last column of a table: in Claude Code it has less room, breaks a word or is not there. */
const withoutAgents = (text: string): string =>
  text
    .replaceAll(" ", "")
    .replaceAll(AGENTS, "")
    .replaceAll(/(?<=taskoutcome(?:time)?(?:tokens)?)by/g, "");

const LIVE = [
  "nothing started",
  "an agent at work",
  "a question open",
  "waiting for the API",
  "a check running",
];
/** A session takes a live run over; a terminal can only say how it is taken. */
const TAKES_OVER = /^Run \S+ continues in this session\.$/;

describe.each(Object.keys(RUNS))("%s", (state) => {
  const made = RUNS[state]!();
  // Each command in a fifth of the states, and each state with a fifth of the commands; all of them
  // in `npm run test:faults`.
  const nth = Object.keys(RUNS).indexOf(state);
  const typed = TYPED.filter(
    ([name, line], index) =>
      (IS_FULL || (index + nth) % 5 === 0) &&
      // A session's hook waits for the check that runs, and goes on behind it.
      !(state === "a check running" && name === "resume" && line === ""),
  );

  test.each(
    typed.map(([name, line, words]) => [`${name} ${line}`.trim(), name, line, words] as const),
  )("%s", async (_title, name, line, words) => {
    const { root, check } = await made;
    const [host, terminal] = await Promise.all([
      tried(root, check, (copy) => slash(copy, name, line)),
      tried(root, check, (copy) => verb(copy, name, words)),
    ]);
    expect([host.text === "", terminal.text === ""]).toEqual([false, false]);
    expect({ events: host.events, files: host.files, check: host.checkLives }).toEqual({
      events: terminal.events,
      files: terminal.files,
      check: terminal.checkLives,
    });
    if (name === "resume" && line === "" && LIVE.includes(state)) {
      expect(host).toMatchObject({ goesOn: true, text: expect.stringMatching(TAKES_OVER) });
      expect(terminal.text).toMatch(
        /^Run \S+ is waiting: no session is running it\.\nNext: open Claude Code here/,
      );
      return;
    }
    const texts = [host.text, terminal.text].map(asInTerminal);
    const [said, printed] = (host.goesOn ? texts.map(withoutNext) : texts).map(withoutAgents);
    expect(said).toBe(printed!);
  });
});

describe("what differs on purpose", () => {
  test("a choice without its reason: a session is asked for it, a terminal names the line", async () => {
    const { root } = await RUNS["a question open"]!();
    const terminal = await tried(root, undefined, (copy) => verb(copy, "decide", ["B"]));
    const host = await tried(root, undefined, (copy) => slash(copy, "decide", "B"));
    expect(terminal.text).toStartWith(
      'B Correct needs a reason.\nType: multi-ai decide B --question Q1 --reason "…"',
    );
    expect(host).toMatchObject({ goesOn: true, text: "Q1: Correct needs a reason." });
  });

  test.each(["decide A", "ruling x"])(
    "%s in a session that does not own the run",
    async (words) => {
      const { root, run } = await makeRun();
      const [name = "", line = ""] = words.split(" ");
      const before = eventsIn(root);
      const output = await typed(root, name, line, { session: "another" });
      expect(String(output?.reason)).toStartWith(`Run ${run.run} belongs to another session; `);
      expect(eventsIn(root)).toEqual(before);
    },
  );
});

describe("in the host", () => {
  test("a parked run comes back by its name and goes on in the session that asked", async () => {
    const { root } = await RUNS.parked!();
    const host = await slash(root, "resume", "");
    expect(host).toMatchObject({
      goesOn: true,
      text: expect.stringMatching(/^Run \S+ is back \(/),
    });
    const run = apply(findProject(root));
    expect([run.owner?.session, run.status]).toEqual([OWNER, "running"]);
  });

  test("a broken journal is repaired, and the run goes on", async () => {
    const { root } = await RUNS["its journal cannot be read"]!();
    const { text } = await slash(root, "status", "");
    const from = /--from (\d+)/.exec(text)![1]!;
    expect((await slash(root, "resume", `--from ${from}`)).text).toMatch(
      /the old journal is \.task\/history/,
    );
    const after = (await slash(root, "status", "")).text;
    expect(after).not.toContain("broken");
    expect(after).toContain("(multi-ai) · waiting");
  });

  test("help is there, and costs no model request", async () => {
    const { root } = await RUNS["no run"]!();
    for (const name of Object.keys(COMMANDS))
      expect(await slash(root, name, "--help")).toMatchObject({
        goesOn: false,
        text: expect.stringMatching(new RegExp(`^usage: /multi-ai:${name}\\b`)),
      });
  });
});
