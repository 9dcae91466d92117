// The snapshot that a dispatch takes, and /multi-ai:rollback, as the host's events bring them.
// Runs: in full too, together.
import { afterAll, expect, test } from "bun:test";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Host, type Run, taskOf } from "../../../src/engine/run.ts";
import { hookCall } from "../../../src/hooks/hook-call.ts";
import { handle } from "../../../src/hooks/index.ts";
import { narrow } from "../../../src/host/payload.ts";
import { policy } from "../../../src/policy/policy.ts";
import { startTime } from "../../../src/process/identity.ts";
import { workRef } from "../../../src/run/end/rollback.ts";
import { change, readRun } from "../../../src/run/journal/change.ts";
import { cli } from "../../cli/cli.ts";
import { type MadeRun, makeRun, STATES } from "../../cli/made/make-run.ts";
import { inFull } from "../../harness/in-full.ts";
import { cleanup, git, writeFiles } from "../../harness/project.ts";
import { BUILD, PLAN_SONNET } from "../../workflows/multi-ai/ids.ts";

afterAll(cleanup);

const ready = (id: string) => (run: Run) => taskOf(run, id)?.status === "ready";

/** One event of the host, in the session that owns the run. */
const event = (made: MadeRun, raw: object, host: Host | null = null) => {
  const env = host === null ? {} : { CLAUDE_PID: String(host.pid) };
  const session_id = readRun(made.project)?.owner?.session ?? "s";
  return handle(hookCall(narrow({ session_id, ...raw }), made.project, env));
};
const typed = async (made: MadeRun, args: string): Promise<string> => {
  const raw = {
    hook_event_name: "UserPromptExpansion",
    command_name: "multi-ai:rollback",
    command_args: args,
  };
  return String((await event(made, raw))?.reason);
};
const dispatch = async (made: MadeRun, id: string, host: Host | null = null) => {
  const raw = {
    hook_event_name: "PreToolUse",
    tool_name: "Agent",
    tool_use_id: "toolu_1",
    tool_input: { prompt: id },
  };
  const output = await event(made, raw, host);
  return output?.hookSpecificOutput as {
    permissionDecision: string;
    permissionDecisionReason?: string;
  };
};

/** What a call of an agent whose run was parked is told, which writes a file of the project. */
const writtenLate = ({ project, root }: MadeRun) => {
  const tool_input = { file_path: join(root, "README.md"), content: "late\n" };
  const raw = { hook_event_name: "PreToolUse", agent_id: "a1", tool_name: "Write", tool_input };
  return policy(narrow(raw), project);
};
const DENIED = { hookSpecificOutput: { permissionDecision: "deny" } };

test("the dispatch of the implementation keeps the files, that of no other task does", async () => {
  const early = await makeRun({ auto: true, until: ready(PLAN_SONNET) });
  expect((await dispatch(early, BUILD)).permissionDecision).toBe("deny");
  expect((await dispatch(early, PLAN_SONNET)).permissionDecision).toBe("allow");
  expect(workRef(early.project, early.run)).toBeNull();

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
  expect(await typed(made, "--yes")).toEndWith("To undo this: /multi-ai:rollback --undo --yes");
  expect(there()).toBe(false);
  expect(await typed(made, " --undo  --yes ")).toContain("before its rollback");
  expect(there()).toBe(true);
  expect(await typed(made, "--now")).toStartWith("unknown option --now");
  expect(there()).toBe(true);
});

test("nothing is brought back while an agent of the session is at work, nor before it has ended", async () => {
  const host = { pid: process.pid, start: startTime(process.pid)! };
  const made = await makeRun({ auto: true, until: ready(BUILD), host });
  await dispatch(made, BUILD, host);
  change(made.project, () => [{ do: "bind", task: BUILD, call: "toolu_1", agent: "a1" }]);
  writeFiles(made.root, { "README.md": "half\n" });
  expect(await typed(made, "--yes")).toContain("park parks that run");
  const { code } = await cli(made.root, ["park"]);
  expect(code).toBe(0);
  // It has been told nothing yet: its last command may still write.
  const aside = `--run ${made.run.run} --yes`;
  expect(await typed(made, aside)).toContain("its last command may still write");
  expect(readFileSync(join(made.root, "README.md"), "utf8")).toBe("half\n");
  expect(writtenLate(made)).toMatchObject(DENIED);

  await event(made, { hook_event_name: "SubagentStop", agent_id: "a1" });
  expect(await typed(made, aside)).toContain("1 modified");
  expect(readFileSync(join(made.root, "README.md"), "utf8")).toStartWith("# Greeter");
  const { code: back } = await cli(made.root, ["resume"]);
  expect(back).toBe(0);
  expect(taskOf(readRun(made.project)!, BUILD)?.status).toBe("ready");
});

inFull(
  "behind a park with an agent at work, its end and a resume, nothing is left that holds a rollback up",
  async () => {
    const host = { pid: process.pid, start: startTime(process.pid)! };
    const made = await makeRun({ auto: true, until: ready(BUILD), host });
    await dispatch(made, BUILD, host);
    change(made.project, () => [{ do: "bind", task: BUILD, call: "toolu_1", agent: "a1" }]);
    await cli(made.root, ["park"]);
    // Brought back while the agent is still at work, it is held, and that is said before a word is
    // asked for.
    await cli(made.root, ["resume"]);
    expect(readRun(made.project)!.void_calls).toEqual([]);
    const early = await cli(made.root, ["rollback", "--yes"]);
    expect([early.code, early.out + early.err]).toEqual([
      1,
      expect.stringContaining("its last command may still write"),
    ]);
    expect(early.out + early.err).not.toContain("--token");
    expect(writtenLate(made)).toMatchObject(DENIED);
    await event(made, { hook_event_name: "SubagentStop", agent_id: "a1" });
    writeFiles(made.root, { "README.md": "half\n" });
    expect(await typed(made, "--yes --all")).toContain("1 modified");
  },
);
