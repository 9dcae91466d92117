// Packages that are installed in the checkout are there in a worktree, too, and are no part of what
// is built.
// Runs: together.
import { describe, expect, test } from "bun:test";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { restoreWorkstream } from "../../../src/project/worktrees/worktrees.ts";
import { workstreams } from "./projects.ts";
import { RUN, worked } from "./results.ts";

const { at, changedIn, close, commit, git, merge, open, path, repository, state, text, write } =
  workstreams();

/** What package managers leave in a checkout; `ignored`: the ignore file names it. */
function checkout(ignored: boolean): string {
  const root = repository({
    "packages/money/money.js": "1\n",
    ...(ignored ? { ".gitignore": "node_modules/\n.venv/\n/vendor/\n" } : {}),
  });
  write(root, {
    "node_modules/jest/cli.js": "jest\n",
    "node_modules/@types/node/index.d.ts": "types\n",
    "node_modules/.package-lock.json": "{}\n",
    "packages/money/node_modules/left-pad/index.js": "pad\n",
    ".venv/pyvenv.cfg": "home = /usr/bin\n",
    ".venv/bin/tool": "#!/bin/sh\n",
  });
  if (ignored)
    write(root, {
      "vendor/autoload.php": "<?php\n",
      "vendor/composer/autoload_static.php": "<?php // __DIR__\n",
      "vendor/acme/thing/Thing.php": "<?php\n",
    });
  mkdirSync(join(root, "node_modules/@shop"));
  mkdirSync(join(root, "node_modules/.bin"));
  symlinkSync("../../packages/money", join(root, "node_modules/@shop/money"));
  symlinkSync("../jest/cli.js", join(root, "node_modules/.bin/jest"));
  return root;
}

test.each([true, false])(
  "a worktree finds them (ignored: %p), and its tree does not have them",
  (ignored) => {
    const root = checkout(ignored);
    const place = path(root, "app");
    for (const [file, said] of [
      ["node_modules/jest/cli.js", "jest\n"],
      ["node_modules/.bin/jest", "jest\n"],
      ["node_modules/@types/node/index.d.ts", "types\n"],
      ["packages/money/node_modules/left-pad/index.js", "pad\n"],
      [".venv/bin/tool", "#!/bin/sh\n"],
      [".venv/pyvenv.cfg", "home = /usr/bin\n"],
    ] as const)
      expect([file, text(place, file)]).toEqual([file, said]);
    // Its own version of a package of the project, and no note of a package manager that an install
    // would write into.
    expect(realpathSync(join(place, "node_modules/@shop/money"))).toBe(
      join(place, "packages/money"),
    );
    expect(existsSync(join(place, "node_modules/.package-lock.json"))).toBe(false);
    expect(changedIn(root, "app")).toEqual([]);
    expect(state(root, "app").kind).toBe("clean");
  },
);

test("what finds the project's files from its own place is a copy", () => {
  const root = checkout(true);
  const place = path(root, "app");
  expect(lstatSync(join(place, "vendor/composer")).isSymbolicLink()).toBe(false);
  expect(realpathSync(join(place, "vendor/autoload.php"))).toBe(join(place, "vendor/autoload.php"));
  expect(lstatSync(join(place, "vendor/acme")).isSymbolicLink()).toBe(true);
});

test.each([true, false])(
  "the worktree goes as any other (ignored: %p), and the checkout keeps its packages",
  (ignored) => {
    const root = checkout(ignored);
    const place = path(root, "app");
    write(place, { "new.txt": "built\n" });
    worked(commit(root, "app"));
    worked(merge(root, ["app"]));
    worked(restoreWorkstream(at(root), { run: RUN, area: "app" }));
    path(root, "app");
    expect(text(place, "node_modules/jest/cli.js")).toBe("jest\n");
    worked(close(root));
    expect(existsSync(place)).toBe(false);
    expect(text(root, "new.txt")).toBe("built\n");
    expect(readFileSync(join(root, "node_modules/jest/cli.js"), "utf8")).toBe("jest\n");
    expect(text(root, ".venv/bin/tool")).toBe("#!/bin/sh\n");
    expect(git(root, "worktree", "list").trim().split("\n")).toHaveLength(1);
  },
);

