// What a hook costs: CPU of the whole process, guard included, as the host starts it, and as a
// ratio to `bun empty.js` of the same run. Compiled on the machine, and from the source, as in the
// first seconds of a version. Prints a table. bun tests/bench/hooks.bench.ts [rounds] [part of a
// row's name]

import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Run, taskOf } from "../../src/engine/run.ts";
import { narrow } from "../../src/host/payload.ts";
import { findProject } from "../../src/project/project.ts";
import { keepCopy } from "../../src/record/machine/copies.ts";
import { noteCommand } from "../../src/run/audit/calls.ts";
import { change, readRun } from "../../src/run/journal/change.ts";
import { startRun } from "../../src/run/start/start-run.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { sha256 } from "../../src/store/journal.ts";
import { dispatchTask, makeRun } from "../cli/made/make-run.ts";
import { allStartedHere } from "../harness/known.ts";
import { makeProject } from "../harness/project.ts";
import { STORY } from "../harness/workers.ts";
import { noteWritten } from "../harness/written.ts";
import { BUILD } from "../workflows/multi-ai/ids.ts";
import type { Candidate } from "./processes.ts";

const rounds = Number(process.argv[2] ?? 25);
const root = join(import.meta.dir, "..", "..");
const temp = realpathSync(mkdtempSync(join(tmpdir(), "multi-ai-bench-")));
const nonce = "0123456789abcdef0123456789abcdef";
const gatherer = { agent_id: "a1", agent_type: "multi-ai:requirements-gatherer" };

/** A project with a live run whose T1 is at work. */
function liveProject(name: string): string {
  const folder = join(temp, name);
  mkdirSync(join(folder, ".git"), { recursive: true });
  const project = findProject(folder);
  startRun(project, {
    workflow: "multi-ai",
    request: "Say goodbye",
    auto: true,
    settings: { ...DEFAULT_SETTINGS, bounds: { "requirements-gatherer": { tool_calls: 1_000 } } },
    options: {},
    session: "s",
    host: null,
  });
  const dispatch = {
    do: "dispatch",
    task: "T1",
    call: "c1",
    nonce: sha256(nonce),
    agentType: gatherer.agent_type,
    session: "s",
    host: null,
    brief: "0".repeat(64),
    subject: null,
    check: false,
  } as const;
  change(project, () => [
    dispatch,
    { do: "bind", task: "T1", call: "c1", agent: gatherer.agent_id },
  ]);
  writeFileSync(
    join(project.task, "user-story.json"),
    JSON.stringify({ task: "T1", nonce, ...STORY }),
  );
  noteWritten(project, "T1");
  allStartedHere(folder);
  return folder;
}

const none = join(temp, "none");
mkdirSync(join(none, ".git"), { recursive: true });
const small = liveProject("small");
// Its T1 stays at work: other rows end the one of `small`.
const busy = liveProject("busy");
const outside = { CLAUDE_PLUGIN_DATA: join(temp, "multi-ai-of-the-copy") };
const kept = join(temp, "kept");
cpSync(join(small, ".task"), kept, { recursive: true });
const restore = (): void => {
  rmSync(join(small, ".task"), { recursive: true });
  cpSync(kept, join(small, ".task"), { recursive: true });
};

/**
 * The implementation at work in a project of so many files, with a copy of the run; `ready`: it is
 * to be dispatched again.
 */
