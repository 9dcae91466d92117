// Programs that are replaced, and command lines apart from the host, in a plugin that lacks one guarantee: it works.
import { afterEach, expect } from "bun:test";
import { join } from "node:path";
import { eventually } from "../../../harness/patience.ts";
import { cleanup, makeProject, tempDir } from "../../../harness/project.ts";
import { left, ofType } from "../../scenario.ts";
import { attempt, tempted } from "../../tempted.ts";
import { held, worked } from "../cheats.ts";
import { apartFromHost, beforeWork, projectWithCode, replacedCodex } from "../program-tries.ts";
import { accepted, slowly, until, without } from "./play.ts";
import { pluginWithout } from "./plugin.ts";

afterEach(cleanup);

slowly("without a look at the programs", async () => {
  const guarantee = "programs are those that the run began with";
  const { inFront, command } = replacedCodex();
  const played = await without(guarantee, { inFront, worker: beforeWork(command) });
  expect(accepted(played)).toContain("T9 approved");
  worked(guarantee, "approved by nobody", "codex replaced");
});

slowly("without the guard of the hook's own Bun", async () => {
  const guarantee = "the hook runs its own code alone";
  const { project, ran } = projectWithCode();
  await without(guarantee, { project, main: until("T2") });
  expect(ran().some((line) => /hook\.ts|program\.js/.test(line))).toBe(true);
  worked(guarantee, "its code ran in each hook", "options of bun");
  held(guarantee, "the plugin's own Bun comes first", "project's own bun");
  held(guarantee, "sh is no bash here", "functions of the shell");
});

slowly("without a word at the terminal", async () => {
  const guarantee = "a question is the person's";
  for (const [how, cheat] of [
    ["orphan", "answer by an orphan"],
    ["script", "answer by a terminal of its own"],
  ] as const) {
    const project = makeProject();
    const decide = [join(pluginWithout(guarantee), "bin/multi-ai"), "decide", "approve"];
    const tried = attempt(apartFromHost(decide, how, project, join(tempDir(), "log")));
    await without(guarantee, { project, main: tempted({ ask: [tried] }), prompt: "/multi-ai Say goodbye by name" });
    await eventually(() => ofType(left(project).events, "answered").length > 0);
    expect(ofType(left(project).events, "answered")).toMatchObject([{ question: "Q1", option: "approve", via: "cli" }]);
    worked(guarantee, "approved in the person's name", cheat);
  }
});
