import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NEWEST_TESTED_HOST, OLDEST_SUPPORTED_HOST } from "../../src/host/program.ts";
import { runHost } from "../harness/host.ts";
import { startModel } from "../harness/model.ts";
import { makeProject, tempDir } from "../harness/project.ts";
import { repository } from "./temp-plugin.ts";

const modules = join(repository, "tests/node_modules");

/** The hosts that the plugin has to work in, newest and oldest: version, program. */
export const hosts: [version: string, claude: string][] = [
  [NEWEST_TESTED_HOST, join(modules, ".bin/claude")],
  [OLDEST_SUPPORTED_HOST, join(modules, "claude-old/bin/claude.exe")],
];

/** What `claude plugin details` says of a plugin. */
async function details(plugin: string): Promise<string> {
  // Without an API the host estimates; a scripted one would be asked to count.
  const env = { PATH: process.env.PATH ?? "", HOME: tempDir() };
  const [, newest] = hosts[0]!;
  const child = Bun.spawn([newest, "--plugin-dir", plugin, "plugin", "details", "multi-ai"], {
    env,
    stdin: "ignore",
  });
  return new Response(child.stdout).text();
}

/** Bytes of the first request of a session in which nothing is typed to the plugin. */
async function firstRequest(plugin: string | undefined): Promise<number> {
  await using model = startModel({ script: () => ({ text: "Hello." }) });
  await runHost({ version: "new", project: makeProject(), model, plugin, prompt: "Hello" });
  const { system = 0, tools = 0, messages = 0 } = model.requests[0]!.parts ?? {};
  return system + tools + messages;
}

/**
 * What a session without a run pays for a plugin: bytes of its first request with it, less those
 * without it, by four.
 */
export const alwaysTokens = async (plugin: string): Promise<number> =>
  Math.round(((await firstRequest(plugin)) - (await firstRequest(undefined))) / 4);

/**
 * What a plugin costs in context, in tokens: at any time, and when /multi-ai is typed, as `claude
 * plugin details` says.
 */
export async function contextTokens(plugin: string): Promise<{ always: number; invoke: number }> {
  // It looks for commands in a folder alone, and ours are named one by one: see docs/decisions.md.
  const copy = tempDir();
  for (const part of [".claude-plugin", "commands"])
    cpSync(join(plugin, part), join(copy, part), { recursive: true });
  const manifest = join(copy, ".claude-plugin/plugin.json");
  const { commands: _, ...rest } = JSON.parse(readFileSync(manifest, "utf8"));
  writeFileSync(manifest, JSON.stringify(rest));
  const inFolder = await details(copy);
  const invoke = /^\s+do\s+\S+(?: \d+)?\s+~?(\d+)\s*$/m.exec(inFolder)?.[1];
  if (!invoke) throw new Error(`claude plugin details says something else by now:\n${inFolder}`);
  return { always: await alwaysTokens(plugin), invoke: Number(invoke) };
}
