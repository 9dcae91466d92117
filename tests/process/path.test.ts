// What programs of the person are started with: nothing of the project stands in their place, or is
// loaded into them.
// As on macOS: all
import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { apart, linkless, ownHome } from "../../src/process/files/path.ts";
import { runGit } from "../../src/project/git/git.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";

afterAll(cleanup);
const project = makeProject();
const home = tempDir();
const given = (env: Record<string, string>) => {
  const { PATH: _, HOME: __, ...rest } = apart({ HOME: home, PATH: "/usr/bin", ...env }, project);
  return rest;
};

describe("the environment of a program", () => {
  const taken: [string, string][] = [
    ["BASH_ENV", "/x"],
    ["ENV", "/x"],
    ["SHELLOPTS", "xtrace"],
    ["PS4", "$(x)"],
    ["BASH_FUNC_node%%", "() { x; }"],
    ["NODE_PATH", "/x"],
    ["NODE_OPTIONS", `--require ${project}/x.js`],
    ["NODE_OPTIONS", "-r ./x.js"],
    ["NODE_OPTIONS", '--import="data:text/javascript,1"'],
    ["LD_PRELOAD", `${project}/x.so`],
    ["DYLD_INSERT_LIBRARIES", `${project}/x.dylib`],
  ];
  for (const folder of ["x.so", "x.dylib"]) writeFileSync(join(project, folder), "");
  test.each(taken)("has no %s=%s", (name, value) => expect(given({ [name]: value })).toEqual({}));

  const kept: [string, string, string][] = [
    [
      "NODE_OPTIONS",
      "--max-old-space-size=8192 --use-system-ca",
      "--max-old-space-size=8192 --use-system-ca",
    ],
    ["NODE_OPTIONS", "--require ./x.js --max-old-space-size=1", "--max-old-space-size=1"],
    ["NODE_OPTIONS", "--no-require-module", "--no-require-module"],
    ["LD_PRELOAD", "libjemalloc.so.2", "libjemalloc.so.2"],
    ["LD_PRELOAD", `/usr/bin/env ${project}/x.so`, "/usr/bin/env"],
    ["HTTPS_PROXY", "http://proxy:1", "http://proxy:1"],
    ["EMPTY", "", ""],
  ];
  test.each(kept)("of %s=%s has %s", (name, value, left) =>
    expect(given({ [name]: value })).toEqual({ [name]: left }),
  );
});

describe("a home folder", () => {
  const planted = join(project, "home");
  mkdirSync(join(planted, "git"), { recursive: true });
  const real = userInfo().homedir;

  test("outside of the project is the person's", () => {
    expect(ownHome({ HOME: home, XDG_CONFIG_HOME: join(home, "x") }, project)).toEqual({
      HOME: home,
      XDG_CONFIG_HOME: join(home, "x"),
    });
  });

  test("in the project is not: git reads the system's", () => {
    expect(ownHome({ HOME: planted }, project)).toEqual({ HOME: real, XDG_CONFIG_HOME: undefined });
    expect(ownHome({ HOME: home, XDG_CONFIG_HOME: planted }, project)).toEqual({
      HOME: home,
      XDG_CONFIG_HOME: undefined,
    });
    for (const [name, file] of [
      ["HOME", ".gitconfig"],
      ["XDG_CONFIG_HOME", "git/config"],
    ] as const) {
      writeFileSync(join(planted, file), '[filter "evil"]\n\tclean = touch pwned\n');
      const before = process.env[name];
      process.env[name] = planted;
      try {
        expect(
          runGit(["config", "--get-regexp", "^filter"], { cwd: project }).out.toString(),
        ).not.toContain("evil");
      } finally {
        if (before === undefined) delete process.env[name];
        else process.env[name] = before;
      }
    }
  });
});

describe("a path without links", () => {
  const folder = realpathSync(tempDir());
  const at = (name: string): string => join(folder, name);
  mkdirSync(at("real"));
  writeFileSync(at("real/file"), "");
  symlinkSync("real", at("link"));
  Bun.spawnSync(["mkfifo", at("real/pipe")]);
  symlinkSync("link/pipe", at("to-pipe"));
  symlinkSync("to-pipe", at("link/again"));
  test.each([
    ["link/file", "real/file"],
    ["link/pipe", "real/pipe"],
    ["to-pipe", "real/pipe"],
    ["none", null],
    ["link/again", null],
  ])("%s: %p", (name, real) => expect(linkless(at(name))).toBe(real === null ? null : at(real)));

  test("a named pipe that a command names holds no rule up where the system opens what is asked for", () => {
    const preload = at("opens.ts");
    writeFileSync(
      preload,
      `const fs = require("node:fs"); const real = fs.realpathSync;
      fs.realpathSync = (path, ...rest) => { fs.closeSync(fs.openSync(path, "r")); return real(path, ...rest); };`,
    );
    const src = join(import.meta.dir, "../../src");
    const code = `import { judgeCommand } from "${src}/policy/command.ts";
      import { isInside, realPath } from "${src}/project/project.ts";
      const folder = ${JSON.stringify(folder)};
      const kept = (path) => isInside(path, "/nowhere") ? "kept" : (realPath(path), null);
      for (const line of ["cat to-pipe", "echo x > link/pipe", "sh real/pipe", "rm -rf to-pipe"])
        judgeCommand(line, { root: folder, task: folder + "/.task", folder, home: "/nowhere", kept, scripts: () => [] });
      console.log("answered");`;
    const { stdout } = Bun.spawnSync([process.execPath, "--preload", preload, "-e", code], {
      timeout: 10_000,
      killSignal: "SIGKILL",
    });
    expect(stdout.toString()).toBe("answered\n");
  });
});
