// What a hook costs as a whole process, as a ratio to `bun empty.js` of the same Bun measured in the same run: with the
// bytecode that is made on the machine, and without. Prints a table for the Bun that runs this, which stands in for the
// plugin's own, and one for another Bun that is named.
// bun tests/bench/hooks.bench.ts [rounds] [path of another bun] [--instructions]
// --instructions counts them in place of time: other work on the machine does not move them.

import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProject } from "../../src/project/project.ts";
import { copyOf, keepCopy } from "../../src/record/copies.ts";
import { noteBefore } from "../../src/record/watched.ts";
import { change, readRun } from "../../src/run/run.ts";
import { startRun } from "../../src/run/start.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { sha256 } from "../../src/store/journal.ts";
import { allStartedHere } from "../harness/known.ts";
import { STORY } from "../harness/workers.ts";
import { noteWritten } from "../harness/written.ts";
import { type Candidate, measure } from "./processes.ts";

const rounds = Number(process.argv[2] ?? 60);
const instructions = process.argv.includes("--instructions");
const unit = instructions ? "M instructions" : "ms";
const foreign = process.argv.slice(3).find((word) => !word.startsWith("--"));
const root = join(import.meta.dir, "..", "..");
const temp = realpathSync(mkdtempSync(join(tmpdir(), "multi-ai-bench-")));
const nonce = "0123456789abcdef0123456789abcdef";

const RUNS = {
  "multi-ai": { options: {}, agentType: "multi-ai:requirements-gatherer", agent: "a1" },
  // Its agent has just begun: the transcript of the other would be at its bounds.
  team: { options: { track: "full" }, agentType: "multi-ai:pm", agent: "a2" },
};

/** A project with a live run whose T1 is at work, and `more` events behind it. */
function liveProject(name: string, more: number, workflow: keyof typeof RUNS = "multi-ai"): string {
  const folder = join(temp, name);
  mkdirSync(join(folder, ".git"), { recursive: true });
  const project = findProject(folder);
  const { options, agentType, agent } = RUNS[workflow];
  startRun(project, {
    workflow,
    request: "Say goodbye",
    auto: true,
    settings: { ...DEFAULT_SETTINGS, bounds: { "requirements-gatherer": { tool_calls: 1_000 } } },
    options,
    session: "s",
    host: null,
  });
  const dispatch = {
    do: "dispatch",
    task: "T1",
    call: "c1",
    nonce: sha256(nonce),
    agentType,
    session: "s",
    host: null,
    brief: "0".repeat(64),
    subject: null,
    check: false,
  } as const;
  change(project, () => [dispatch, { do: "bind", task: "T1", call: "c1", agent }]);
  for (let left = more; left > 0; left -= 5_000)
    change(project, () =>
      Array.from({ length: Math.min(left, 5_000) }, (_, index) => ({
        do: "deliver" as const,
        directive: `d${index}`,
        session: "s",
        reminder: false,
      })),
    );
  writeFileSync(join(project.task, "user-story.json"), JSON.stringify({ task: "T1", nonce, ...STORY }));
  if (workflow === "multi-ai") noteWritten(project, "T1");
  allStartedHere(folder);
  return folder;
}

const none = join(temp, "none");
mkdirSync(join(none, ".git"), { recursive: true });
const small = liveProject("small", 0);
// Its T1 stays at work: other rows end the one of `small`.
const busy = liveProject("busy", 0);
const large = liveProject("large", 100_000);
const ofTeam = liveProject("team", 0, "team");
// As every run has that is started in the host: with a copy of its record outside of the project.
const whole = liveProject("whole", 0);
const outside = { CLAUDE_PLUGIN_DATA: join(temp, "multi-ai-of-the-copy") };
keepCopy(findProject(whole), readRun(findProject(whole))!.run, outside);
const copy = copyOf(findProject(whole), outside)!;
const kept = join(temp, "kept");
for (const folder of [small, ofTeam, whole]) cpSync(join(folder, ".task"), join(kept, folder), { recursive: true });
cpSync(copy, join(kept, "copy"), { recursive: true });
const restore = (folder = small) => {
  rmSync(join(folder, ".task"), { recursive: true });
  cpSync(join(kept, folder), join(folder, ".task"), { recursive: true });
  if (folder !== whole) return;
  rmSync(copy, { recursive: true });
  cpSync(join(kept, "copy"), copy, { recursive: true });
};

