// What fences the commands of an agent in, as the host is told it, and when there is no fence.
// Runs: together.
import { afterEach, expect, test } from "bun:test";
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { livingOwner } from "../../../src/host/host.ts";
import { pluginRoot } from "../../../src/host/program.ts";
import { restoreOptions } from "../../../src/process/environment.ts";
import { ownProcess } from "../../../src/process/identity.ts";
import { installing } from "../../../src/process/installing.ts";
import { findProject } from "../../../src/project/project.ts";
import { outsideFolders } from "../../../src/record/machine/outside.ts";
import {
  fenceFor,
  fenceProblem,
  passesOver,
  sandboxSettings,
} from "../../../src/run/fence/fence.ts";
import { forgetTemporary, leaveGit, tidy } from "../../../src/run/fence/leftovers.ts";
import {
  cachesOf,
  MANAGERS,
  ownRegistries,
  registriesIn,
} from "../../../src/run/fence/package-managers.ts";
import { sessionFence } from "../../../src/run/fence/session-fence.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { makeRun } from "../../cli/made/make-run.ts";
import { needing } from "../../harness/needs.ts";
import {
  cleanup,
  DEFAULT_FILES,
  git,
  makeProject,
  tempDir,
  writeFiles,
} from "../../harness/project.ts";

afterEach(cleanup);

const given = {
  home: "/home/ada",
  files: [],
  registries: [],
  writes: [],
  denied: [],
  env: {},
  allows: null,
};
const PLAIN = { mode: "auto", inWorktree: false, registries: [] };
const settings = (more: Partial<Parameters<typeof sandboxSettings>[0]>) => {
  const { filesystem, network, ...rest } = sandboxSettings({ ...given, ...more }).sandbox;
  return {
    writes: filesystem.allowWrite,
    denied: filesystem.denyWrite,
    hosts: network.allowedDomains,
    ...rest,
  };
};

test("registries and caches are those of the package managers that the project has", () => {
  expect(settings({}).hosts).toEqual([]);
  const { hosts, writes } = settings({ files: ["package.json", "go.mod"] });
  expect(hosts).toContain("registry.npmjs.org");
  expect(hosts).toContain("proxy.golang.org");
  expect(hosts).not.toContain("pypi.org");
  expect(writes).toEqual(expect.arrayContaining(["/home/ada/.npm", "/home/ada/go/pkg"]));
  expect(writes).not.toContain("/home/ada/.cargo/registry");
});

test("a registry is what a key of one names, without the password in its address; no comment, no other key, no machine", () => {
  const named: Record<string, string[]> = {
    "@acme:registry=https://ada:secret@npm.acme.example/x/\n//npm.acme.example/:_authToken=t": [
      "npm.acme.example",
    ],
    "# see https://evil.example\nregistry=http://127.0.0.1:4873 ; https://evil.example\nproxy=https://evil.example":
      [],
    "registry=http://localhost\nregistry=http://10.0.0.8\nregistry=http://nexus:8081\nregistry=http://a.localhost":
      [],
    'npmScopes:\n  acme:\n    npmRegistryServer: "https://yarn.example"\nhomepage: https://evil.example':
      ["yarn.example"],
    '[install.scopes]\nacme = { url = "https://bun.example" }\n[test]\npreload = "https://evil.example"':
      ["bun.example"],
    "[global]\nextra-index-url = https://a.example\n    https://b.example\nproxy = https://evil.example":
      ["a.example", "b.example"],
    '[registries.acme]\nindex = "sparse+https://cargo.example/"\n[http]\nproxy = "https://evil.example"':
      ["cargo.example"],
    '[[index]]\nurl = "https://uv.example"\n': ["uv.example"],
    "<mirror><!-- https://evil.example -->\n  <url>https://maven.example</url>": ["maven.example"],
  };
  for (const [text, hosts] of Object.entries(named))
    expect([text, registriesIn(text)]).toEqual([text, hosts]);
  expect(settings({ registries: ["npm.acme.example"] }).hosts).toEqual(["npm.acme.example"]);
});

test("the person's registries count, and the project's where its folder is trusted", () => {
  const root = makeProject({
    files: { ...DEFAULT_FILES, ".npmrc": "registry=https://of-project.example\n" },
  });
  const HOME = tempDir();
  writeFiles(HOME, { ".npmrc": "registry=https://of-person.example\n" });
  const env = {
    HOME,
    GOPROXY: "https://of-variable.example,direct",
    PIP_INDEX_URL: "http://127.0.0.1:1",
  };
  const others = ["of-person.example", "of-variable.example"];
  expect(ownRegistries(root, env)).toEqual(others);
  writeFiles(HOME, {
    ".claude.json": JSON.stringify({ projects: { [root]: { hasTrustDialogAccepted: true } } }),
  });
  expect(ownRegistries(root, env)).toEqual(["of-project.example", ...others]);
});