async function implementing(
  count: number,
): Promise<{ folder: string; before: () => void; ready: () => void; session: string }> {
  const names = Array.from({ length: count }, (_, at) => `src/${at % (count / 50)}/${at}.ts`);
  const files = Object.fromEntries(names.map((name) => [name, `export const name = "${name}";\n`]));
  const isReady = (run: Run): boolean => taskOf(run, BUILD)?.status === "ready";
  const made = await makeRun({
    root: makeProject({ files, beside: temp }),
    auto: true,
    until: isReady,
  });
  const undone = join(temp, `undone-${count}`);
  cpSync(join(made.root, ".task"), undone, { recursive: true });
  const ready = (): void => {
    for (const name of readdirSync(undone).filter((one) => one !== "objects")) {
      rmSync(join(made.root, ".task", name), { recursive: true, force: true });
      cpSync(join(undone, name), join(made.root, ".task", name), { recursive: true });
    }
    Bun.spawnSync(["git", "update-ref", "-d", `refs/multi-ai/${made.run.run}`], { cwd: made.root });
  };
  await dispatchTask(made.project, made.run, taskOf(made.run, BUILD)!);
  const { call } = taskOf(readRun(made.project)!, BUILD)!.dispatch!;
  change(made.project, () => [{ do: "bind", task: BUILD, call, agent: "a3", calls: true }]);
  keepCopy(made.project, made.run.run, outside);
  const run = readRun(made.project)!;
  const event = narrow(JSON.parse(payload("PreToolUse", { ...command, ...implementer })));
  const before = (): void => {
    noteCommand(made.project, run, taskOf(run, BUILD)!, event, outside);
    writeFileSync(join(made.root, "src/0/0.ts"), `${Math.random()}\n`);
  };
  return { folder: made.root, before, ready, session: made.run.owner?.session ?? "s" };
}

const empty = join(temp, "empty.js");
writeFileSync(empty, "");

interface Installed {
  title: "compiled" | "source";
  plugin: string;
  /** The data folder that has the compiled program; null: none. */
  data: string | null;
}

/** The plugin as the host has it: the source with its packages. */
function install(title: Installed["title"]): Installed {
  const plugin = join(temp, title);
  const bin = join(plugin, "node_modules/@oven/bun-of-its-own/bin");
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const below = ["@standard-schema", "@workflow", "eventsource-parser", "json-schema", "@ai-sdk"];
  const packages = [
    ...Object.keys(dependencies).filter((name) => name !== "bun" && !name.startsWith("@ai-sdk")),
    ...below,
  ];
  // A folder that is edited is told by the time of a file, and the snapshot is of this one.
  for (const part of ["hooks", "src", "prompts", "package.json", "tsconfig.json"])
    cpSync(join(root, part), join(plugin, part), { recursive: true, preserveTimestamps: true });
  for (const name of packages)
    cpSync(join(root, "node_modules", name), join(plugin, "node_modules", name), {
      recursive: true,
      dereference: true,
    });
  mkdirSync(bin, { recursive: true });
  symlinkSync(process.execPath, join(bin, "bun"));
  if (title === "source") return { title, plugin, data: null };
  const data = join(temp, "data");
  const entry = join(data, "program") + plugin;
  mkdirSync(join(entry, ".."), { recursive: true, mode: 0o700 });
  const { exitCode, stderr } = Bun.spawnSync(
    [
      process.execPath,
      "--no-install",
      "--config=hooks/bunfig.toml",
      "src/hooks/program/compile.ts",
      entry,
    ],
    { cwd: plugin, env: { PATH: "/usr/bin:/bin", MULTI_AI_DEBUG: "1" } },
  );
  if (exitCode !== 0) throw new Error(`nothing was compiled\n${stderr}`);
  return { title, plugin, data };
}
const all = [install("compiled"), install("source")];

const payload = (event: string, more: object): string =>
  JSON.stringify({
    session_id: "s",
    transcript_path: join(temp, "t.jsonl"),
    cwd: small,
    hook_event_name: event,
    ...more,
  });

type Bars = readonly [string, string];
const NONE: Bars = ["0.25", "0.25"];
const READS: Bars = ["1.8", "2.5"];
const ELSE: Bars = ["65 ms", "250 ms"];

/** One row, before it is known where it runs. */
interface Row {
  name: string;
  /** Compiled, and from the source: a ratio, or milliseconds. */
  bars: Bars;
  project: string;
  args: [marker: string, kind: string, event: string];
  stdin: string;
  before?: () => void;
}

function row(
  name: string,
  bars: Bars,
  project: string,
  kind: string,
  event: string,
  more: object,
): Row {
  return { name, bars, project, args: ["live", kind, event], stdin: payload(event, more) };
}

