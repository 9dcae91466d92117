// /multi-ai:setup in the real session: what the person names is done at once, and no model is asked.
import { afterEach, describe, expect } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup } from "../harness/project.ts";
import { team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { sitDown } from "./person.ts";

afterEach(cleanup);

describe.each(hostsOf("new"))("setup in a session (%s)", (version) => {
  inFull("it shows what there is, does what is named, and asks no model", async () => {
    const { terminal, project, model } = await sitDown({ version, script: team(honest()) });
    await terminal.submit("/multi-ai:setup");
    await terminal.waitFor(/Nothing was changed\. \/multi-ai:setup all/);
    expect(terminal.history()).toMatch(/task_tools: Have Claude Code's own task list show/);
    expect(existsSync(join(project, ".claude"))).toBe(false);

    await terminal.submit("/multi-ai:setup task_tools");
    await terminal.waitFor(/Done:[\s\S]*whether a run can start/);
    const settings = readFileSync(join(project, ".claude/settings.local.json"), "utf8");
    expect(JSON.parse(settings)).toEqual({ env: { CLAUDE_CODE_ENABLE_TODO_TOOLS: "1" } });
    expect([model.requests.length, model.failures]).toEqual([0, []]);
  });
});
