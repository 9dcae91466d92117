// What the host completes of the plugin's own command, and the names by which it is called.
// Runs: in full too.
// Not in npm test: stands there without the skill
import { afterEach, describe, expect, test } from "bun:test";
import { HOST_VERSIONS, runHost } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { startModel } from "../harness/model.ts";
import { cleanup, IN_TURN, makeProject } from "../harness/project.ts";
import { sitDown } from "./person.ts";
import { PLUGIN } from "./scenario.ts";

afterEach(cleanup);

describe.each(HOST_VERSIONS)("the plugin's own command (%s)", (version) => {
  test("is the first that the host offers, and what Tab completes", async () => {
    const { terminal } = await sitDown({ version, script: () => ({ text: "Hello." }) });
    terminal.type("/mul");
    const offered = await terminal.waitFor(/\/multi-ai:\w/);
    // It shows the plugin's name in front, and puts in the short one.
    expect(/\s\/(multi-ai\S*)/.exec(offered)?.[1]).toBe("multi-ai:multi-ai");
    // A busy host may not take a key while it draws its list.
    const again = setInterval(
      () => /❯\s\/mul\s*$/m.test(terminal.screen()) && terminal.key("tab"),
      1_000,
    );
    await terminal.press("tab", /❯\s\/multi-ai\s/).finally(() => clearInterval(again));
  });

  test("stands there without the skill, which is for the model alone", async () => {
    const { terminal } = await sitDown({ version, script: () => ({ text: "Hello." }) });
    terminal.type("/orch");
    expect(await terminal.waitFor(/\/deep-research|\(multi-ai\)/)).not.toMatch(/orchestration/);
  });

  for (const name of ["/multi-ai", "/multi-ai:do"])
    inFull(`is called by ${name}`, async () => {
      const options = {
        version,
        project: makeProject({ files: IN_TURN }),
        plugin: PLUGIN,
        model: startModel({}),
      };
      const { results } = await runHost({ ...options, prompt: `${name} --nonsense` });
      expect(results.join("\n")).toContain(
        "Nothing was started. --nonsense is not a flag of /multi-ai;",
      );
    });
});
