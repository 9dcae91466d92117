// Guarantee: Honest work passes.
// Scenario 4, the commands: in each permission mode an honest implementer sees its tests, or is not
// held for what it was refused.
// Runs: in full only, by a driver too.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { hostsOf } from "../harness/host.ts";
import { firstOf } from "../harness/in-full.ts";
import { startModel, type Turn } from "../harness/model.ts";
import { cleanup } from "../harness/project.ts";
import type { PermissionMode } from "../harness/sandbox.ts";
import { team } from "../harness/team.ts";
import { runs } from "./refused.ts";
import { bySubject, ofType, play } from "./scenario.ts";
import { briefOf, sectionOf, toldTo } from "./told.ts";

afterEach(cleanup);

describe.each(hostsOf("new"))("the implementer's tests (%s)", (version) => {
  const modes: [PermissionMode, string[]][] = [
    ["dontAsk", ["--allowedTools", "Write,Edit"]],
    ["acceptEdits", []],
    ["default", ["--allowedTools", "Write,Edit"]],
  ];
  // acceptEdits and default have scenarios of their own, here and in permissions.test.ts.
  test.each(firstOf(modes))(
    "%s: the approved command, as it stands, runs without a question, and the run completes",
    async (permissionMode, args) => {
      const { state, tasks, model, run } = await play({
        version,
        permissionMode,
        args,
        worker: runs(["bun test"]),
      });
      const { id } = bySubject(tasks, "Implementation");
      expect(toldTo(model, id).includes("\n 2 pass\n 0 fail\n")).toBe(true);
      expect(toldTo(model, id).includes("has been denied")).toBe(false);
      expect(sectionOf(briefOf(model, id), "Commands")).toContain("- `bun test`");
      expect(state).toMatchObject({ status: "complete" });
      expect(run.exitCode).toBe(0);
    },
  );

  test("acceptEdits: a longer one is refused; what it says of that goes on to the program's own run, and the report has it", async () => {
    const line = "bun test > out.txt";
    const { state, events, tasks, run, project } = await play({
      version,
      permissionMode: "acceptEdits",
      worker: runs([line]),
    });
    expect(existsSync(join(project, "out.txt"))).toBe(false);
    const { id } = bySubject(tasks, "Implementation");
    const accepted = ofType(events, "accepted").filter((one) => one.task === id);
    expect(accepted.map((one) => one.outcome)).toEqual(["partial_denied"]);
    expect(ofType(events, "tested").map((one) => one.outcome)).toEqual(["pass", "pass"]);
    expect(state).toMatchObject({ status: "complete" });
    expect(run.results.at(-1)).toContain(`Claude Code refused: ${line} (Bash)`);
  });
});

describe.each(hostsOf("new"))("auto mode, whose judge refuses (%s)", (version) => {
  /** Refuses whatever speaks of that command. */
  const refusing = (line: string) => (turn: Turn) =>
    JSON.stringify(turn.messages.at(-1)).includes(line) ? 90 : 0;

  test("the approved command is not asked about, and runs", async () => {
    const severity = refusing("bun test");
    const model = startModel({
      script: team(runs(["bun test"])),
      codex: codexReviewer(),
      severity,
    });
    const { state, tasks } = await play({ version, permissionMode: "auto", model });
    expect(
      toldTo(model, bySubject(tasks, "Implementation").id).includes("\n 2 pass\n 0 fail\n"),
    ).toBe(true);
    expect(state).toMatchObject({ status: "complete" });
  });
});