test("of the folder for caches only the managers' own can be written", () => {
  const { writes } = settings({
    files: ["package.json", "yarn.lock"],
    env: { XDG_CACHE_HOME: "/home/ada/c" },
  });
  expect(writes).toEqual(expect.arrayContaining(["/home/ada/c/node-gyp", "/home/ada/c/yarn"]));
  expect(writes).not.toContain("/home/ada/c");
  expect(settings({ files: ["go.mod"] }).writes).toContain("/home/ada/.cache/go-build");
  expect(settings({ files: ["go.mod"] }).writes).not.toContain("/home/ada/.cache");
});

test("on macOS caches are in its folder for them and in XDG's, as tools keep to the one or the other", () => {
  const used = MANAGERS.filter(({ files }) =>
    ["package.json", "pnpm-lock.yaml", "uv.lock"].some((name) => files.test(name)),
  );
  const at = (isMac: boolean) => used.flatMap((one) => cachesOf(one, "/u", {}, isMac));
  const ofMac = ["/u/Library/pnpm", "/u/Library/Caches/pnpm", "/u/Library/Caches/node-gyp"];
  const both = ["/u/.cache/uv", "/u/.cache/node", "/u/.local/share/uv", "/u/.npm"];
  expect(at(true)).toEqual(expect.arrayContaining([...ofMac, ...both]));
  expect(at(false)).toEqual(expect.arrayContaining(both));
  expect(at(false).filter((path) => path.includes("Library"))).toEqual([]);
});

test("a remedy names what installs packages on this machine", () => {
  const on = (...there: string[]) =>
    installing(["bubblewrap", "socat"], { dnf: ["bubblewrap"] }, (name) => there.includes(name));
  expect(on("apt-get", "brew")).toBe("install bubblewrap and socat (apt install bubblewrap socat)");
  expect(on("dnf")).toBe("install bubblewrap and socat (dnf install bubblewrap)");
  expect(on("pacman")).toContain("(pacman -S bubblewrap socat)");
  expect(on("apk")).toContain("(apk add bubblewrap socat)");
  expect(on("brew")).toContain("(brew install bubblewrap socat)");
  expect(on("nix")).toContain("(nix profile install nixpkgs#bubblewrap nixpkgs#socat)");
  expect(on()).toBe("install bubblewrap and socat");
});

test("a cache is where a variable puts it, in the home", () => {
  const env = { npm_config_cache: "/home/ada/.cache2", UV_CACHE_DIR: "/etc", CACHE: "/home/ada" };
  const { writes } = settings({ env });
  expect(writes).toContain("/home/ada/.cache2");
  expect(writes).not.toContain("/etc");
  expect(writes).not.toContain("/home/ada");
});

test("/tmp can be written by name, unless the home lies there", () => {
  expect(settings({}).writes).toContain("/tmp");
  expect(settings({ home: "/tmp/ada" }).writes).not.toContain("/tmp");
});

test("a mode in which the person wants to be asked gives no leave; a task in a worktree can write there", () => {
  const project = findProject(makeProject());
  mkdirSync(join(project.task, "worktrees"), { recursive: true });
  writeFileSync(join(project.task, "events.jsonl"), "");
  const of = (mode: string, inWorktree: boolean) => {
    const fence = fenceFor(project, { HOME: tempDir() }, { mode, inWorktree, registries: [] });
    fence.end();
    return fence.settings.sandbox;
  };
  expect(of("dontAsk", false).autoAllowBashIfSandboxed).toBe(false);
  expect(of("acceptEdits", false).autoAllowBashIfSandboxed).toBe(true);
  writeFiles(project.root, {
    ".claude/settings.json": '{ "sandbox": { "excludedCommands": ["docker:*"] } }',
  });
  expect(of("acceptEdits", false).autoAllowBashIfSandboxed).toBe(false);
  expect(of("auto", false).filesystem.denyWrite).toContain(project.task);
  const { denyWrite } = of("auto", true).filesystem;
  expect(denyWrite).toContain(join(project.task, "events.jsonl"));
  expect(denyWrite).not.toContain(project.task);
});

