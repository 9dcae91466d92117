// The snapshot that a dispatch takes, and /multi-ai:rollback, as the host's events bring them.
import { afterAll, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Run, taskOf } from "../../src/engine/run.ts";
import { handle } from "../../src/hooks/index.ts";
import { hookCall } from "../../src/hooks/step.ts";
import { narrow } from "../../src/host/payload.ts";
import { workSnapshot } from "../../src/run/rollback.ts";
import { change, readRun } from "../../src/run/run.ts";
import { type MadeRun, makeRun, STATES } from "../cli/make-run.ts";
import { cleanup, git, writeFiles } from "../harness/project.ts";
import { BUILD, PLAN_SONNET } from "../workflows/multi-ai/ids.ts";

setDefaultTimeout(120_000);
afterAll(cleanup);

const ready = (id: string) => (run: Run) => taskOf(run, id)?.status === "ready";

/** One event of the host, in the session that owns the run. */
const event = (made: MadeRun, raw: object) =>
  handle(hookCall(narrow({ session_id: readRun(made.project)?.owner?.session ?? "s", ...raw }), made.project, {}));
const typed = async (made: MadeRun, args: string): Promise<string> => {
  const raw = { hook_event_name: "UserPromptExpansion", command_name: "multi-ai:rollback", command_args: args };
  return String((await event(made, raw))?.reason);
};
const dispatch = async (made: MadeRun, id: string) => {
  const raw = { hook_event_name: "PreToolUse", tool_name: "Agent", tool_use_id: "toolu_1", tool_input: { prompt: id } };
  const output = await event(made, raw);
  return output?.hookSpecificOutput as { permissionDecision: string; permissionDecisionReason?: string };
};

test("the dispatch of the implementation keeps the files, that of no other task does", async () => {
  const early = await makeRun({ auto: true, until: ready(PLAN_SONNET) });
  expect((await dispatch(early, BUILD)).permissionDecision).toBe("deny");
  expect((await dispatch(early, PLAN_SONNET)).permissionDecision).toBe("allow");
  expect(workSnapshot(early.project, early.run)).toBeNull();

  const made = await makeRun({ auto: true, until: ready(BUILD) });
  writeFiles(made.root, { "draft.md": "mine\n" });
  expect((await dispatch(made, BUILD)).permissionDecision).toBe("allow");
  expect(git(made.root, "show", `refs/multi-ai/${made.run.run}:draft.md`)).toBe("mine");
  expect(taskOf(readRun(made.project)!, BUILD)?.status).toBe("running");
});

test("a dispatch without its snapshot is denied with what to do, and goes through once that is mended", async () => {
  const made = await makeRun({ auto: true, until: ready(BUILD) });
  const inTheWay = join(made.root, ".git/refs/multi-ai");
  writeFileSync(inTheWay, "");
  const denied = await dispatch(made, BUILD);
  expect(denied.permissionDecision).toBe("deny");
  expect(denied.permissionDecisionReason).toMatch(
    new RegExp(`${BUILD} cannot start: no snapshot .*; check free space and permissions`),
  );
  expect(taskOf(readRun(made.project)!, BUILD)?.status).toBe("ready");
  rmSync(inTheWay);
  expect((await dispatch(made, BUILD)).permissionDecision).toBe("allow");
});

test("the command shows, does it and goes back, without a model request", async () => {
  const made = await STATES.complete();
  const there = () => existsSync(join(made.root, "src/goodbye.ts"));
  expect(await typed(made, "")).toEndWith("To do it: /multi-ai:rollback --yes");
  expect(there()).toBe(true);
  expect(await typed(made, "--yes")).toEndWith("To go back: /multi-ai:rollback --undo");
  expect(there()).toBe(false);
  expect(await typed(made, " --undo  --yes ")).toContain("before its rollback");
  expect(there()).toBe(true);
  expect(await typed(made, "--now")).toStartWith("unknown option --now");
  expect(there()).toBe(true);
});

test("the command refuses while the session's agent is at work", async () => {
  const made = await makeRun({ auto: true, until: ready(BUILD) });
  await dispatch(made, BUILD);
  writeFiles(made.root, { "README.md": "half\n" });
  expect(await typed(made, "--yes")).toContain(`at work on ${BUILD}`);
  change(made.project, () => [{ do: "cancel", reason: "cancelled by the person" }]);
  expect(await typed(made, "--yes")).toContain("1 modified");
  expect(readFileSync(join(made.root, "README.md"), "utf8")).toStartWith("# Greeter");
});
