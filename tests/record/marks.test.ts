import { afterAll, expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectOf } from "../../src/hooks/project-of.ts";
import { markLive, unmark } from "../../src/record/machine/marks.ts";
import { change } from "../../src/run/journal/change.ts";
import { makeRun } from "../cli/made/make-run.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";

afterAll(cleanup);

/** A project with a subfolder, and a data folder of the plugin. */
function place() {
  const root = makeProject();
  const start = join(root, "packages/app");
  mkdirSync(start, { recursive: true });
  const data = join(tempDir("multi-ai-data-"), "multi-ai-x");
  const env = { CLAUDE_PLUGIN_DATA: data, MULTI_AI_PROJECT_START: start };
  const mark = (folder: string) => join(data, "outside/live", folder, ".live");
  const marked = (folder: string) =>
    existsSync(mark(folder)) ? readFileSync(mark(folder), "utf8").split("\n")[0] : undefined;
  return { root, start, data, env, marked };
}

test("the folder of the session and the project's root lead to the root, and go with the run", () => {
  const { root, start, data, env, marked } = place();
  markLive({ root }, env);
  expect([marked(start), marked(root), marked(join(root, "packages"))]).toEqual([
    root,
    root,
    undefined,
  ]);
  // Another session takes it, which was started elsewhere.
  const other = join(root, "packages");
  markLive({ root }, { ...env, MULTI_AI_PROJECT_START: other });
  expect([marked(start), marked(other)]).toEqual([root, root]);
  unmark({ root }, { CLAUDE_PLUGIN_DATA: data });
  expect([marked(start), marked(other), marked(root)]).toEqual([undefined, undefined, undefined]);
  expect(existsSync(join(data, "outside/live", root))).toBe(false);
});

test("a command of the person goes to the marked root, whatever was planted below it", () => {
  const { root, start, env } = place();
  for (const folder of [root, start]) {
    mkdirSync(join(folder, ".task"), { recursive: true });
    writeFileSync(join(folder, ".task/events.jsonl"), "");
  }
  expect(projectOf(env).root).toBe(start);
  markLive({ root }, env);
  expect(projectOf(env)).toEqual({ root, task: join(root, ".task"), found: "journal" });
  expect(projectOf({ ...env, MULTI_AI_PROJECT_START: `${start}/` }).root).toBe(root);
});

test("a link by which the host names the project is marked, a folder outside of it is not", () => {
  const { root, env, marked } = place();
  const link = join(tempDir("multi-ai-link-"), "link");
  symlinkSync(root, link);
  markLive({ root }, { ...env, MULTI_AI_PROJECT_START: join(link, "packages/app") });
  expect([marked(join(link, "packages/app")), marked(link)]).toEqual([root, root]);
  const outside = tempDir("multi-ai-outside-");
  markLive({ root }, { ...env, MULTI_AI_PROJECT_START: outside });
  expect(marked(outside)).toBeUndefined();
});

test("the mark of another project that lies below stays", () => {
  const { root, start, env, marked } = place();
  markLive({ root: start }, env);
  markLive({ root }, { ...env, MULTI_AI_PROJECT_START: root });
  unmark({ root }, env);
  expect([marked(root), marked(start)]).toEqual([undefined, start]);
});

test("a run is marked as long as its hooks have something to do", async () => {
  const { data } = place();
  const before = { ...process.env };
  Object.assign(process.env, { CLAUDE_PLUGIN_DATA: data });
  try {
    const { root, project } = await makeRun({});
    const mark = join(data, "outside/live", root, ".live");
    expect(existsSync(mark)).toBe(true);
    change(project, () => [{ do: "cancel", reason: "x" }, { do: "release" }]);
    expect(existsSync(mark)).toBe(false);
  } finally {
    process.env = before;
  }
});
