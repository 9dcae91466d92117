// Guarantee: What a command changed is noticed.
// The program of an external reviewer: noted when a run begins, compared before each use, asked about once.
import { afterEach, expect, test } from "bun:test";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Run, Task } from "../../src/engine/run.ts";
import { findProject } from "../../src/project/project.ts";
import { changedProgram, notePrograms } from "../../src/run/external/programs.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";

afterEach(cleanup);

const run = { run: "multi-ai-00000001", settings: DEFAULT_SETTINGS } as Run;
const byCodex = { id: "T5", who: { provider: "codex" } } as Task;
const byAgent = { id: "T1", who: {} } as Task;

/** A machine with a Codex of the person's, on which a run begins. */
function machine() {
  const [home, bin] = [tempDir(), tempDir()];
  const project = findProject(makeProject());
  mkdirSync(join(home, "data"));
  const put = (text: string, name = "codex"): void =>
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  const env = { HOME: home, PATH: `${bin}:/usr/bin:/bin`, CLAUDE_PLUGIN_DATA: join(home, "data") };
  put("echo codex");
  return { project, bin, env, put, begin: () => notePrograms(project, run.run, env) };
}

test("what is the same bytes, another program, or used by an agent is not asked about", () => {
  const { project, bin, env, put, begin } = machine();
  begin();
  put("echo codex");
  chmodSync(join(bin, "codex"), 0o700);
  put("echo new", "python3");
  expect(changedProgram(project, run, byCodex, env)).toBeNull();
  put("echo forged");
  expect(changedProgram(project, run, byAgent, env)).toBeNull();
});

test("one that is another one is asked about, once", () => {
  const { project, bin, env, put, begin } = machine();
  begin();
  put("echo forged");
  const notice = changedProgram(project, run, byCodex, env)!;
  expect(notice).toMatchObject({ what: "program-changed", hold: true });
  expect(notice.text).toContain(`it was ${join(bin, "codex")}`);
  const asked = { ...run, notices: [{ ...notice, seq: 1, asked: true, known: true }] } as unknown as Run;
  expect(changedProgram(project, asked, byCodex, env)).toBeNull();
  put("echo forged again");
  expect(changedProgram(project, asked, byCodex, env)).not.toBeNull();
});
