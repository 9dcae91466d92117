// What a person is told before a run begins.
// Runs: together.
import { afterAll, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProject } from "../../../src/project/project.ts";
import { preflight } from "../../../src/run/start/preflight.ts";
import { cleanup, git, makeProject, writeFiles } from "../../harness/project.ts";

afterAll(cleanup);

test("what is not committed is named, the run's own folder not", () => {
  const root = makeProject();
  writeFiles(root, { "src/new one.ts": "1", ".task/state.json": "{}" });
  const [said] = preflight(findProject(root), "acceptEdits");
  expect(said).toEndWith(" Uncommitted, and not part of the run's diff: src/new one.ts.");
  // What lies in the checkout is not meant there.
  const isBeside = { isBeside: true };
  expect(preflight(findProject(root), "acceptEdits", isBeside)[0]).toEndWith(
    " Uncommitted in the worktree, and not part of the run's diff: src/new one.ts.",
  );
  writeFileSync(join(root, "README.md"), "changed");
  git(root, "add", "-A", "README.md");
  expect(preflight(findProject(root), "acceptEdits")[0]).toContain(
    "diff: README.md, src/new one.ts.",
  );
  writeFiles(root, { "pipeline/brief.md": "of a run" });
  const own = { own: [".task", "pipeline"] };
  expect(preflight(findProject(root), "acceptEdits", own)[0]).toContain(
    "diff: README.md, src/new one.ts.",
  );
  const many = Array.from({ length: 9 }, (_, n) => [`src/${n}.ts`, ""]);
  writeFiles(root, Object.fromEntries(many));
  expect(preflight(findProject(root), "acceptEdits")[0]).toContain(
    "README.md, pipeline/, src/0.ts, src/1.ts, src/2.ts and 7 more.",
  );
});

test("without git it says what is missing by that; a mode that asks says how to be asked less, an unknown one nothing", () => {
  const plain = findProject(makeProject({ git: false }));
  expect(preflight(plain, "default")).toEqual([
    "Permission mode: default (you approve each edit and command). No git repository: nothing will be committed.",
    "To change that: choose acceptEdits or auto with Shift+Tab, or allow Edit and Write in permissions.allow.",
  ]);
  // Nobody is there to be asked.
  expect(preflight(plain, "default", { asks: false })[0]).toContain(
    "edits that no rule allows are refused, so nothing is built",
  );
  expect(preflight(plain, "acceptEdits", { asks: false })[0]).toContain("edits need no approval");
  expect(preflight(plain, "toString")).toEqual(["No git repository: nothing will be committed."]);
});

test("a filter that the repository names is not started", () => {
  const root = makeProject();
  git(root, "config", "filter.evil.clean", `touch ${join(root, "PWNED")}; cat`);
  writeFiles(root, { ".gitattributes": "* filter=evil", "src/x.ts": "1" });
  preflight(findProject(root), "auto");
  expect(Bun.spawnSync(["ls", join(root, "PWNED")]).exitCode).not.toBe(0);
});

test("repositories inside are named, with what no run does for them", () => {
  const said =
    "Repositories inside: api, web. Their files are reviewed and kept for a rollback, but";
  for (const isGit of [true, false]) {
    const root = makeProject({ git: isGit });
    for (const name of ["api", "web"]) {
      writeFiles(root, { [`${name}/a.txt`]: "1" });
      git(join(root, name), "init", "-q");
    }
    expect(preflight(findProject(root), "acceptEdits")[0]).toContain(said);
  }
});
