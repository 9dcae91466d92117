// A reviewer of another vendor that is asked while the driver is killed: its answer counts, and
// nobody asks it again.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROGRAM } from "../cli/cli.ts";
import { codexApproval, codexReviewer } from "../harness/codex-reviewer.ts";
import { hostsOf } from "../harness/host.ts";
import { startModel } from "../harness/model.ts";
import { eventually } from "../harness/patience.ts";
import { cleanup, makeProject, onCleanup, tempDir } from "../harness/project.ts";
import { claudePath, makeSandbox } from "../harness/sandbox.ts";
import { team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { left, ofType } from "./scenario.ts";

afterEach(cleanup);

describe.each(hostsOf("new"))("a seat and kill -9 of the driver (%s)", (version) => {
  test("the next driver waits for the answer, which is paid once", async () => {
    const held = Promise.withResolvers<void>();
    onCleanup(() => held.resolve());
    let asked = 0;
    const codex = codexReviewer((one) => {
      if (one.kind !== "plan") return undefined;
      asked += 1;
      return { text: JSON.stringify(codexApproval(one)), hold: held.promise };
    });
    const model = startModel({ script: team(honest()), codex });
    const project = makeProject();
    const { env } = makeSandbox({ version, project, model });
    const drive = (words: string[]) => {
      const out = join(tempDir("multi-ai-out-"), "out");
      const all = [
        "run",
        "--claude",
        claudePath(version),
        "--allowed-tools",
        "Bash(bun test:*)",
        ...words,
      ];
      const child = Bun.spawn([process.execPath, PROGRAM, ...all], {
        cwd: project,
        env,
        stdio: ["ignore", Bun.file(out), "inherit"],
      });
      onCleanup(() => child.kill("SIGKILL"));
      return { child, said: () => readFileSync(out, "utf8") };
    };
    const first = drive(["multi-ai", "Say goodbye", "--auto"]);
    await eventually(() => asked === 1);
    first.child.kill("SIGKILL");
    await first.child.exited;
    const second = drive(["--continue"]);
    expect(
      await eventually(() => /T5 .* is still running; waiting for it\./.test(second.said())),
    ).toBe(true);
    held.resolve();
    expect(await second.child.exited).toBe(0);
    expect(asked).toBe(1);
    const { events, state } = left(project);
    expect(state.status).toBe("complete");
    expect(ofType(events, "dispatched").filter(({ task }) => task === "T5")).toHaveLength(1);
    expect(ofType(events, "accepted").filter(({ task }) => task === "T5")).toHaveLength(1);
  });
});
