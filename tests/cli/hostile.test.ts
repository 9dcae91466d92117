// The shipped program, by its launcher, in a stranger's repository: it runs none of its code and
// waits for nothing there.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";
import { IN_PLACE, plantHostileFiles, replaceBy, runToItsEnd } from "../hooks/hostile-project.ts";
import { makeRun } from "./made/make-run.ts";

afterEach(cleanup);

const launcher = join(import.meta.dir, "..", "..", "bin/multi-ai");

/** `multi-ai <args>` in a project, its standard input open. */
function launch(cwd: string, ...args: string[]) {
  const bin = join(tempDir(), "bin");
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, "bun"));
  return runToItsEnd([launcher, ...args], {
    cwd,
    env: { PATH: `${bin}:/usr/bin:/bin`, HOME: tempDir() },
  });
}

test("none of the project's code runs", async () => {
  const { root } = await makeRun({ auto: true });
  plantHostileFiles(root);
  for (const args of [["status", "--json"], ["report"], ["log"], ["next"], ["--help"]]) {
    const ended = await launch(root, ...args);
    expect([args, ended]).toMatchObject([args, { code: 0, err: "", hung: false }]);
    expect([args, ended.out]).not.toEqual([args, ""]);
  }
  expect((await launch(root, "dry-run", "--all")).out).toContain("Bun");
  expect(existsSync(join(root, "pwned"))).toBe(false);
});

test("from a folder that is deleted nothing is done, and nothing in the plugin's folder", async () => {
  const plugin = join(import.meta.dir, "..", "..");
  const before = ["settings.json", "multi-ai.json"].map((name) =>
    existsSync(join(plugin, ".claude", name)),
  );
  const folder = tempDir();
  for (const words of ["status", "report"]) {
    const line = `mkdir gone && cd gone && rmdir ../gone && exec ${launcher} ${words} </dev/null`;
    const { code, err, hung } = await runToItsEnd(["sh", "-c", line], {
      cwd: folder,
      env: { PATH: process.env.PATH! },
    });
    expect([words, code, hung]).toEqual([words, 3, false]);
    expect(err).toContain("the folder you are in no longer exists");
  }
  expect(
    ["settings.json", "multi-ai.json"].map((name) => existsSync(join(plugin, ".claude", name))),
  ).toEqual(before);
});

test.each(Object.keys(IN_PLACE))(
  "%s in the place of the journal or the settings is named",
  async (kind) => {
    const { root, project } = await makeRun();
    if (!replaceBy(join(project.task, "events.jsonl"), kind)) return;
    const status = await launch(root, "status");
    expect([status.hung, status.code === 0]).toEqual([false, false]);
    expect(status.err).toContain("events.jsonl");

    const fresh = makeProject();
    replaceBy(join(fresh, ".claude/multi-ai.json"), kind);
    const looked = await launch(fresh, "dry-run");
    expect([looked.hung, looked.code]).toEqual([false, 1]);
    expect(looked.out).toContain(".claude/multi-ai.json: it is a");
    expect(existsSync(join(fresh, ".task"))).toBe(false);
  },
);
