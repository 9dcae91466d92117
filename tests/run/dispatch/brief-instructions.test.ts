// Runs: together.
import { afterEach, expect, test } from "bun:test";
import { join } from "node:path";
import type { Run } from "../../../src/engine/run.ts";
import type { Instruction } from "../../../src/project/instructions.ts";
import { findProject } from "../../../src/project/project.ts";
import { briefOf } from "../../../src/run/dispatch/brief.ts";
import { putObject } from "../../../src/store/objects.ts";
import { INSTRUCTIONS, TEXT_OPTION } from "../../../src/workflows/contract/contract.ts";
import { startTeam } from "../../cli/made/make-team-run.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import { walkthroughFiles } from "../../harness/walkthrough.ts";
import { runOf } from "../../host/from-outside.ts";

afterEach(cleanup);

const own = (path: string, text: string, folder = ""): Instruction => ({
  ...{ path, text, folder, by: path },
});
const CLAUDE = own("CLAUDE.md", "Use tabs.");
const AGENTS = own("AGENTS.md", "Add no dependency.");
const BELOW = own("src/CLAUDE.md", "Import nothing.", "src/");

/** The brief of a task that changes nothing yet, in a run with these instructions. */
async function brief(instructions: Instruction[], driver: boolean): Promise<string> {
  const root = makeProject({ files: walkthroughFiles() });
  await startTeam(root, { track: "nano" });
  const project = findProject(root)!;
  const sha = putObject(project.task, JSON.stringify(instructions));
  const owner = { session: "s", host: null, ...(driver && { driver: true as const }) };
  const now = runOf(root);
  const run: Run = {
    ...now,
    owner,
    options: { ...now.options, [TEXT_OPTION + INSTRUCTIONS]: sha },
  };
  const task = run.tasks.find((one) => one.edits !== null)!;
  const text = await briefOf(project, run, task, "ab".repeat(16), null);
  return text.replaceAll(join(project.task, "objects"), "");
}

test("a driver's agent is told all of them, and where those of a folder are kept", async () => {
  const text = await brief([CLAUDE, AGENTS, BELOW], true);
  expect(text).toContain("### CLAUDE.md\nUse tabs.\n\n### AGENTS.md\nAdd no dependency.\n\n");
  expect(text).toMatch(
    /Read before you work on\n- files in src\/: \/[0-9a-f]{64} \(src\/CLAUDE\.md\)\n/,
  );
  expect(text).not.toContain("Import nothing.");
});

test("a session's agent is told what its host does not load: AGENTS.md beside a CLAUDE.md", async () => {
  const beside = await brief([CLAUDE, AGENTS, BELOW], false);
  expect(beside).toContain("### AGENTS.md\nAdd no dependency.");
  expect(beside).not.toMatch(/Use tabs|src\/CLAUDE\.md/);
  const imported = [CLAUDE, { ...AGENTS, by: "CLAUDE.md" }];
  for (const all of [[AGENTS], imported, [CLAUDE]])
    expect(await brief(all, false)).not.toContain("What the project tells its agents");
});
