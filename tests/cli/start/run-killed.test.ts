// `multi-ai run` that is killed takes Claude Code with it: nobody reads what it would still pay
// for.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { findProject } from "../../../src/project/project.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { hostsOf } from "../../harness/host.ts";
import { startModel } from "../../harness/model.ts";
import { eventually } from "../../harness/patience.ts";
import { cleanup, makeProject, onCleanup } from "../../harness/project.ts";
import { claudePath, makeSandbox } from "../../harness/sandbox.ts";
import { obedientMain } from "../../harness/team.ts";
import { PROGRAM } from "../cli.ts";

afterEach(cleanup);

/** Requests that an agent makes after the driver was killed, and whether its host is gone. */
async function killed(version: "new" | "old"): Promise<number> {
  const project = makeProject();
  const look = { name: "Glob", input: { pattern: "*.md", path: project } };
  const model = startModel({
    script: (turn) =>
      turn.thread === "main" ? obedientMain(turn) : { delayMs: 100, calls: [look] },
  });
  const { env } = makeSandbox({ version, project, model });
  const words = ["run", "--claude", claudePath(version), "--auto", "multi-ai", "Say goodbye"];
  const child = Bun.spawn([process.execPath, PROGRAM, ...words], {
    cwd: project,
    env,
    stdin: "ignore",
    stdout: "ignore",
    stderr: "ignore",
  });
  onCleanup(() => child.kill());
  const ofAgents = () => model.requests.filter(({ thread }) => thread === "agent").length;
  await eventually(() => ofAgents() > 3);
  const host = readRun(findProject(project))!.owner!.host!.pid;
  child.kill("SIGKILL");
  await child.exited;
  const before = ofAgents();
  await eventually(() => !existsSync(join("/proc", String(host))));
  return ofAgents() - before;
}

test.each(hostsOf("new"))(
  "kill -9 of the driver ends Claude Code: at most the request under way is paid (%s)",
  async (version) => {
    expect(await killed(version)).toBeLessThanOrEqual(1);
  },
);
