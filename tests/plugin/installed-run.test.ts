// The plugin as a person has it: installed from a clone of this repository, with the bundles that
// are committed.
// Runs: in full only.
import { afterAll, describe, expect, test } from "bun:test";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { type HostVersion, hostsOf, runHost } from "../harness/host.ts";
import { startModel } from "../harness/model.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";
import { claudePath } from "../harness/sandbox.ts";
import { play } from "../host/scenario.ts";

// npm downloads Bun, about 40 MB, unless it has it.
afterAll(cleanup);

const repository = join(import.meta.dir, "..", "..");
const left = new Set(["node_modules", ".git", ".task"]);

/** Installs a clone into a home of its own. @returns the home and the installed copy */
async function install(version: HostVersion): Promise<{ home: string; copy: string }> {
  const clone = join(tempDir("clone-"), "multi-ai");
  cpSync(repository, clone, { recursive: true, filter: (path) => !left.has(basename(path)) });
  const home = tempDir("installed-");
  mkdirSync(join(home, ".claude"));
  const npm = Object.entries(process.env).filter(([name]) =>
    /^(npm_config_|SSL_CERT_|NODE_EXTRA_CA|(https?|no)_proxy$)/i.test(name),
  );
  const env = {
    ...Object.fromEntries(npm),
    npm_config_userconfig: join(homedir(), ".npmrc"),
    npm_config_cache: join(homedir(), ".npm"),
    PATH: process.env.PATH ?? "",
    HOME: home,
    DISABLE_AUTOUPDATER: "1",
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
  };
  for (const args of [
    ["marketplace", "add", clone],
    ["install", "multi-ai@multi-ai"],
  ]) {
    const child = Bun.spawn([claudePath(version), "plugin", ...args], {
      cwd: home,
      env,
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
    });
    if ((await child.exited) !== 0)
      throw new Error(`plugin ${args[0]}: ${await new Response(child.stderr).text()}`);
  }
  // A folder that is no repository has no commit.
  return { home, copy: join(home, ".claude/plugins/cache/multi-ai/multi-ai/unknown") };
}

describe.each(hostsOf("new"))("installed from a clone, no Bun on the PATH (%s)", (version) => {
  test("a whole run, the command line, and one clear line when its own Bun is gone too", async () => {
    const { home, copy } = await install(version);
    const { run, state, project, tasks } = await play({
      version,
      plugin: [],
      home,
      bunOnPath: false,
    });
    expect(run.exitCode).toBe(0);
    expect(state.status).toBe("complete");
    expect(tasks.length).toBe(9);

    // The first event of it had the program compiled, into the folder that the host gives for that.
    const compiled = [
      ...new Bun.Glob("data/*/program/**/stamp").scanSync({
        cwd: join(home, ".claude/plugins"),
        dot: true,
      }),
    ];
    expect(compiled).toHaveLength(1);
    expect(compiled[0]).toEndWith(`/program${copy}/stamp`);

    const bare = { PATH: "/usr/bin:/bin", HOME: home };
    const cli = (...args: string[]) =>
      Bun.spawnSync([join(copy, "bin/multi-ai"), ...args], { cwd: project, env: bare });
    expect(cli("phase").stdout.toString()).toBe("complete\n");
    expect(cli("report").stdout.toString()).toContain("AC1");

    rmSync(join(copy, "node_modules"), { recursive: true });
    expect(cli("phase").exitCode).toBe(3);
    const refused = await runHost({
      version,
      home,
      project: makeProject(),
      model: startModel({}),
      bunOnPath: false,
      prompt: "/multi-ai Add x",
    });
    expect(refused.results.join("\n")).toContain("packages of this version are missing");
    expect(refused.exitCode).toBe(0);
  });
});
