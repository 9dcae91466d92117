// A finished run is rolled back and forth again by its person, in the host, without a model request.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { hostsOf, runHost } from "../harness/host.ts";
import { cleanup, git } from "../harness/project.ts";
import { ofType, PLUGIN, play } from "./scenario.ts";

afterEach(cleanup);

describe.each(hostsOf("new"))("rollback (%s)", (version) => {
  test("/multi-ai:rollback shows, does it, and goes back", async () => {
    const { project, model, events } = await play({ version });
    const run = ofType(events, "run_created")[0]!.run;
    const there = () => existsSync(join(project, "src/goodbye.ts"));
    const paid = model.requests.length;
    const typed = async (prompt: string) => {
      const { stdout } = await runHost({ version, project, plugin: PLUGIN, model, prompt, limitMs: 30_000 });
      return stdout;
    };
    expect(await typed("/multi-ai:rollback")).toContain("To do it: /multi-ai:rollback --yes");
    expect(there()).toBe(true);
    expect(await typed("/multi-ai:rollback --yes")).toContain("To go back: /multi-ai:rollback --undo");
    expect([there(), git(project, "status", "--porcelain")]).toEqual([false, ""]);
    await typed("/multi-ai:rollback --undo --yes");
    expect([there(), model.requests.length]).toEqual([true, paid]);
    expect(git(project, "for-each-ref", "--format=%(refname)").split("\n")).toEqual([
      "refs/heads/main",
      `refs/multi-ai/${run}`,
      `refs/multi-ai/${run}-before-undo`,
      `refs/multi-ai/${run}-now`,
    ]);
  });
});
