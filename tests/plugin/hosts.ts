import { join } from "node:path";
import { tempDir } from "../harness/project.ts";
import { repository } from "./temp-plugin.ts";

const modules = join(repository, "tests/node_modules");

/** The hosts that the plugin has to work in, newest and oldest: version, program. */
export const hosts: [version: string, claude: string][] = [
  ["2.1.328", join(modules, ".bin/claude")],
  ["2.1.197", join(modules, "claude-old/bin/claude.exe")],
];

/** What `claude plugin details` says that a plugin costs in context, in tokens: at any time, and when /multi-ai is typed. */
export async function contextTokens(plugin: string): Promise<{ always: number; invoke: number }> {
  // Without an API the host estimates; a scripted one would be asked to count.
  const env = { PATH: process.env.PATH ?? "", HOME: tempDir() };
  const [, newest] = hosts[0]!;
  const child = Bun.spawn([newest, "--plugin-dir", plugin, "plugin", "details", "multi-ai"], { env, stdin: "ignore" });
  const text = await new Response(child.stdout).text();
  const always = /Always-on:\s+~?(\d+)/.exec(text)?.[1];
  const invoke = /^\s+multi-ai\s+\S+(?: \d+)?\s+~?(\d+)\s*$/m.exec(text)?.[1];
  if (!always || !invoke) throw new Error(`claude plugin details says something else by now:\n${text}`);
  return { always: Number(always), invoke: Number(invoke) };
}
