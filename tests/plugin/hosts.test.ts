// Guarantee: Closed inside a run, silent outside.
// Runs: in full too.
// Not in npm test: does not end in time
// Not in npm test: a command of ours
import { afterAll, describe, expect, test } from "bun:test";
import { cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { firstOf } from "../harness/in-full.ts";
import { hosts } from "./hosts.ts";
import { copyPlugin, putBun, repository, tempFolder, write } from "./temp-plugin.ts";

// A host starts, makes two requests and ends in about a second.

const temp = tempFolder("plain");
afterAll(temp.remove);
const plugin = copyPlugin(temp.path);
for (const path of ["plugin.json", ".claude-plugin/plugin.json"]) {
  write(join(plugin, path), await Bun.file(join(repository, path)).text());
}
write(
  join(plugin, "commands/do.md"),
  "---\nname: multi-ai\ndescription: stand-in\n---\nRun touch ran.\n",
);
const tools = join(temp.path, "tools");
mkdirSync(tools);
for (const name of ["sh", "bash", "env", "cat", "git", "touch"])
  symlinkSync(Bun.which(name)!, join(tools, name));
/** The same, whose hooks have a second each. */
const hasty = join(temp.path, "hasty");
cpSync(plugin, hasty, { recursive: true });
const patience = await Bun.file(join(hasty, "hooks/hooks.json")).text();
write(join(hasty, "hooks/hooks.json"), patience.replaceAll(/"timeout": \d+/g, '"timeout": 1'));
const bunFolder = join(temp.path, "bun on path");
putBun(join(bunFolder, "bun"));

/**
 * The model's side: asks once for `touch ran`, then says that it is done. Keeps what the host sent
 * last.
 */
const api = { last: "" };
const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  async fetch(request) {
    if (request.method !== "POST") return new Response();
    const body = await request.text();
    const answered = body.includes('"tool_result"');
    if (answered) api.last = body;
    const start = answered
      ? { type: "text", text: "" }
      : { type: "tool_use", id: "toolu_1", name: "Bash", input: {} };
    const delta = answered
      ? { type: "text_delta", text: "done" }
      : {
          type: "input_json_delta",
          partial_json: JSON.stringify({ command: "touch ran", description: "touch" }),
        };
    const stop = answered ? "end_turn" : "tool_use";
    const message = {
      id: `msg_${answered}`,
      type: "message",
      role: "assistant",
      model: "m",
      content: [],
      usage: {},
    };
    const events = [
      {
        type: "message_start",
        message: { ...message, usage: { input_tokens: 1, output_tokens: 1 } },
      },
      { type: "content_block_start", index: 0, content_block: start },
      { type: "content_block_delta", index: 0, delta },
      { type: "content_block_stop", index: 0 },
      { type: "message_delta", delta: { stop_reason: stop }, usage: { output_tokens: 1 } },
      { type: "message_stop" },
    ];
    const text = events
      .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
      .join("");
    return new Response(text, { headers: { "content-type": "text/event-stream" } });
  },
});
afterAll(() => server.stop(true));

let projects = 0;
/**
 * One prompt in a new project; tells whether the tool ran, what the model got for it and what the
 * stand-in hook saw.
 */
async function prompt(
  claude: string,
  live: boolean,
  env: Record<string, string>,
  text = "go",
  from = plugin,
) {
  const project = join(temp.path, `project ${projects++}`);
  const home = join(project, "home");
  mkdirSync(home, { recursive: true });
  mkdirSync(join(project, ".git"));
  if (live) for (const file of ["live", "events.jsonl"]) write(join(project, ".task", file), "");
  const log = join(project, "log");
  const options = [
    "--plugin-dir",
    from,
    "--permission-mode",
    "bypassPermissions",
    "--output-format",
    "json",
  ];
  const child = Bun.spawn([claude, "-p", text, ...options], {
    cwd: project,
    env: {
      PATH: `${tools}:${bunFolder}`,
      HOME: home,
      STAND_IN: "log",
      STAND_IN_LOG: log,
      ANTHROPIC_BASE_URL: server.url.origin,
      ANTHROPIC_API_KEY: "sk-mock",
      DISABLE_AUTOUPDATER: "1",
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
      IS_SANDBOX: "1",
      ...env,
    },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  api.last = "";
  const result = await child.stdout.text();
  expect(await child.exited).toBe(0);
  const rows = existsSync(log) ? (await Bun.file(log).text()).trimEnd().split("\n") : [];
  return {
    ran: existsSync(join(project, "ran")),
    told: api.last,
    result,
    pid: child.pid,
    seen: rows.map((row): { event: string; args: string[]; host: number } => JSON.parse(row)),
  };
}

describe.each(firstOf(hosts))("in Claude Code %s", (_, claude) => {
  test("a live run's hook sees every event, its class and the host's pid", async () => {
    const { ran, seen, pid } = await prompt(claude, true, {});
    expect(ran).toBe(true);
    const classes = {
      SessionStart: "step",
      UserPromptSubmit: "step",
      PreToolUse: "policy",
      PostToolUse: "step",
      Stop: "step",
    };
    for (const [event, name] of Object.entries({ ...classes, SessionEnd: "step" })) {
      expect(seen).toContainEqual({ event, args: [name], host: pid });
    }
  });
  test("without a run nothing is started and the tool runs, also without Bun", async () => {
    expect(await prompt(claude, false, {})).toMatchObject({ ran: true, seen: [] });
    expect(await prompt(claude, false, { PATH: tools })).toMatchObject({ ran: true, seen: [] });
  });
  test("in a live run a hook that fails after half an answer denies the tool, and the turn ends", async () => {
    const { ran, told } = await prompt(claude, true, { STAND_IN: "crash" });
    expect(ran).toBe(false);
    expect(told).toMatch(
      /the hook failed at PreToolUse \(code 7\).*cancel --force.*MULTI_AI_OFF=1/,
    );
  });
  test("in a live run a hook that does not end in time denies the tool", async () => {
    const { ran, told } = await prompt(claude, true, { STAND_IN: "hang" }, "go", hasty);
    expect([ran, told]).toEqual([false, expect.stringMatching(/timed out|didn't answer|did not/)]);
  });
  test("in a live run without Bun the tool is denied with the remedy, and the turn ends", async () => {
    const { ran, told } = await prompt(claude, true, { PATH: tools });
    expect(ran).toBe(false);
    expect(told).toMatch(/Bun was not found.*Install Bun.*MULTI_AI_OFF=1/);
  });
  test("a command of ours starts the hook without a run, and without Bun is answered with what to do", async () => {
    const { ran, seen, pid } = await prompt(claude, false, {}, "/multi-ai add a door");
    expect({ ran, seen }).toEqual({
      ran: true,
      seen: [{ event: "UserPromptExpansion", args: ["step"], host: pid }],
    });
    const refused = await prompt(claude, false, { PATH: tools }, "/multi-ai add a door");
    expect({ ran: refused.ran, told: refused.told }).toEqual({ ran: false, told: "" });
    expect(refused.result).toContain("Install Bun");
  });
});
