// The line below the host's prompt, as docs/usage.md sets it up, on the real screen.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import { cleanup, makeProject, writeFiles } from "../harness/project.ts";
import { team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { holdAgent, sitDown } from "./person.ts";
import { PLUGIN } from "./scenario.ts";

afterEach(cleanup);

/** Sets the line up as docs/usage.md says. */
function setUp(project: string): void {
  const statusLine = { type: "command", command: `${join(PLUGIN, "bin/multi-ai")} statusline` };
  writeFiles(project, { ".claude/settings.local.json": JSON.stringify({ statusLine }) });
}

describe.each(hostsOf("new"))("as set up (%s)", (version) => {
  test("the line below the prompt is there while an agent works", async () => {
    const project = makeProject();
    setUp(project);
    // Held behind its first call, so that nothing of the session changes but the time.
    const { script } = holdAgent("T1", team(honest()), (turn) => turn === 1);
    const { terminal, model } = await sitDown({ version, script, project });
    await terminal.submit("/multi-ai --auto Say goodbye by name");

    await terminal.waitFor(/^ *multi-ai: requirements_gathering/m);
    expect(model.failures).toEqual([]);
  });
});