test("what is believed outside of the project is there before a command is, and denied; nothing is believed in /tmp", () => {
  const project = findProject(makeProject());
  const home = tempDir();
  const env = {
    HOME: home,
    XDG_DATA_HOME: join(home, ".cache/pip"),
    CLAUDE_CONFIG_DIR: join(home, ".cache/claude"),
  };
  const fence = fenceFor(project, env, PLAIN);
  fence.end();
  const { denyWrite } = fence.settings.sandbox.filesystem;
  const own = [join(home, ".cache/claude/plugins/data"), pluginRoot()];
  expect(denyWrite).toEqual(expect.arrayContaining(own));
  expect(statSync(own[0]!).mode & 0o777).toBe(0o700);
  expect(outsideFolders(env, project).filter((folder) => folder.startsWith("/tmp/"))).toEqual([]);
});

test("go-task has its cache with the agent's temporary files where a Taskfile is", () => {
  const cacheWith = (...names: string[]) => {
    const root = makeProject({ files: Object.fromEntries(names.map((name) => [name, ""])) });
    const { env, end } = fenceFor(findProject(root), { HOME: tempDir() }, PLAIN);
    end();
    return env.TASK_TEMP_DIR?.replace(env.TMPDIR!, "TMPDIR");
  };
  for (const name of ["Taskfile.yml", "Taskfile.yaml", "taskfile.yml", "Taskfile.dist.yml"])
    expect([name, cacheWith("a.txt", name)]).toEqual([name, "TMPDIR/go-task"]);
  expect(cacheWith("Taskfile.md")).toBeUndefined();
});

test("git in the fence passes over the sandbox's devices, keeps the person's own rules, and sees files of such names", () => {
  const root = makeProject({ files: { ...DEFAULT_FILES, ".claude/settings.json": "{}" } });
  const home = tempDir();
  writeFiles(home, { ".config/git/ignore": "*.mine\n" });
  const fence = fenceFor(findProject(root), { HOME: home }, PLAIN);
  writeFiles(root, {
    ".bashrc": "",
    "a.mine": "",
    ".vscode/a.json": "{}",
    ".claude/settings.json": "{ }",
  });
  writeFiles(root, { ".claude/agents": "", "src/new.ts": "" });
  const env = { ...process.env, HOME: home, ...fence.env };
  const listed = Bun.spawnSync(["git", "status", "--porcelain", "-uall"], {
    cwd: root,
    env,
  }).stdout.toString();
  expect(listed.trimEnd().split("\n").sort()).toEqual([
    " M .claude/settings.json",
    "?? .vscode/a.json",
    "?? src/new.ts",
  ]);
  const temporary = fence.env.TMPDIR!;
  expect(statSync(temporary).isDirectory()).toBe(true);
  fence.end();
  expect(existsSync(temporary)).toBe(false);
});

test("what the program runs itself has git as it is without the fence of its session, and as the person has it", () => {
  const home = tempDir();
  const fence = sessionFence(findProject(makeProject()), { HOME: home, PATH: process.env.PATH });
  const [env, own] = [{ ...fence.env, A: "1" }, passesOver(join(home, "mine"))];
  restoreOptions(env);
  restoreOptions(own);
  expect([env as object, own]).toEqual([{ A: "1" }, passesOver(join(home, "mine"))]);
});

test("what a killed host leaves is removed, a person's own file is not", () => {
  const root = makeProject();
  for (const name of [".bashrc", ".mcp.json", ".task/events.jsonl"]) {
    writeFiles(root, { [name]: "" });
    chmodSync(join(root, name), 0o444);
  }
  for (const name of [
    ".git/config.lock",
    ".git/config.worktree",
    ".git/modules/lib/config.worktree",
  ]) {
    writeFiles(root, { [name]: "", ".git/modules/lib/HEAD": "ref: x\n" });
    chmodSync(join(root, name), 0o444);
  }
  chmodSync(join(root, ".git/config.worktree"), 0o644);
  writeFileSync(join(root, ".profile"), "");
  writeFileSync(join(root, ".gitmodules"), "[submodule]\n");
  tidy(root);
  expect(git(root, "status", "--porcelain").trim().split("\n")).toEqual([
    "?? .gitmodules",
    "?? .profile",
  ]);
  const left = [".git", ".git/modules/lib"].flatMap((folder) => readdirSync(join(root, folder)));
  expect(left.filter((name) => /^config\./.test(name))).toEqual([]);
  expect(existsSync(join(root, ".task/events.jsonl"))).toBe(false);
});

