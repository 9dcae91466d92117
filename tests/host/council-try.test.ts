import { afterEach, expect, setDefaultTimeout, test } from "bun:test";
import { readFileSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { cleanup, makeProject } from "/work/main/tests/harness/project.ts";
import { honestCouncil, REQUEST } from "/work/main/tests/harness/council.ts";
import { play, subjects } from "/work/main/tests/host/scenario.ts";
setDefaultTimeout(240_000);
afterEach(cleanup);
test("clean", async () => {
  const project = makeProject();
  const p = await play({ version: "new", project, worker: honestCouncil(), prompt: `/multi-ai:council --auto ${REQUEST}`, limitMs: 120_000 });
  console.log(p.state);
  console.log(p.tasks.map((t) => `${t.id} ${t.subject} ${t.status} ${t.agent}/${t.model}`).join("\n"));
  console.log(p.events.filter((e) => ["refused", "check_failed", "asked", "returned"].includes(e.type)).map((e) => JSON.stringify(e).slice(0, 1500)).join("\n"));
  console.log(p.run.stdout.slice(-3000));
  console.log(Bun.spawnSync(["git", "log", "--all", "--oneline", "--graph"], { cwd: project }).stdout.toString());
  expect(p.state.status).toBe("complete");
});
