// Runs: together.
import { describe, expect, test } from "bun:test";
import { chmodSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { diskTree } from "../../../src/project/trees/disk-tree.ts";
import { located, projects } from "../trees/tree-projects.ts";

const { folder, write, repository, at, tree, names } = projects();

const ELF = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]);

/**
 * What lies there before, what a run leaves, and what may stand beside that and is somebody's work.
 */
const RUNS: [
  name: string,
  project: string[],
  left: Record<string, string | Buffer>,
  work: string[],
][] = [
  [
    "pytest with coverage",
    ["pyproject.toml", "app/__init__.py", "app/a.py", "tests/test_a.py"],
    {
      "app/__pycache__/a.cpython-312.pyc": ELF,
      "app/a.pyc": ELF,
      "tests/__pycache__/test_a.cpython-312-pytest-8.3.pyc": ELF,
      ".pytest_cache/v/cache/lastfailed": "{}",
      ".mypy_cache/3.12/app/a.data.json": "{}",
      ".ruff_cache/0.5/1": "1",
      ".hypothesis/examples/1": "1",
      ".tox/py312/lib/x.py": "1",
      ".nox/tests/bin/python": "1",
      ".coverage": "SQLite",
      ".coverage.host.pid4711.XabcdeX": "SQLite",
      "htmlcov/index.html": "<p>",
      "app.egg-info/PKG-INFO": "Name: app",
      "app.egg-info/SOURCES.txt": "app",
      "venv/pyvenv.cfg": "home = /usr/bin",
      "venv/lib/python3.12/site-packages/x.py": "1",
    },
    // A module that Python would load where it has no source of its own, and one in a folder that
    // it fills itself.
    [
      "app/hidden.pyc",
      "app/__pycache__/helper.py",
      ".coveragerc",
      "env/settings.py",
      ".coverage.py",
    ],
  ],
  [
    "vitest, jest, nyc, Playwright and the like",
    ["package.json", "web/playwright.config.ts", "coverage.ts"],
    {
      "coverage/lcov.info": "TN:",
      "coverage/lcov-report/prettify.js": "1",
      "web/coverage/coverage-final.json": "{}",
      "web/coverage/a.html": "<p>",
      "old/coverage/block-navigation.js": "1",
      "old/coverage/index.html": "<p>",
      "older/coverage/sort-arrow-sprite.png": "PNG",
      "older/coverage/base.css": "a {}",
      ".nyc_output/1.json": "{}",
      "tsconfig.tsbuildinfo": "{}",
      "web/.tsbuildinfo": "{}",
      ".next/cache/x": "1",
      ".turbo/turbo-build.log": "1",
      ".vitest/results.json": "{}",
      "node_modules/.cache/x": "1",
      "web/playwright-report/index.html": "<p>",
      "web/test-results/a/trace.zip": "PK",
      "e2e/test-results/.last-run.json": "{}",
      ".eslintcache": "[]",
    },
    [
      "src/coverage/index.ts",
      "src/build/index.ts",
      "src/target/aim.ts",
      "bin/start",
      "obj/model.obj",
      "fixtures/test-results/a.xml",
      "dist/x.js",
    ],
  ],
  [
    "cargo",
    ["Cargo.toml", "src/main.rs", "crates/a/Cargo.toml"],
    { "target/debug/app": ELF, "crates/a/target/debug/x.d": "x" },
    ["src/target/mod.rs", "src/target.rs"],
  ],
  [
    "maven",
    ["pom.xml", "core/pom.xml"],
    { "target/a.class": ELF, "core/target/surefire-reports/TEST-a.xml": "<a/>" },
    [],
  ],
  [
    "gradle",
    ["settings.gradle.kts", "app/build.gradle"],
    {
      "build/reports/x.html": "<p>",
      "app/build/classes/A.class": ELF,
      ".gradle/8.5/x.lock": "1",
      ".kotlin/sessions/x": "1",
    },
    ["app/src/build/Build.java"],
  ],
  [
    "dotnet",
    ["App/App.csproj", "App/Program.cs", "App.sln"],
    {
      "App/bin/Debug/net8.0/App.dll": ELF,
      "App/obj/project.assets.json": "{}",
      "TestResults/a.trx": "<a/>",
    },
    ["App/bin/deploy.sh", "bin/run", "obj/x"],
  ],
  [
    "CMake",
    ["CMakeLists.txt"],
    { "build/CMakeCache.txt": "1", "build/a.o": ELF },
    ["cmake/build/x.cmake"],
  ],
  [
    "RSpec, PHPUnit",
    ["Gemfile", "composer.json"],
    { ".rspec_status": "1", ".phpunit.result.cache": "{}", "coverage/.last_run.json": "{}" },
    [".rspec"],
  ],
];