const empty = join(temp, "empty.js");
writeFileSync(empty, "");

/** A Bun, and the plugin as it is installed where that one serves: its own, or one on PATH. */
interface Installed {
  title: string;
  bun: string;
  plugin: string;
  data: string;
  path: string;
}

function install(title: string, bun: string, own: boolean): Installed {
  const plugin = join(temp, title);
  const bin = own ? join(plugin, "node_modules/@oven/bun-of-its-own/bin") : join(temp, `bin of ${title}`);
  for (const part of ["hooks", "package.json"]) cpSync(join(root, part), join(plugin, part), { recursive: true });
  mkdirSync(bin, { recursive: true });
  symlinkSync(bun, join(bin, "bun"));
  const data = join(temp, `data of ${title}`);
  mkdirSync(join(data, "bytecode"), { recursive: true, mode: 0o700 });
  const compiled = Bun.spawnSync([bun, "hooks/compile.js"], { cwd: plugin, env: { CLAUDE_PLUGIN_DATA: data } });
  if (compiled.exitCode !== 0) throw new Error(`${title}: ${bun} made no bytecode\n${compiled.stderr}`);
  return { title, bun, plugin, data, path: `${own ? "" : `${bin}:`}/usr/bin:/bin` };
}

const version = (bun: string): string => Bun.spawnSync([bun, "--version"]).stdout.toString().trim();
const all = [install(`own Bun ${Bun.version}`, process.execPath, true)];
if (foreign !== undefined) all.push(install(`another Bun, ${version(foreign)}`, realpathSync(foreign), false));

const payload = (event: string, more: object): string =>
  JSON.stringify({
    session_id: "s",
    transcript_path: join(temp, "t.jsonl"),
    cwd: small,
    hook_event_name: event,
    ...more,
  });

/** One row, before it is known where it runs. */
interface Row {
  name: string;
  /** With bytecode, and without. */
  bars: [string, string];
  project: string;
  args: [marker: string, kind: string, event: string];
  stdin: string;
  before?: () => void;
}

function row(name: string, bars: Row["bars"], project: string, kind: string, event: string, more: object): Row {
  return { name, bars, project, args: ["live", kind, event], stdin: payload(event, more) };
}

/** The row's process in one installation, with the data folder that has the bytecode or with none. */
function candidate({ name, project, args, stdin, before }: Row, at: Installed, bytecode: boolean): Candidate {
  return {
    name: key(name, at, bytecode),
    floor: at.title,
    command: [
      "/bin/sh",
      "-c",
      'unset -f test cd pwd read printf echo command ulimit; test -r "$0" || exit 0; . "$0"',
      join(at.plugin, "hooks/guard.sh"),
      ...args,
    ],
    env: {
      PATH: at.path,
      CLAUDE_PROJECT_DIR: project,
      CLAUDE_PLUGIN_ROOT: at.plugin,
      CLAUDE_CODE_ENTRYPOINT: "sdk-cli",
      ...(bytecode ? { CLAUDE_PLUGIN_DATA: at.data } : {}),
    },
    stdin,
    before,
  };
}
const key = (name: string, at: Installed, bytecode: boolean): string => `${name}, ${at.title}, ${bytecode}`;

/** The transcript of an agent that has read 200 files of some 6 kB, in the host's own form. */
function transcript(): string {
  const source = "const value = compute(input); // a line of a file that an agent has read\n".repeat(80);
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
    const message = { model: "claude-sonnet-5-5", id: `msg_${index}`, type: "message", role: "assistant" };
    const id = `toolu_${index}`;
    const block = { type: "tool_use", id, name: "Read", input: { file_path: "a.ts" } };
    const result = { tool_use_id: id, type: "tool_result", content: source };
    return [
      { ...about, message: { ...message, content: [{ type: "text", text: "Next." }], usage }, type: "assistant" },
      { ...about, message: { ...message, content: [block], usage }, type: "assistant" },
      { ...about, type: "user", message: { role: "user", content: [result] }, toolUseResult: { content: source } },
    ];
  })
    .flat()
    .map((row) => `${JSON.stringify(row)}\n`)
    .join("");
}
mkdirSync(join(temp, "t", "subagents"), { recursive: true });
writeFileSync(join(temp, "t", "subagents", "agent-a1.jsonl"), transcript());

