// What a hook costs as a whole process, as a ratio to `bun empty.js` measured in the same run. Prints a table.
// bun tests/bench/hooks.bench.ts [rounds]
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "../../src/store/journal.ts";
import { startRun } from "../../src/run/start.ts";
import { findProject } from "../../src/project/project.ts";
import { change } from "../../src/run/run.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { STORY } from "../harness/workers.ts";
import { type Candidate, measure } from "./processes.ts";

const rounds = Number(process.argv[2] ?? 60);
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
  return folder;
}

const none = join(temp, "none");
mkdirSync(join(none, ".git"), { recursive: true });
const small = liveProject("small", 0);
// Its T1 stays at work: other rows end the one of `small`.
const busy = liveProject("busy", 0);
const large = liveProject("large", 100_000);
const ofTeam = liveProject("team", 0, "team");
const kept = join(temp, "kept");
for (const folder of [small, ofTeam]) cpSync(join(folder, ".task"), join(kept, folder), { recursive: true });
const restore = (folder = small) => {
  rmSync(join(folder, ".task"), { recursive: true });
  cpSync(join(kept, folder), join(folder, ".task"), { recursive: true });
};

const empty = join(temp, "empty.js");
writeFileSync(empty, "");
const bin = join(temp, "bin");
mkdirSync(bin);
symlinkSync(process.execPath, join(bin, "bun"));

const payload = (event: string, more: object): string =>
  JSON.stringify({
    session_id: "s",
    transcript_path: join(temp, "t.jsonl"),
    cwd: small,
    hook_event_name: event,
    ...more,
  });

function hook(name: string, project: string, marker: string, kind: string, event: string, more: object): Candidate {
  return {
    name,
    command: ["/bin/sh", "-c", 'test -r "$0" || exit 0; . "$0"', join(root, "hooks/guard.sh"), marker, kind, event],
    env: {
      PATH: `${bin}:/usr/bin:/bin`,
      CLAUDE_PROJECT_DIR: project,
      CLAUDE_PLUGIN_ROOT: root,
      CLAUDE_CODE_ENTRYPOINT: "sdk-cli",
    },
    stdin: payload(event, more),
  };
}

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
const bars: Record<string, string> = {
  "no live run": "0.25",
  "live, reading": "1.8",
  "live, reading, 100,000 events": "1.8",
  "live, an agent reads after 200 calls": "1.8",
  "live, writing": "2.5",
  "live, writing with an artifact": "3.1",
};
const candidates: Candidate[] = [
  { name: "bun empty.js", command: [process.execPath, empty] },
  hook("no live run", none, "live", "policy", "PreToolUse", read),
  hook("live, reading", small, "live", "policy", "PreToolUse", read),
  hook("live, reading, 100,000 events", large, "live", "policy", "PreToolUse", read),
  hook("live, an agent reads after 200 calls", busy, "live", "policy", "PreToolUse", {
    ...read,
    agent_id: "a1",
    agent_type: "multi-ai:requirements-gatherer",
  }),
  hook("live, denied", small, "live", "policy", "PreToolUse", {
    tool_name: "Write",
    tool_input: { file_path: join(small, ".task/state.json") },
  }),
  {
    ...hook("live, writing", small, "live", "step", "PostToolUse", {
      tool_name: "TaskCreate",
      tool_input: { description: "multi-ai T2" },
      tool_response: { task: { id: "2" } },
    }),
    before: () => restore(),
  },
  {
    ...hook("live, writing with an artifact", small, "live", "step", "SubagentStop", {
      agent_id: "a1",
      agent_type: "multi-ai:requirements-gatherer",
    }),
    before: () => restore(),
  },
  hook("live team run, an edit is denied", ofTeam, "live", "policy", "PreToolUse", {
    tool_name: "Write",
    tool_input: { file_path: join(ofTeam, "src/a.ts") },
    tool_use_id: "x",
    agent_id: "a2",
    agent_type: "multi-ai:pm",
  }),
  {
    ...hook("live team run, writing", ofTeam, "live", "step", "PostToolUse", {
      tool_name: "TaskCreate",
      tool_input: { description: "multi-ai T2" },
      tool_response: { task: { id: "2" } },
    }),
    before: () => restore(ofTeam),
  },
];

/** Milliseconds from the first start to the last end of `count` writers of one project. */
async function atOnce(count: number): Promise<number> {
  const writer = candidates.find((one) => one.name === "live, writing")!;
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
  console.log("| whole process | ms (median) | ratio | bar |\n|---|---|---|---|");
  for (const { name, ms, ratio } of measure(candidates, rounds))
    console.log(`| ${name} | ${ms.toFixed(2)} | ${ratio.toFixed(2)} | ${bars[name] ?? ""} |`);
  const [one, eight] = [await atOnce(1), await atOnce(8)];
  console.log(`| 8 at once, writing, against one alone | ${eight.toFixed(2)} | ${(eight / one).toFixed(2)} | 5 |`);
} finally {
  rmSync(temp, { recursive: true, force: true });
}