describe.each([
  ["a repository", (files: Record<string, string>) => repository(files)],
  [
    "a folder without git",
    (files: Record<string, string>) => {
      const project = folder("plain");
      write(project, files);
      return project;
    },
  ],
])("what runs leave behind in %s", (_, make) => {
  const made = (paths: string[]) =>
    make(Object.fromEntries(paths.map((path) => [path, `${path}\n`])));

  test.each(RUNS)("%s: is in no tree, and what only looks like it is", (_, there, left, work) => {
    const project = made(there);
    const before = tree(project);
    write(project, left);
    expect(names(project, before, tree(project))).toEqual([]);
    write(project, Object.fromEntries(work.map((path) => [path, `${path}\n`])));
    expect(names(project, before, tree(project))).toEqual(work.map((path) => `a ${path}`).sort());
  });

  test("folders are looked into where the whole of a module is new", () => {
    const project = made(["a"]);
    const before = tree(project);
    write(project, {
      "new/Cargo.toml": "1",
      "new/src/x.rs": "1",
      "new/target/x": "1",
      "new/py/__pycache__/x.pyc": ELF,
    });
    expect(names(project, before, tree(project))).toEqual(["a new/Cargo.toml", "a new/src/x.rs"]);
  });

  test("what the host's sandbox puts at places that are not there is in no tree; a file of such a name with something in it is", () => {
    const project = made(["a"]);
    const before = tree(project);
    const places = [".bashrc", ".mcp.json", ".claude/settings.json"];
    write(project, Object.fromEntries([...places, "other/.bashrc"].map((path) => [path, ""])));
    for (const path of [...places, "other/.bashrc"]) chmodSync(join(project, path), 0o444);
    write(project, { ".vscode/settings.json": "{}", ".gitmodules": "", ".profile": "1" });
    expect(names(project, before, tree(project))).toEqual([
      "a .gitmodules",
      "a .profile",
      "a .vscode/settings.json",
      "a other/.bashrc",
    ]);
  });

  test("a link is never left behind: it leads somewhere", () => {
    const project = made(["Cargo.toml", "lib/a.rs"]);
    const before = tree(project);
    symlinkSync("lib", join(project, "target"));
    symlinkSync("lib/a.rs", join(project, ".coverage"));
    mkdirSync(join(project, "__pycache__"));
    symlinkSync("../lib/a.rs", join(project, "__pycache__/a.pyc"));
    expect(names(project, before, tree(project))).toEqual([
      "a .coverage",
      "a __pycache__/a.pyc",
      "a target",
    ]);
  });
});

describe("with git", () => {
  test("a file that is tracked is work, whatever its name, and so is what is new beside it", () => {
    const project = repository({
      "Cargo.toml": "1",
      "target/gen.rs": "1",
      "a/__pycache__/a.pyc": "1",
      ".coverage": "1",
    });
    const before = tree(project);
    write(project, {
      "target/gen.rs": "2",
      "a/__pycache__/a.pyc": "2",
      ".coverage": "2",
      "target/new.rs": "1",
    });
    expect(names(project, before, tree(project))).toEqual([
      "m .coverage",
      "m a/__pycache__/a.pyc",
      "m target/gen.rs",
      "a target/new.rs",
    ]);
  });

  test("what an ignore file names is left out as before", () => {
    const project = repository({ ".gitignore": "logs/\n", "pom.xml": "1" });
    const before = tree(project);
    write(project, { "logs/x": "1", "target/x": "1" });
    expect(names(project, before, tree(project))).toEqual([]);
  });

  test("in a folder that is new, and by an ignore file beside or within it", () => {
    const project = repository({ ".gitignore": "__pycache__/\n*.egg-info/\n", "a.py": "1" });
    const before = tree(project);
    write(project, {
      "pkg/b.py": "1",
      "pkg/__pycache__/b.cpython-312.pyc": "1",
      "pkg/.pytest_cache/.gitignore": "*\n",
      "pkg/.pytest_cache/README.md": "1",
      "pkg/deep/c.py": "1",
      "pkg/deep/c.egg-info/PKG-INFO": "1",
    });
    expect(names(project, before, tree(project))).toEqual(["a pkg/b.py", "a pkg/deep/c.py"]);
  });
});

test("without git, an ignore file hides no file that the run began on", () => {
  const project = folder("known");
  write(project, { "src/a.js": "1", "src/b.js": "1", "lib/c.js": "1", "a.log": "1" });
  const take = (known?: string) => {
    const taken = diskTree(located(project), { ...at(), ...(known && { known }) });
    return taken.ok ? taken.tree : taken.problem;
  };
  const known = take();
  write(project, {
    "src/.gitignore": "*\n",
    "src/a.js": "2",
    "src/new.js": "1",
    "lib/new.js": "1",
  });
  rmSync(join(project, "src/b.js"));
  expect(names(project, known, take(known))).toEqual([
    "a lib/new.js",
    "a src/.gitignore",
    "m src/a.js",
    "d src/b.js",
  ]);
});