const read = { tool_name: "Read", tool_input: { file_path: join(small, "a.ts") }, tool_use_id: "x" };
const created = {
  tool_name: "TaskCreate",
  tool_input: { description: "multi-ai T2" },
  tool_response: { task: { id: "2" } },
};
const gatherer = { agent_id: "a1", agent_type: "multi-ai:requirements-gatherer" };
const writing: Row = {
  ...row("live, writing", ["3.5", "8"], small, "step", "PostToolUse", created),
  before: () => restore(),
};
const command = { tool_name: "Bash", tool_input: { command: "npm test" }, tool_use_id: "x" };
const rows: Row[] = [
  row("no live run", ["0.25", "0.25"], none, "policy", "PreToolUse", read),
  row("live, reading", ["1.8", "1.8"], small, "policy", "PreToolUse", read),
  row("live, reading, 100,000 events", ["1.8", "1.8"], large, "policy", "PreToolUse", read),
  row("live, an agent reads after 200 calls", ["", ""], busy, "policy", "PreToolUse", { ...read, ...gatherer }),
  row("live, denied", ["", "8"], small, "policy", "PreToolUse", {
    tool_name: "Write",
    tool_input: { file_path: join(small, ".task/state.json") },
  }),
  writing,
  {
    ...row("live, writing, with a copy", ["3.5", "8"], whole, "step", "PostToolUse", created),
    before: () => restore(whole),
  },
  row("live, before a command", ["", "8"], whole, "policy", "PreToolUse", command),
  {
    ...row("live, behind a command", ["3.5", "8"], whole, "step", "PostToolUse", { ...command, tool_response: {} }),
    before: () => noteBefore(findProject(whole), "x", outside, () => null),
  },
  row("live, behind a command that was not noted", ["", ""], small, "step", "PostToolUse", {
    ...command,
    tool_response: {},
  }),
  {
    ...row("live, writing with an artifact", ["5", "8"], small, "step", "SubagentStop", gatherer),
    before: () => restore(),
  },
  row("live team run, an edit is denied", ["", "8"], ofTeam, "policy", "PreToolUse", {
    tool_name: "Write",
    tool_input: { file_path: join(ofTeam, "src/a.ts") },
    tool_use_id: "x",
    agent_id: "a2",
    agent_type: "multi-ai:pm",
  }),
  {
    ...row("live team run, writing", ["", "8"], ofTeam, "step", "PostToolUse", created),
    before: () => restore(ofTeam),
  },
];

/** Milliseconds from the first start to the last end of `count` writers of one project. */
async function atOnce(count: number): Promise<number> {
  const writer = candidate(writing, all[0]!, true);
  const times: number[] = [];
  for (let round = 0; round < 15; round++) {
    restore();
    const begin = Bun.nanoseconds();
    const started = Array.from({ length: count }, () =>
      Bun.spawn(writer.command, { env: writer.env, stdin: Buffer.from(writer.stdin!), stdout: "pipe" }),
    );
    await Promise.all(started.map((one) => one.exited));
    times.push((Bun.nanoseconds() - begin) / 1e6);
  }
  return times.sort((a, b) => a - b)[7]!;
}

try {
  const candidates = all.flatMap((at) => [
    { name: at.title, command: [at.bun, empty], floor: at.title },
    ...rows.flatMap((one) => [true, false].map((bytecode) => candidate(one, at, bytecode))),
  ]);
  const measured = new Map(measure(candidates, rounds, instructions).map((one) => [one.name, one]));
  for (const at of all) {
    console.log(`| ${at.title} | with bytecode, ${unit} | ratio | bar | without, ${unit} | ratio | bar |`);
    console.log("|---|---|---|---|---|---|---|");
    console.log(`| bun empty.js | ${measured.get(at.title)!.ms.toFixed(2)} | 1.00 |  |  |  |  |`);
    for (const { name, bars } of rows) {
      const cells = [true, false].map((bytecode, place) => {
        const { ms, ratio } = measured.get(key(name, at, bytecode))!;
        return `${ms.toFixed(2)} | ${ratio.toFixed(2)} | ${bars[place]}`;
      });
      console.log(`| ${name} | ${cells.join(" | ")} |`);
    }
    console.log("");
  }
  if (!instructions) {
    const [one, eight] = [await atOnce(1), await atOnce(8)];
    console.log(`8 at once, writing: ${eight.toFixed(2)} ms, ${(eight / one).toFixed(2)} times one alone (bar 5)`);
  }
} finally {
  rmSync(temp, { recursive: true, force: true });
}
