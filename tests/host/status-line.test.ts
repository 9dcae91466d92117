// The line below the host's prompt and the rows of its agents, as `multi-ai setup` sets them up, on the real screen.
import { afterEach, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { STEPS } from "../../src/checkup/setup/steps.ts";
import { hostsOf } from "../harness/host.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";
import { team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { holdAgent, sitDown } from "./person.ts";
import { PLUGIN } from "./scenario.ts";

afterEach(cleanup);

/** Does these steps of the setup. */
async function setUp(project: string, ...names: string[]): Promise<void> {
  const place = { project, task: join(project, ".task"), plugin: PLUGIN, env: { HOME: tempDir() }, claude: null };
  for (const step of STEPS.filter(({ name }) => names.includes(name))) {
    const look = step.look(place);
    if (look.state !== "offered") throw new Error(`${step.name}: ${look.text}`);
    look.apply();
  }
}

describe.each(hostsOf("new"))("as set up (%s)", (version) => {
  test("the line below the prompt goes on while an agent works", async () => {
    const project = makeProject();
    await setUp(project, "status_line");
    // Held behind its first call, so that nothing of the session changes but the time.
    const { script } = holdAgent("T1", team(honest()), (turn) => turn === 1);
    const { terminal, model } = await sitDown({ version, script, project });
    await terminal.submit("/multi-ai --auto Say goodbye by name");

    const line = (screen: string) => /^ *multi-ai ▶ T1 Gather requirements (\d+ \w+) · 0\/9/m.exec(screen)?.[1];
    const first = line(await terminal.waitFor((screen) => line(screen) !== undefined));
    await terminal.waitFor((screen) => ![undefined, first].includes(line(screen)));
    expect(model.failures).toEqual([]);
  });
});
