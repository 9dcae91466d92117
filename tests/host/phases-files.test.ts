// What the plugin writes into .planning beside a run, in the real host.
// Runs: in full only, by a driver too.
import { afterEach, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runHost } from "../harness/host.ts";
import { greeter } from "../harness/phases/greeter.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { honest } from "../harness/workers.ts";
import { PLUGIN, play } from "./scenario.ts";

afterEach(cleanup);

test("a quick run in a project with a roadmap stands there as a quick task; a rollback leaves that", async () => {
  const project = makeProject({ files: greeter() });
  const scenario = {
    version: "new",
    project,
    worker: honest(),
    prompt: "/multi-ai --quick --auto Say goodbye",
  } as const;
  const { state, model } = await play(scenario);
  expect([state.status, model.failures]).toEqual(["complete", []]);
  const [name] = readdirSync(join(project, ".planning/quick"));
  expect(name).toMatch(/^\d{6}-[0-9a-z]{3}-say-goodbye-by-name$/);
  const stateText = () => readFileSync(join(project, ".planning/STATE.md"), "utf8");
  const recorded = stateText();
  expect(recorded).toContain(`[${name}](./quick/${name}/)`);
  const typed = async (prompt: string) =>
    (await runHost({ version: "new", project, plugin: PLUGIN, model, prompt, limitMs: 30_000 }))
      .stdout;
  // What is recorded is no part of the change.
  expect(await typed("/multi-ai:rollback --yes")).toContain("Yours, left alone");
  expect([existsSync(join(project, "src/goodbye.ts")), stateText()]).toEqual([false, recorded]);
});