needing("bubblewrap")(
  "what git tracks stays, and what a sandbox holds its device at, until that has ended",
  async () => {
    const root = makeProject({
      files: { ...DEFAULT_FILES, ".gitmodules": "" },
      beside: "/var/tmp",
    });
    writeFiles(root, { ".bashrc": "", ".claude/multi-ai.json": "" });
    for (const name of [".gitmodules", ".bashrc", ".claude/multi-ai.json"])
      chmodSync(join(root, name), 0o444);
    const holding = "--ro-bind / / --dev /dev --ro-bind /dev/null".split(" ");
    const there = () =>
      [".gitmodules", ".bashrc", ".claude/multi-ai.json"].filter((name) =>
        existsSync(join(root, name)),
      );
    const sandbox = Bun.spawn(
      ["bwrap", ...holding, join(root, ".bashrc"), "sh", "-c", "echo in; cat"],
      { stdin: "pipe", stdout: "pipe" },
    );
    await sandbox.stdout.getReader().read();
    tidy(root);
    expect(there()).toEqual([".gitmodules", ".bashrc"]);
    sandbox.stdin.end();
    await sandbox.exited;
    tidy(root);
    expect(there()).toEqual([".gitmodules"]);
  },
);

test("temporary folders of drivers that are gone are removed, of living ones not", () => {
  const TMPDIR = tempDir();
  const { pid } = Bun.spawnSync(["true"]);
  const fence = fenceFor(findProject(makeProject()), { HOME: tempDir(), TMPDIR }, PLAIN);
  writeFiles(TMPDIR, { [`multi-ai-${pid}-abc/x/y`]: "", "multi-ai-mine/x": "" });
  forgetTemporary({ TMPDIR });
  expect(readdirSync(TMPDIR).sort()).toEqual([basename(fence.env.TMPDIR!), "multi-ai-mine"].sort());
  fence.end();
});

test("what decides in a repository's worktrees and submodules is denied, with new ones where no task works in a worktree", () => {
  const root = makeProject();
  const at = (name: string) => join(root, ".git", name);
  const denied = (inWorktree: boolean): string[] => {
    const fence = fenceFor(findProject(root), { HOME: tempDir() }, { ...PLAIN, inWorktree });
    fence.end();
    return fence.settings.sandbox.filesystem.denyWrite;
  };
  expect(denied(false)).toEqual(expect.arrayContaining([at("modules"), at("worktrees")]));
  git(root, "worktree", "add", "-q", "wt");
  const module = { HEAD: "ref: x\n", config: "", "objects/info/packs": "" };
  writeFiles(join(root, ".git/modules/libs/a"), module);
  const commons = ["commondir", "modules/libs/a/commondir", "worktrees/wt/commondir"];
  const some = [
    ...commons,
    ...["worktrees/wt/config.worktree", "modules/libs/a/config", "modules/libs/a/hooks"],
    "modules/libs/a/config.worktree",
  ];
  expect(denied(true)).toEqual(expect.arrayContaining(some.map(at)));
  expect(denied(true)).not.toContain(at("worktrees"));
  // Git works with them, and only those of its own worktrees stay.
  expect(git(join(root, "wt"), "rev-parse", "--git-common-dir").trim()).toBe(join(root, ".git"));
  expect(git(root, "status", "--porcelain")).toBe("?? wt/");
  leaveGit(root);
  expect(commons.map((name) => existsSync(at(name)))).toEqual([false, false, true]);
});

test("what a fence has put into a repository stays while a run is carried on in another of its worktrees", async () => {
  const root = makeProject();
  const wt = join(tempDir(), "wt");
  git(root, "worktree", "add", "-q", wt);
  const { project } = await makeRun({ root: wt, host: ownProcess(), until: () => true });
  expect(livingOwner(readRun(project))).not.toBeNull();
  const guard = join(root, ".git/commondir");
  writeFileSync(guard, ".\n");
  leaveGit(root);
  expect(existsSync(guard)).toBe(true);
  leaveGit(wt);
  expect(existsSync(guard)).toBe(false);
});

test("without its programs, with those of the project, or with the person's word against it, there is no fence", () => {
  const root = makeProject({ beside: "/var/tmp" });
  const home = tempDir();
  const at = (PATH: string) => fenceProblem({ PATH, HOME: home }, root)?.why;
  expect(at(tempDir())).toContain("not found outside the project");
  writeFiles(root, {
    "bin/bwrap": "#!/bin/sh\nexit 0\n",
    "bin/socat": "#!/bin/sh\n",
    "bin/sandbox-exec": "#!/bin/sh\n",
  });
  for (const name of ["bwrap", "socat", "sandbox-exec"]) chmodSync(join(root, "bin", name), 0o755);
  expect(at(`${join(root, "bin")}:/usr/bin:/bin`)).toContain("not found outside the project");
  writeFiles(home, { ".claude/settings.json": '{ "sandbox": { "enabled": false } }' });
  expect(at("/usr/bin:/bin")).toContain("sandbox.enabled is false");
});
