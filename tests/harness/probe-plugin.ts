// A throw-away plugin whose hooks write down every payload that the host sends and answer as a test
// says.
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Files, tempDir, writeFiles } from "./project.ts";

/** Hook events that are probed. */
const EVENTS = [
  "SessionStart",
  "SessionEnd",
  "UserPromptSubmit",
  "UserPromptExpansion",
  "PreToolUse",
  "PermissionRequest",
  "PostToolUse",
  "PostToolUseFailure",
  "SubagentStart",
  "SubagentStop",
  "Stop",
  "PreCompact",
  "PostCompact",
] as const;

export type ProbeEvent = (typeof EVENTS)[number];
export type Payload = Record<string, unknown> & { hook_event_name: ProbeEvent };

/**
 * What a hook answers: printed as JSON when it is a value, nothing when it is undefined. Must not
 * refer to its surroundings.
 */
// biome-ignore lint/suspicious/noExplicitAny: payloads differ by event and version, and probing is about what is in them
export type ProbeAnswer = (payload: any) => unknown;

export interface Probe {
  folder: string;
  /** Payloads so far in order of arrival; of one event when it is named. */
  payloads(event?: ProbeEvent): Payload[];
  /** The environment that each hook of `payloads()` had, in the same order. */
  environments(): Array<Record<string, string>>;
}

export interface ProbeOptions {
  /** Name of the plugin; `probe` unless said otherwise. */
  name?: string;
  answers?: Partial<Record<ProbeEvent, ProbeAnswer>>;
  /** More files of the plugin, such as agents and commands. */
  files?: Files;
}

/**
 * Makes the plugin in a temporary folder. Hooks run with this very Bun, so PATH does not matter.
 */
export function makeProbe({ name = "probe", answers = {}, files = {} }: ProbeOptions = {}): Probe {
  const folder = tempDir("multi-ai-probe-");
  const log = join(folder, "payloads.jsonl");
  const table = Object.entries(answers).map(([event, answer]) => `${event}: ${answer.toString()}`);
  const program = [
    `#!${process.execPath}`,
    'import { appendFileSync } from "node:fs";',
    `const answers = { ${table.join(",\n")} };`,
    "const payload = JSON.parse(await Bun.stdin.text());",
    `appendFileSync(${JSON.stringify(log)}, JSON.stringify({ payload, environment: process.env }) + "\\n");`,
    "const answer = await answers[payload.hook_event_name]?.(payload);",
    "if (answer !== undefined) console.log(JSON.stringify(answer));",
  ];
  const command = {
    type: "command",
    command: `\${CLAUDE_PLUGIN_ROOT}/hook.js`,
    args: [],
    timeout: 30,
  };
  const hooks = Object.fromEntries(EVENTS.map((event) => [event, [{ hooks: [command] }]]));
  writeFiles(folder, {
    ".claude-plugin/plugin.json": JSON.stringify({
      name,
      version: "0.0.1",
      description: "writes hook payloads down",
    }),
    "hooks/hooks.json": JSON.stringify({ hooks }),
    "hook.js": program.join("\n"),
    ...files,
  });
  chmodSync(join(folder, "hook.js"), 0o755);

  const rows = () =>
    (existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n") : []).map((row) =>
      JSON.parse(row),
    );
  return {
    folder,
    payloads: (event) => {
      const all = rows().map((row) => row.payload as Payload);
      return event ? all.filter((payload) => payload.hook_event_name === event) : all;
    },
    environments: () => rows().map((row) => row.environment),
  };
}
