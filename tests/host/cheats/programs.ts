// Programs in the place of those that the run began with, and command lines that were started apart
// from the host.
import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../../harness/patience.ts";
import { IN_TURN, makeProject, tempDir } from "../../harness/project.ts";
import { hostsOf } from "../../harness/sandbox.ts";
import { openQuestions } from "../from-outside.ts";
import { left, ofType, PLUGIN, play } from "../scenario.ts";
import { attempt, errors, tempted } from "../tempted.ts";
import { stopped } from "./cheats.ts";
import { apartFromHost, projectWithCode } from "./program-tries.ts";

describe.each(hostsOf("new"))("programs (%s)", (version) => {
  test("no code that the project's settings name runs in a hook", async () => {
    const { project, ran } = projectWithCode();
    const { state, events } = await play({ version, project });
    expect(state).toMatchObject({ status: "complete" });
    expect(ofType(events, "accepted").map((one) => one.task)).toContain("T9");
    // What the host itself or an agent starts with that environment is the host's business.
    const ours = ran().filter((line) =>
      /hook\.ts|check-start\.ts|program\.js|guard\.sh|no-run\.sh|judge|function /.test(line),
    );
    expect(ours).toEqual([]);
    stopped("project's own bun", "options of bun");
  });
});

test("a built command line that was started apart from the host decides nothing", async () => {
  const project = makeProject({ files: IN_TURN });
  const folder = tempDir();
  const logs = { orphan: join(folder, "orphan"), script: join(folder, "script") };
  const decide = [join(PLUGIN, "bin/multi-ai"), "decide", "approve"];
  const tried = attempt(
    apartFromHost(decide, "orphan", project, logs.orphan),
    apartFromHost(decide, "script", project, logs.script),
  );
  await play({
    version: "new",
    project,
    main: tempted({ ask: [tried] }),
    prompt: "/multi-ai Say goodbye by name",
  });
  // What is denied before it runs would show nothing of what is tried here.
  expect(errors(tried)).toEqual([false, false]);
  const said = (log: string): string => (existsSync(log) ? readFileSync(log, "utf8") : "");
  await eventually(() =>
    Object.values(logs).every((log) => said(log).includes("Nothing was done")),
  );
  expect(said(logs.orphan)).toContain("there is none here");
  expect(said(logs.script)).toContain("To confirm, type ");
  expect(ofType(left(project).events, "answered")).toEqual([]);
  expect(openQuestions(project)).toMatchObject([{ id: "Q1" }]);
  stopped("answer by an orphan", "answer by a terminal of its own");
});
