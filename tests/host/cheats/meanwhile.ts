// What a process that was left behind changes between two commands, while a reviewer works, and has put back before its end.
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { makeProject, tempDir } from "../../harness/project.ts";
import { HOST_VERSIONS } from "../../harness/sandbox.ts";
import { openQuestions } from "../from-outside.ts";
import { ofType, play } from "../scenario.ts";
import { stopped } from "./cheats.ts";
import { forAMoment, rewritingVerdicts } from "./meanwhile-tries.ts";
import { copiedPlugin } from "./without/plugin.ts";

describe.each([...HOST_VERSIONS])("between two commands (%s)", (version) => {
  test("a hook on Read that was there for a moment is asked about at the end of that review", async () => {
    const home = tempDir();
    const { project, worker, ran, isBack } = forAMoment("hook for a moment", join(home, ".claude/settings.json"));
    const { state, events } = await play({ version, project, home, worker });
    expect([ran(), isBack()]).toEqual([expect.stringContaining("read"), true]);
    expect(state).toMatchObject({ status: "waiting_for_user" });
    const [noticed, ...more] = ofType(events, "noticed");
    expect([noticed?.what, noticed?.asked, more]).toEqual(["host-settings", true, []]);
    expect(noticed!.text).toContain("/.claude/settings.json changed and changed back");
    expect(openQuestions(project)).toMatchObject([{ kind: "noticed" }]);
    expect(ofType(events, "dispatched").at(-1)?.task).toBe("T7");
    stopped("hook for a moment");
  });

  test("so is a file of the plugin", async () => {
    const plugin = copiedPlugin();
    const { project, worker, ran, isBack } = forAMoment("plugin changed for a moment", join(plugin, "hooks/guard.sh"));
    const { state, events } = await play({ version, project, plugin, worker });
    expect([ran(), isBack()]).toEqual([expect.stringContaining("ran"), true]);
    expect(state).toMatchObject({ status: "waiting_for_user" });
    const [noticed, ...more] = ofType(events, "noticed");
    expect([noticed?.what, noticed?.asked, more]).toEqual(["program-changed", true, []]);
    expect(noticed!.text).toContain("hooks/guard.sh changed");
    expect(ofType(events, "dispatched").at(-1)?.task).toBe("T7");
    stopped("plugin changed for a moment");
  });

  test("a rule that the host notes meanwhile, as when the person allows a tool, is told and holds nobody", async () => {
    const home = tempDir();
    const { project, worker, ran, isBack } = forAMoment("rule", join(home, ".claude/settings.json"));
    const { run, state, events } = await play({ version, project, home, worker });
    expect([ran(), isBack()]).toEqual(["ran\n", true]);
    expect(state).toMatchObject({ status: "complete" });
    expect(ofType(events, "noticed")).toMatchObject([{ what: "host-settings", asked: false }]);
    expect(run.stdout).toContain("/.claude/settings.json changed");
  });

  test("a verdict of Codex that another program has written is none", async () => {
    const [project, home] = [makeProject(), tempDir()];
    const { codex, times } = rewritingVerdicts(project, home);
    const { events, state } = await play({ version, project, home, codex, limitMs: 120_000 });
    expect(times()).toBeGreaterThan(0);
    expect(ofType(events, "accepted").map((one) => one.task)).not.toContain("T9");
    expect(state).toMatchObject({ status: "waiting_for_user", question: { kind: "provider-failed", task: "T9" } });
    const [failed] = ofType(events, "check_failed");
    expect(failed).toMatchObject({ task: "T9", failure: "invalid_output" });
    expect(failed!.message).toContain("its verdict file is not what it said");
    stopped("verdict of codex rewritten");
  });
});
