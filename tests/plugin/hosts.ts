import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempDir } from "../harness/project.ts";
import { repository } from "./temp-plugin.ts";

const modules = join(repository, "tests/node_modules");

/** The hosts that the plugin has to work in, newest and oldest: version, program. */
export const hosts: [version: string, claude: string][] = [
  ["2.1.328", join(modules, ".bin/claude")],
  ["2.1.197", join(modules, "claude-old/bin/claude.exe")],
];

/** What `claude plugin details` says of a plugin. */
async function details(plugin: string): Promise<string> {
  // Without an API the host estimates; a scripted one would be asked to count.
  const env = { PATH: process.env.PATH ?? "", HOME: tempDir() };
  const [, newest] = hosts[0]!;
  const child = Bun.spawn([newest, "--plugin-dir", plugin, "plugin", "details", "multi-ai"], { env, stdin: "ignore" });
  return new Response(child.stdout).text();
}

/** What `claude plugin details` says that a plugin costs in context, in tokens: at any time, and when /multi-ai is typed. */
export async function contextTokens(plugin: string): Promise<{ always: number; invoke: number }> {
  const text = await details(plugin);
  const always = /Always-on:\s+~?(\d+)/.exec(text)?.[1];
  // It looks for commands in a folder alone, and ours are named one by one: see docs/decisions.md.
  const copy = tempDir();
  for (const part of [".claude-plugin", "commands"]) cpSync(join(plugin, part), join(copy, part), { recursive: true });
  const manifest = join(copy, ".claude-plugin/plugin.json");
  const { commands: _, ...rest } = JSON.parse(readFileSync(manifest, "utf8"));
  writeFileSync(manifest, JSON.stringify(rest));
  const inFolder = await details(copy);
  const invoke = /^\s+multi-ai\s+\S+(?: \d+)?\s+~?(\d+)\s*$/m.exec(inFolder)?.[1];
  if (!always || !invoke) throw new Error(`claude plugin details says something else by now:\n${text}${inFolder}`);
  return { always: Number(always), invoke: Number(invoke) };
}