test("a folder of that name that the project has itself is left alone", () => {
  const root = repository({ "vendor/autoload.php": "<?php // ours\n", "env/pyvenv.cfg": "ours\n" });
  const place = path(root, "app");
  expect(lstatSync(join(place, "vendor/autoload.php")).isSymbolicLink()).toBe(false);
  expect(text(place, "env/pyvenv.cfg")).toBe("ours\n");
});

test("of a project in a folder of its repository they are those in that folder", () => {
  const top = repository({ "site/a.txt": "1\n" });
  write(top, {
    "node_modules/above/index.js": "above\n",
    "site/node_modules/here/index.js": "here\n",
  });
  const root = join(top, "site");
  const place = path(root, "app");
  expect(text(place, "node_modules/here/index.js")).toBe("here\n");
  expect(existsSync(join(place, "../node_modules"))).toBe(false);
  write(place, { "a.txt": "2\n" });
  worked(commit(root, "app"));
  worked(merge(root, ["app"]));
  worked(close(root));
  expect(existsSync(place)).toBe(false);
  expect(text(root, "node_modules/here/index.js")).toBe("here\n");
});

describe("files that no commit of the project has", () => {
  const IGNORED = "node_modules/\n.env\nsrc/generated/\ndist/\nlarge/\n*.log\n.planning/\n";
  const FILES = {
    ".env": "KEY=1\n",
    "src/generated/api.js": "api\n",
    "packages/money/dist/index.js": "built\n",
    "packages/money/dist/node_modules/x/index.js": "no\n",
    "debug.log": "no\n",
    ".planning/x.md": "no\n",
  };
  const made = () => {
    const root = repository({
      "a.txt": "1\n",
      "packages/money/money.js": "1\n",
      ".gitignore": IGNORED,
    });
    write(root, FILES);
    return root;
  };

  test("are copies in a worktree, of which none is its work", () => {
    const root = made();
    const place = path(root, "app", { exclude: [".task", ".planning"] });
    const there = Object.keys(FILES).map((file) => text(place, file)?.trim() ?? null);
    expect(there).toEqual(["KEY=1", "api", "built", null, null, null]);
    expect(changedIn(root, "app")).toEqual([]);
    write(place, { ".env": "KEY=2\n", "new.txt": "x\n" });
    worked(commit(root, "app"));
    worked(merge(root, ["app"]));
    worked(close(root));
    expect([existsSync(place), text(root, ".env"), text(root, "new.txt")]).toEqual([
      false,
      "KEY=1\n",
      "x\n",
    ]);
  });

  test("and that are too large are told", () => {
    const root = made();
    mkdirSync(join(root, "large"));
    writeFileSync(join(root, "large/model.bin"), "");
    truncateSync(join(root, "large/model.bin"), 65 * 1024 * 1024);
    expect(worked(open(root, "app")).missing).toEqual(["large"]);
    expect(existsSync(join(path(root, "app"), "large"))).toBe(false);
  });

  test("and those of a submodule are there, and are no change", () => {
    const other = repository({ "lib/b.js": "b\n" });
    const root = repository({ "a.txt": "1\n" });
    git(root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other, "third");
    git(root, "commit", "-qm", "with a submodule");
    const place = path(root, "app");
    expect(text(place, "third/lib/b.js")).toBe("b\n");
    expect(changedIn(root, "app")).toEqual([]);
    expect(state(root, "app").kind).toBe("clean");
    write(place, { "a.txt": "2\n" });
    worked(commit(root, "app"));
    worked(restoreWorkstream(at(root), { run: RUN, area: "app" }));
    expect(text(place, "third/lib/b.js")).toBe("b\n");
    worked(merge(root, ["app"]));
    worked(close(root));
    expect([existsSync(place), text(root, "a.txt"), text(root, "third/lib/b.js")]).toEqual([
      false,
      "2\n",
      "b\n",
    ]);
    expect(git(root, "status", "--porcelain", "--", "third").trim()).toBe("");
  });
});
