// /multi-ai:setup in the real session: what can be set up is shown, and no model is asked.
import { afterEach, describe, expect } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup } from "../harness/project.ts";
import { team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { sitDown } from "./person.ts";

afterEach(cleanup);

describe.each(hostsOf("new"))("setup in a session (%s)", (version) => {
  inFull("it shows what there is and the lines for the rest, and asks no model", async () => {
    const { terminal, project, model } = await sitDown({ version, script: team(honest()) });
    await terminal.submit("/multi-ai:setup");
    await terminal.waitFor(/whether a run can start/);
    expect(terminal.history()).toMatch(/task_tools: Show the run in Claude Code's own task list/);
    expect(existsSync(join(project, ".claude"))).toBe(false);
    expect([model.requests.length, model.failures]).toEqual([0, []]);
  });
});
