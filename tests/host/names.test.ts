// Guarantee: Secrets stay out of prompts.
// A project and a plugin in folders with the names that people have, in the real host, the external
// check included.
// Runs: in full only, by a driver too.

import { afterEach, describe, expect } from "bun:test";
import { cpSync, existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";
import { PLUGIN, play } from "./scenario.ts";

afterEach(cleanup);

const SHIPPED = [
  ".claude-plugin",
  "agents",
  "bin",
  "commands",
  "hooks",
  "prompts",
  "skills",
  "src",
  "package.json",
  "plugin.json",
  "tsconfig.json",
];

describe.each(hostsOf("new"))("folders with spaces, quotes and other letters (%s)", (version) => {
  inFull("a whole run", async () => {
    const plugin = join(tempDir(), `it's a "plug in" ö $(touch pwned)`);
    for (const part of SHIPPED) cpSync(join(PLUGIN, part), join(plugin, part), { recursive: true });
    symlinkSync(join(PLUGIN, "node_modules"), join(plugin, "node_modules"));
    const project = makeProject({ name: `it's "my" project ö 日本 $(touch pwned)` });
    const { run, state, tasks } = await play({ version, plugin, project });
    expect(run.exitCode).toBe(0);
    expect(state.status).toBe("complete");
    expect(tasks.map((one) => one.status)).toEqual(Array(9).fill("done"));
    expect(existsSync(join(project, "pwned")) || existsSync(join(plugin, "pwned"))).toBe(false);
  });
});
