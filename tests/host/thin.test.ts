import { afterEach, expect, setDefaultTimeout, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { HOST_VERSIONS, runHost } from "../harness/host.ts";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { startModel } from "../harness/model.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { team } from "../harness/team.ts";
import { honest, planObjection } from "../harness/workers.ts";

setDefaultTimeout(60_000);
afterEach(cleanup);

const plugin = join(import.meta.dir, "..", "..");

for (const version of HOST_VERSIONS) {
  test(`the chain up to the first plan review, with one round of changes (${version})`, async () => {
    const project = makeProject();
    const worker = honest((brief) =>
      brief.writes.endsWith("/review-sonnet.json") && brief.round === 1 ? planObjection(brief) : undefined,
    );
    const model = startModel({ script: team(worker), codex: codexReviewer() });
    const run = await runHost({
      version,
      project,
      plugin,
      model,
      prompt: "/multi-ai --auto Say goodbye",
      limitMs: 40_000,
    });
    const tasks = JSON.parse(readFileSync(join(project, ".task/pipeline-tasks.json"), "utf8")).tasks;
    console.log(tasks.map((t: any) => [t.id, t.subject, t.status, t.blocked_by.join(",")].join(" | ")).join("\n"));
    console.log(
      model.requests
        .filter((r) => r.thread === "main")
        .map((r) => `${r.bytes} ${r.text.slice(-600)}\n   => ${JSON.stringify(r.reply).slice(0, 300)}`)
        .join("\n---\n"),
    );
    console.log(run.results);
    expect(run.exitCode).toBe(0);
  });
}
