// A run that is begun in one folder and home goes on in another: nothing that was accepted is paid
// again.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { atTerminal, PROGRAM } from "../cli/cli.ts";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { type HostVersion, hostsOf } from "../harness/host.ts";
import { type Model, startModel } from "../harness/model.ts";
import { eventually } from "../harness/patience.ts";
import { cleanup, IN_TURN, makeProject, tempDir } from "../harness/project.ts";
import { claudePath, makeSandbox } from "../harness/sandbox.ts";
import { team, type Worker } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { left, ofType } from "./scenario.ts";
import { started } from "./started.ts";

afterEach(cleanup);

interface Machine {
  project: string;
  home: string;
  env: Record<string, string>;
}

/** A folder and a home that know of no run. */
function machine(version: HostVersion, model: Model, project: string): Machine {
  const home = tempDir("multi-ai-home-");
  return { project, home, env: makeSandbox({ version, project, model, home, stranger: true }).env };
}

/** The program in a machine's project. */
const program = ({ project, env }: Machine, words: string[]) => started(project, env, words);

const drive = (at: Machine, version: HostVersion, words: string[]) =>
  program(at, [
    "run",
    "--claude",
    claudePath(version),
    "--allowed-tools",
    "Bash(bun test:*)",
    ...words,
  ]);

function clone({ project }: Machine): string {
  const folder = join(tempDir("multi-ai-clone-"), "elsewhere");
  Bun.spawnSync(["git", "clone", "-q", "--no-local", project, folder]);
  return folder;
}

/**
 * A run that is killed with its driver while a review of the code is at work, behind what was
 * implemented.
 */
async function begun(version: HostVersion) {
  const slow = { isOver: false, requests: 0 };
  const worker: Worker = (brief) => {
    if (brief.writes.endsWith("code-review-sonnet.json") && !slow.isOver && ++slow.requests > 0)
      return { delayMs: 200, calls: [{ name: "Glob", input: { pattern: "*.md" } }] };
    return honest()(brief);
  };
  const model = startModel({ script: team(worker), codex: codexReviewer() });
  const first = machine(version, model, makeProject({ files: IN_TURN }));
  const { child } = drive(first, version, ["multi-ai", "Say goodbye", "--auto"]);
  await eventually(() => slow.requests > 2);
  child.kill("SIGKILL");
  await child.exited;
  slow.isOver = true;
  return { first, model };
}

describe.each(hostsOf("new"))("a run elsewhere (%s)", (version) => {
  test("exported, imported, and completed: nothing accepted is paid again", async () => {
    const { first, model } = await begun(version);
    const file = join(tempDir("multi-ai-file-"), "run.bundle");
    const exported = await program(first, ["export", "--to", file]).end;
    expect(exported).toMatchObject({ code: 0, err: "" });
    const second = machine(version, model, clone(first));
    const words = [process.execPath, PROGRAM, "import", file];
    const { result } = await atTerminal(words, second.project, second.env);
    expect(result).toMatchObject({ code: 0, err: "" });
    const before = ofType(left(second.project).events, "accepted").map(({ task }) => task);
    const { code, err } = await drive(second, version, ["--continue"]).end;
    expect([code, err]).toEqual([0, ""]);
    const { events, state } = left(second.project);
    expect(state.status).toBe("complete");
    const accepted = ofType(events, "accepted").map(({ task }) => task);
    expect(before).toContain("T6");
    expect(new Set(accepted).size).toBe(accepted.length);
    const dispatched = ofType(events, "dispatched").map(({ task }) => task);
    expect(before.filter((task) => dispatched.filter((one) => one === task).length > 1)).toEqual(
      [],
    );
    expect(model.failures).toEqual([]);
  });
});