/**
 * The row's process in one installation, with the data folder that has the bytecode or with none.
 */
function candidate({ name, project, args, stdin, before }: Row, at: Installed): Candidate {
  return {
    name: key(name, at),
    command: [
      "/bin/sh",
      "-c",
      'unset -f test cd pwd read printf echo command; test -r "$0" || exit 0; . "$0"',
      join(at.plugin, "hooks/guard.sh"),
      ...args,
    ],
    env: {
      PATH: "/usr/bin:/bin",
      CLAUDE_PROJECT_DIR: project,
      CLAUDE_PLUGIN_ROOT: at.plugin,
      CLAUDE_CODE_ENTRYPOINT: "sdk-cli",
      ...(at.data ? { CLAUDE_PLUGIN_DATA: at.data } : {}),
    },
    stdin,
    before,
  };
}
const key = (name: string, at: Installed): string => `${name}, ${at.title}`;

/** The transcript of an agent that has read 200 files of some 6 kB, in the host's own form. */
function transcript(): string {
  const source =
    "const value = compute(input); // a line of a file that an agent has read\n".repeat(80);
  return Array.from({ length: 200 }, (_, index) => {
    const about = {
      isSidechain: true,
      agentId: "a1",
      sessionId: "s",
      version: "2.1.328",
      cwd: small,
      uuid: `${index}`,
    };
    const usage = {
      input_tokens: 3,
      cache_creation_input_tokens: 900,
      cache_read_input_tokens: 40_000,
      output_tokens: 300,
      service_tier: "standard",
    };
    const message = {
      model: "claude-sonnet-5-5",
      id: `msg_${index}`,
      type: "message",
      role: "assistant",
    };
    const id = `toolu_${index}`;
    const block = { type: "tool_use", id, name: "Read", input: { file_path: "a.ts" } };
    const result = { tool_use_id: id, type: "tool_result", content: source };
    return [
      {
        ...about,
        message: { ...message, content: [{ type: "text", text: "Next." }], usage },
        type: "assistant",
      },
      { ...about, message: { ...message, content: [block], usage }, type: "assistant" },
      {
        ...about,
        type: "user",
        message: { role: "user", content: [result] },
        toolUseResult: { content: source },
      },
    ];
  })
    .flat()
    .map((row) => `${JSON.stringify(row)}\n`)
    .join("");
}
mkdirSync(join(temp, "t", "subagents"), { recursive: true });
writeFileSync(join(temp, "t", "subagents", "agent-a1.jsonl"), transcript());

const read = {
  tool_name: "Read",
  tool_input: { file_path: join(small, "a.ts") },
  tool_use_id: "x",
};
const created = {
  tool_name: "TaskCreate",
  tool_input: { description: "multi-ai T2" },
  tool_response: { task: { id: "2" } },
};
const writing: Row = {
  ...row("live, writing", ELSE, small, "step", "PostToolUse", created),
  before: () => restore(),
};
const command = { tool_name: "Bash", tool_input: { command: "npm test" }, tool_use_id: "x" };
const implementer = { agent_id: "a3", agent_type: "multi-ai:implementer" };
/**
 * Both together have at most 0.25 s with 20,000 files and 1 s with 100,000; a dispatch 1 s and 3 s.
 */
const OF_PAIR: Record<number, Bars> = {
  2000: ELSE,
  20000: ["125 ms", "325 ms"],
  100000: ["500 ms", "700 ms"],
};
const OF_DISPATCH: Record<number, Bars> = {
  2000: ["1 s", "1 s"],
  20000: ["1 s", "1.3 s"],
  100000: ["3 s", "3.3 s"],
};
/** Sizes of projects that take long to make: `bun tests/bench/hooks.bench.ts 5 large`. */
const LARGE = process.argv[3]?.startsWith("large") ? [20_000, 100_000] : [];

/** What a command and a dispatch of the implementation cost in a project of so many files. */
async function inLarge(count: number): Promise<Row[]> {
  const work = await implementing(count);
  const size = `${LARGE.length > 0 ? "large, " : ""}${count.toLocaleString("en")} files`;
  const called = { ...command, ...implementer };
  const before = row(
    `before a command of the implementation, ${size}`,
    OF_PAIR[count]!,
    work.folder,
    "policy",
    "PreToolUse",
    called,
  );
  const after = row(
    `after it, with a file changed, ${size}`,
    OF_PAIR[count]!,
    work.folder,
    "step",
    "PostToolUse",
    {
      ...called,
      tool_response: {},
    },
  );
  const agent = {
    session_id: work.session,
    tool_name: "Agent",
    tool_use_id: "toolu_again",
    tool_input: { prompt: BUILD },
  };
  const dispatch = row(
    `a dispatch of the implementation, ${size}`,
    OF_DISPATCH[count]!,
    work.folder,
    "policy",
    "PreToolUse",
    agent,
  );
  return [
    { ...before, before: () => {} },
    { ...after, before: work.before },
    ...(LARGE.length > 0 ? [{ ...dispatch, before: work.ready }] : []),
  ];
}

const rows: Row[] = [
  row("session starts", ELSE, small, "step", "SessionStart", { source: "startup" }),
  row("turn ends (Stop)", ELSE, busy, "step", "Stop", { stop_hook_active: false }),
  row("person types /multi-ai:status", ELSE, small, "step", "UserPromptExpansion", {
    command_name: "multi-ai:status",
    command_args: "",
    prompt: "/multi-ai:status",
  }),
  row("no live run", NONE, none, "policy", "PreToolUse", read),
  row("live, reading", READS, small, "policy", "PreToolUse", read),
  row("live, denied", ELSE, small, "policy", "PreToolUse", {
    tool_name: "Write",
    tool_input: { file_path: join(small, ".task/state.json") },
  }),
  writing,
  ...(await Promise.all([2_000, ...LARGE].map(inLarge))).flat(),
  {
    ...row("live, writing with an artifact", ELSE, small, "step", "SubagentStop", gatherer),
    before: () => restore(),
  },
];

const chosen = rows.filter(({ name }) => name.includes(process.argv[3] ?? ""));
const cpu = new Map<string, number[]>();
const list: Candidate[] = [
  { name: "empty", command: [process.execPath, empty] },
  ...chosen.flatMap((one) => all.map((at) => candidate(one, at))),
];

/** Milliseconds of CPU of one process. */
function once(one: Candidate): number {
  one.before ? one.before() : restore();
  const done = Bun.spawnSync(one.command, {
    env: { PATH: "/usr/bin:/bin", ...one.env },
    stdin: one.stdin === undefined ? null : Buffer.from(one.stdin),
    stdout: "pipe",
    stderr: "pipe",
  });
  if (done.exitCode !== 0) throw new Error(`${one.name}: exit ${done.exitCode}\n${done.stderr}`);
  return Number(done.resourceUsage.cpuTime.total) / 1e3;
}

try {
  for (let round = 0; round < rounds; round++)
    for (const one of list.toSorted(() => Math.random() - 0.5))
      cpu.set(one.name, [...(cpu.get(one.name) ?? []), once(one)]);
  const median = (name: string): number => cpu.get(name)!.toSorted((a, b) => a - b)[rounds >> 1]!;
  const floor = median("empty");
  console.log(
    `| event | compiled, ms of CPU | ratio | bar | from source, ms | ratio | bar |\n|---|---|---|---|---|---|---|`,
  );
  console.log(`| bun empty.js | ${floor.toFixed(1)} | 1.00 |  |  |  |  |`);
  for (const { name, bars } of chosen) {
    const cells = all.map((at, index) => {
      const ms = median(key(name, at));
      return `${ms.toFixed(1)} ms (${(ms / floor).toFixed(2)}) | ${bars[index]}`;
    });
    console.log(`| ${name} | ${cells.join(" | ")} |`);
  }
} finally {
  rmSync(temp, { recursive: true, force: true });
}
