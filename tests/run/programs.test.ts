// Which programs a run is used with: noted when it begins, compared before each use, asked about once.
import { afterAll, describe, expect, test } from "bun:test";
import {
  chmodSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Run, Task } from "../../src/engine/run.ts";
import { npmSettings } from "../../src/process/home-settings.ts";
import { findProject, type Project } from "../../src/project/project.ts";
import { noteTaken } from "../../src/record/taken.ts";
import { changedPrograms, notePrograms } from "../../src/run/programs.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";

afterAll(cleanup);

function write(path: string, text: string, mode = 0o644): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}
const program = (path: string, text: string): string => write(path, `#!/bin/sh\n${text}\n`, 0o755);

interface Machine {
  project: Project;
  home: string;
  bin: string;
  env: Record<string, string>;
}

/** A machine with Codex, its settings and a git of the person's. */
function machine(): Machine {
  const [home, bin] = [tempDir(), tempDir()];
  const project = findProject(makeProject());
  mkdirSync(project.task, { recursive: true });
  program(join(bin, "codex"), "echo codex");
  program(join(bin, "git"), "echo git");
  write(join(home, ".codex/config.toml"), 'model = "gpt-5"\n\n[projects."/x"]\ntrust_level = "trusted"\n');
  const data = join(home, "data");
  mkdirSync(data);
  return { project, home, bin, env: { HOME: home, PATH: `${bin}:/usr/bin:/bin`, CLAUDE_PLUGIN_DATA: data } };
}

/** Bytes: more than is hashed whole. */
const LARGE = 9 * 1024 * 1024;
const RUN = "multi-ai-00000001";
const run = { run: RUN, settings: DEFAULT_SETTINGS, decisions: [] as unknown } as Run;
const byCodex = { id: "T5", who: { provider: "codex" } } as Task;
const byAgent = { id: "T1", who: {} } as Task;

/** What is told of a machine after something was done to it. */
async function told(at: Machine, done: () => void, task = byCodex, env: Record<string, string> = {}) {
  await notePrograms(at.project, RUN, at.env, null);
  // The clock of files is coarser than that of processes.
  await Bun.sleep(20);
  done();
  return changedPrograms(at.project, run, task, { ...at.env, ...env }, null);
}
const texts = async (...of: Parameters<typeof told>): Promise<string[]> =>
  (await told(...of)).map(({ what, hold, text }) => `${what} ${hold} ${text}`);

describe("nothing is told", () => {
  const honest: [string, (at: Machine) => void][] = [
    ["where nothing was done", () => {}],
    ["of a program that was written again with the same bytes", ({ bin }) => program(join(bin, "codex"), "echo codex")],
    ["of another mode and owner", ({ bin }) => chmodSync(join(bin, "codex"), 0o700)],
    ["of a first login", ({ home }) => write(join(home, ".codex/auth.json"), "{}")],
    ["of Codex' own history", ({ home }) => write(join(home, ".codex/history.jsonl"), "{}")],
    [
      "of what Codex writes into its settings itself",
      ({ home }) =>
        write(
          join(home, ".codex/config.toml"),
          'model = "gpt-5"\n[projects."/y"]\ntrust_level = "trusted"\n[notice]\nhide = true\n[tui]\ntheme = "x"\n',
        ),
    ],
    ["of other programs", ({ bin }) => program(join(bin, "python3"), "echo new")],
  ];
  test.each(honest)("%s", async (_, does) => {
    const at = machine();
    expect(await texts(at, () => does(at))).toEqual([]);
  });

  test("of a large one that got a second link, as package managers and backups make it", async () => {
    const at = machine();
    const codex = program(join(at.bin, "codex"), "echo codex");
    truncateSync(codex, LARGE);
    expect(await texts(at, () => linkSync(codex, join(at.home, "copy")))).toEqual([]);
  });

  test("of one that was there before the run, in a shell with another PATH", async () => {
    const at = machine();
    const other = tempDir();
    program(join(other, "codex"), "echo an older one");
    await Bun.sleep(20);
    expect(await texts(at, () => {}, byCodex, { PATH: `${other}:${at.env.PATH}` })).toEqual([]);
  });

  test("of Codex where an agent of the host does the task", async () => {
    const at = machine();
    expect(await texts(at, () => program(join(at.bin, "codex"), "echo forged"), byAgent)).toEqual([]);
  });

  test("of a run of an earlier version, which had no note: what is there counts from now on", async () => {
    const at = machine();
    expect(await changedPrograms(at.project, run, byCodex, at.env, null)).toEqual([]);
    await Bun.sleep(20);
    program(join(at.bin, "codex"), "echo forged");
    expect(await changedPrograms(at.project, run, byCodex, at.env, null)).toHaveLength(1);
  });
});

describe("what decides what tests run", () => {
  const byProgram = { id: "T7", who: { program: "tests" } } as Task;
  const ofTests = (...commands: string[]): Run => {
    const decided = commands.map((text) => ({ text, approved: true, task: null }));
    return { ...run, tasks: [], tests: { decided, baseline: [] } } as unknown as Run;
  };
  /** The texts for a run with these test commands, of a machine after something was done to it. */
  async function toldOfTests(at: Machine, of: Run, done: () => void, task = byProgram, env: object = {}) {
    await notePrograms(at.project, RUN, at.env, null);
    await Bun.sleep(20);
    done();
    const all = await changedPrograms(at.project, of, task, { ...at.env, ...env }, null);
    return all.map(({ hold, text }) => `${hold} ${text}`);
  }
  const forged = (at: Machine, name: string): string => program(join(at.home, "forged", name), "exit 0");
  const first = (at: Machine) => ({ PATH: `${join(at.home, "forged")}:${at.env.PATH}` });

  test.each([
    ["npm test", "npm"],
    ["CI=1 make check", "make"],
    ["cd sub && (FOO=1 pytest -q | tee out)", "pytest"],
    ["go vet ./... ; go test ./...", "go"],
  ])("a program that came with the run and is first on the PATH of %s is asked about, once", async (command, name) => {
    const at = machine();
    program(join(at.bin, name), "echo real");
    const of = ofTests(command);
    const said = await toldOfTests(at, of, () => forged(at, name), byProgram, first(at));
    const path = join(at.home, "forged", name);
    expect(said).toEqual([`true \`${command}\` may start ${path}, and that is newer than the run. ${GO_ON}`]);
    const [notice] = await changedPrograms(at.project, of, byProgram, { ...at.env, ...first(at) }, null);
    const known = { ...of, notices: [{ ...notice!, asked: true }] } as unknown as Run;
    expect(await changedPrograms(at.project, known, byProgram, { ...at.env, ...first(at) }, null)).toEqual([]);
  });
  const GO_ON = "Go on if you have installed or updated it; else stop, and put the old one back.";

  test("nothing is told where no tests are run, of other programs, of what was there, or lies in the project", async () => {
    const at = machine();
    expect(await toldOfTests(at, ofTests("npm test"), () => forged(at, "npm"), byAgent, first(at))).toEqual([]);
    expect(await toldOfTests(at, ofTests("pytest"), () => forged(at, "tox"), byProgram, first(at))).toEqual([]);
    program(join(at.bin, "pytest"), "echo real");
    await Bun.sleep(20);
    expect(await toldOfTests(at, ofTests("pytest"), () => {})).toEqual([]);
    const bin = join(at.project.root, ".venv/bin");
    const env = { PATH: `${bin}:${at.env.PATH}` };
    expect(await toldOfTests(at, ofTests("pytest"), () => program(join(bin, "pytest"), "own"), byProgram, env)).toEqual(
      [],
    );
  });

  test("nor of a new link to the program of before, as version managers make them for each shell", async () => {
    const at = machine();
    const real = program(join(at.home, "versions/22/pytest"), "echo real");
    const windows = program(join(at.home, "versions/22/bun.exe"), "echo real");
    await Bun.sleep(20);
    const said = await toldOfTests(
      at,
      ofTests("pytest && bun test"),
      () => {
        mkdirSync(join(at.home, "forged"), { recursive: true });
        symlinkSync(real, join(at.home, "forged/pytest"));
        symlinkSync(windows, join(at.home, "forged/bun"));
      },
      byProgram,
      first(at),
    );
    expect(said).toEqual([]);
  });

  test.each([
    ["an older program of another name", (at: Machine) => program(join(at.home, "old/true"), "exit 0"), true],
    ["a newer program of its name", (at: Machine) => program(join(at.home, "new/pytest"), "exit 0"), false],
  ])("a new link to %s is asked about", async (_, target, isOld) => {
    const at = machine();
    const before = isOld ? target(at) : null;
    await Bun.sleep(20);
    const said = await toldOfTests(
      at,
      ofTests("pytest"),
      () => {
        mkdirSync(join(at.home, "forged"), { recursive: true });
        symlinkSync(before ?? target(at), join(at.home, "forged/pytest"));
      },
      byProgram,
      first(at),
    );
    expect(said).toEqual([expect.stringContaining("is newer than the run")]);
  });

  test("a new link that goes on elsewhere behind a linked folder is asked about", async () => {
    const at = machine();
    program(join(at.home, "tools/pytest"), "exit 0");
    mkdirSync(join(at.home, "tools/bin"), { recursive: true });
    await Bun.sleep(20);
    const said = await toldOfTests(
      at,
      ofTests("pytest"),
      () => {
        // By its text the link leads to the old program, by the system to a new one.
        program(join(at.home, "other/pytest"), "exit 0");
        mkdirSync(join(at.home, "other/bin"), { recursive: true });
        symlinkSync("../pytest", join(at.home, "other/bin/pytest"));
        rmSync(join(at.home, "tools/bin"), { recursive: true });
        symlinkSync(join(at.home, "other/bin"), join(at.home, "tools/bin"));
      },
      byProgram,
      { PATH: `${join(at.home, "tools/bin")}:${at.env.PATH}` },
    );
    expect(said).toEqual([expect.stringContaining("is newer than the run")]);
  });

  test("a new link into the project is asked about", async () => {
    const at = machine();
    await Bun.sleep(20);
    const said = await toldOfTests(
      at,
      ofTests("pytest"),
      () => {
        mkdirSync(join(at.home, "forged"), { recursive: true });
        symlinkSync(program(join(at.project.root, "tools/pytest"), "exit 0"), join(at.home, "forged/pytest"));
      },
      byProgram,
      first(at),
    );
    expect(said).toEqual([expect.stringContaining("is newer than the run")]);
  });

  test("nor of new links to a script and to what reads it, each by its own name", async () => {
    const at = machine();
    const node = program(join(at.home, "versions/22/node"), "exit 0");
    const script = write(join(at.home, "versions/22/tsc"), "#!/usr/bin/env node\n", 0o755);
    await Bun.sleep(20);
    const links = (): void => {
      mkdirSync(join(at.home, "forged"), { recursive: true });
      symlinkSync(node, join(at.home, "forged/node"));
      symlinkSync(script, join(at.home, "forged/tsc"));
    };
    expect(await toldOfTests(at, ofTests("tsc"), links, byProgram, first(at))).toEqual([]);
  });

  test("nor of what the person installed when they were told that it is not there", async () => {
    const at = machine();
    const decisions = [{ task: "T3", at: new Date(Date.now() + 1_000).toISOString() }];
    const of = { ...ofTests("pytest"), tasks: [{ ...byProgram, id: "T3" }], decisions } as unknown as Run;
    expect(await toldOfTests(at, of, () => program(join(at.bin, "pytest"), "echo real"))).toEqual([]);
  });

  test.each<[string, string, string, string]>([
    ["npm's shell", ".npmrc", "//registry/:_authToken=x\nscript-shell = /tmp/x\n", "npm have changed .*/.npmrc"],
    [
      "a start of Python",
      ".local/lib/python3.12/site-packages/usercustomize.py",
      "x",
      "Python have .* ~/.local/lib/python3",
    ],
    [
      "a path of Python with code",
      ".local/lib/python3.12/site-packages/a.pth",
      "/x\nimport os",
      "Python have .* ~.*/a.pth",
    ],
  ])("%s is asked about", async (_name, path, text, expected) => {
    const at = machine();
    const change = () => write(join(at.home, path), text);
    expect(await toldOfTests(at, ofTests("npm test"), change, byAgent)).toEqual([]);
    rmSync(join(at.home, path));
    const said = await toldOfTests(at, ofTests("npm test"), change);
    expect(said).toEqual([expect.stringMatching(new RegExp(`^true Settings of ${expected}`))]);
  });

  test("a login of npm, and what is written in other words, are told nobody", async () => {
    const at = machine();
    write(join(at.home, ".npmrc"), 'prefix = "/opt/x"\r\n');
    const said = await toldOfTests(at, ofTests("npm test"), () => {
      write(
        join(at.home, ".npmrc"),
        "//registry/:_authToken=y\nregistry = https://example.org\n; mine\nprefix=/opt/x\n",
      );
    });
    expect(said).toEqual([]);
  });

  test("a pipe in the place of a settings file is not waited for, and a home that is not named has none", async () => {
    const at = machine();
    const pipe = join(at.home, ".local/lib/python3.12/site-packages/a.pth");
    mkdirSync(dirname(pipe), { recursive: true });
    for (const path of [pipe, join(at.home, ".npmrc")]) Bun.spawnSync(["mkfifo", path]);
    expect(await toldOfTests(at, ofTests("npm test"), () => {})).toEqual([]);
    expect(npmSettings({}).values).toEqual({});
  });

  test("what the person put right since they were told is asked about by nobody: settings too", async () => {
    const at = machine();
    const decisions = [{ task: "T3", at: new Date(Date.now() + 1_000).toISOString() }];
    const of = { ...ofTests("pytest"), tasks: [{ ...byProgram, id: "T3" }], decisions } as unknown as Run;
    const pth = join(at.home, ".local/lib/python3.12/site-packages/distutils-precedence.pth");
    const said = await toldOfTests(at, of, () => write(pth, "import os\n"));
    expect(said).toEqual([expect.stringMatching(/^false Settings of Python/)]);
  });

  test("nothing is asked where only times have moved on, once it was seen", async () => {
    const at = machine();
    const path = program(join(at.bin, "pytest"), "echo real");
    const of = ofTests("pytest -q");
    await Bun.sleep(20);
    expect(await toldOfTests(at, of, () => {})).toEqual([]);
    linkSync(path, join(at.home, "copy"));
    expect(await changedPrograms(at.project, of, byProgram, at.env, null)).toEqual([]);
    program(path, "echo forged");
    expect(await changedPrograms(at.project, of, byProgram, at.env, null)).toHaveLength(1);
  });

  test.each([
    ["timeout 60 pytest -q", "pytest"],
    ['X="a b" pytest', "pytest"],
    ["if true; then pytest; fi", "pytest"],
    ["bash -c 'pytest -q'", "pytest"],
  ])("also behind another word: %s", async (command, name) => {
    const at = machine();
    expect(await toldOfTests(at, ofTests(command), () => forged(at, name), byProgram, first(at))).toHaveLength(1);
  });

  test("by its whole path it is looked at, too; of what lies in the project only what lies outside counts", async () => {
    const at = machine();
    const path = program(join(at.home, "venv/bin/pytest"), "echo real");
    await Bun.sleep(20);
    expect(await toldOfTests(at, ofTests(`${path} -q`), () => program(path, "echo forged"))).toHaveLength(1);
    const script = write(join(at.bin, "tox"), "#!/usr/bin/env mypy\n", 0o755);
    const own = join(at.project.root, ".venv/bin");
    const env = { PATH: `${own}:${at.env.PATH}` };
    await Bun.sleep(20);
    expect(script).toEndWith("tox");
    expect(await toldOfTests(at, ofTests("tox"), () => program(join(own, "mypy"), ""), byProgram, env)).toEqual([]);
  });
});

describe("Codex that is another one is asked about", () => {
  test("a large one with its old size and time", async () => {
    const at = machine();
    const codex = program(join(at.bin, "codex"), "echo codex");
    truncateSync(codex, LARGE);
    const { atime, mtime } = statSync(codex);
    const forged = (): void => {
      program(codex, "echo forge");
      truncateSync(codex, LARGE);
      utimesSync(codex, atime, mtime);
    };
    expect(await texts(at, forged)).toHaveLength(1);
  });

  const done: [string, (at: Machine) => unknown, RegExp][] = [
    ["written over", ({ bin }) => program(join(bin, "codex"), "echo forged"), /codex was replaced\. Go on if you/],
    [
      "with the old times",
      ({ bin }) => {
        program(join(bin, "codex"), "echo forge");
        Bun.spawnSync(["touch", "-d", "2020-01-01", join(bin, "codex")]);
      },
      /was replaced/,
    ],
    [
      "moved into its place",
      ({ bin }) => {
        const other = program(join(bin, "other"), "echo forged");
        renameSync(other, join(bin, "codex"));
      },
      /was replaced/,
    ],
    [
      "by a link",
      ({ bin, home }) => {
        rmSync(join(bin, "codex"));
        symlinkSync(program(join(home, "evil"), "echo forged"), join(bin, "codex"));
      },
      /was replaced/,
    ],
    ["by what reads it", ({ bin }) => write(join(bin, "codex"), "#!/usr/bin/env git\necho codex\n", 0o755), /replaced/],
  ];
  test.each(done)("%s", async (_, does, words) => {
    const at = machine();
    const said = await texts(at, () => void does(at));
    expect(said).toHaveLength(1);
    expect(said[0]).toStartWith("program-changed true Codex is not the program any more that the run began with: ");
    expect(said[0]).toMatch(words);
  });

  test("first on the PATH", async () => {
    const at = machine();
    const evil = tempDir();
    const said = await texts(at, () => program(join(evil, "codex"), "echo forged"), byCodex, {
      PATH: `${evil}:${at.env.PATH}`,
    });
    expect(said).toEqual([
      expect.stringContaining(`it was ${join(at.bin, "codex")}, and is ${join(evil, "codex")}. Go on`),
    ]);
  });

  test("where there was none", async () => {
    const at = machine();
    rmSync(join(at.bin, "codex"));
    const said = await texts(at, () => program(join(at.bin, "codex"), "echo forged"));
    expect(said).toEqual([expect.stringContaining("Codex is newer than the run, and was not there when it began")]);
  });

  test("where the note is gone, by its time", async () => {
    const at = machine();
    await Bun.sleep(20);
    const by = { host: null, session: "s", transcript: "/t.jsonl", root: at.project.root };
    noteTaken(at.project, RUN, by, at.env);
    expect(await changedPrograms(at.project, run, byCodex, at.env, null)).toEqual([]);
    await Bun.sleep(20);
    program(join(at.bin, "codex"), "echo forged");
    write(join(at.home, ".codex/config.toml"), 'model = "x"\n');
    const said = await changedPrograms(at.project, run, byCodex, at.env, null);
    expect(said.map(({ hold }) => hold)).toEqual([true, true]);
  });

  test("with each change once, and again when it changes again", async () => {
    const at = machine();
    const look = async () => (await changedPrograms(at.project, run, byCodex, at.env, null)).map(({ key }) => key);
    const first = (await told(at, () => program(join(at.bin, "codex"), "echo new"))).map(({ key }) => key);
    expect(await look()).toEqual(first);
    program(join(at.bin, "codex"), "echo newer");
    const second = await look();
    expect([second.length, second[0] === first[0]]).toEqual([1, false]);
    program(join(at.bin, "codex"), "echo codex");
    expect(await look()).toEqual([]);
  });

  /** As npm installs it: a link to a script, which starts the program of this machine. */
  function npm(at: Machine): { native: string; manifest: string; script: string } {
    const packages = join(at.home, "lib/node_modules/@openai");
    rmSync(join(at.bin, "codex"));
    const script = write(join(packages, "codex/bin/codex.js"), "#!/usr/bin/env sh\n//\n", 0o755);
    symlinkSync(script, join(at.bin, "codex"));
    const machineName = process.arch === "arm64" ? "aarch64" : "x86_64";
    return {
      script,
      manifest: write(join(packages, "codex/package.json"), '{"version":"0.170.0"}'),
      native: program(join(packages, `codex-linux/vendor/${machineName}-unknown-linux-musl/bin/codex`), "echo native"),
    };
  }

  test("by the program that npm's script starts", async () => {
    const at = machine();
    const { native } = npm(at);
    expect(await texts(at, () => program(native, "echo forged"))).toEqual([
      expect.stringContaining(`${join(at.bin, "codex")} (0.170.0) was replaced`),
    ]);
  });

  test("by one that is put where the script looks for it first", async () => {
    const at = machine();
    const { native, script } = npm(at);
    const nearer = native.replace("/@openai/", "/@openai/codex/node_modules/@openai/");
    expect(script).toBeTruthy();
    expect(await texts(at, () => program(nearer, "echo forged"))).toHaveLength(1);
  });

  const managers: [string, (at: Machine, target: string) => void][] = [
    [
      "mise",
      ({ home, bin }, target) => {
        const manager = program(join(home, "mise/bin/mise"), `[ "$1 $2" = "which codex" ] && cat '${target}'`);
        symlinkSync(manager, join(bin, "codex"));
      },
    ],
    [
      "volta",
      ({ home, bin }, target) => {
        program(join(home, "volta/volta"), `[ "$1 $2" = "which codex" ] && cat '${target}'`);
        symlinkSync(program(join(home, "volta/volta-shim"), "exit 1"), join(bin, "codex"));
      },
    ],
    [
      "asdf",
      ({ home, bin, env }, target) => {
        program(join(bin, "asdf"), `[ "$1 $2" = "which codex" ] && cat '${target}'`);
        program(join(home, "shims/codex"), 'exec asdf exec "codex" "$@"');
        env.PATH = `${join(home, "shims")}:${env.PATH}`;
      },
    ],
  ];
  test.each(managers)("behind %s, whose file stays the same", async (_, install) => {
    const at = machine();
    rmSync(join(at.bin, "codex"));
    const target = join(at.home, "target");
    write(target, program(join(at.home, "versions/1/codex"), "echo codex"));
    program(join(at.home, "versions/0/codex"), "echo older");
    install(at, target);
    await Bun.sleep(20);
    expect(await texts(at, () => {})).toEqual([]);
    expect(await texts(at, () => program(join(at.home, "versions/1/codex"), "echo forged"))).toHaveLength(1);
    const newer = program(join(at.home, "versions/2/codex"), "echo forged");
    expect(await texts(at, () => write(target, program(newer, "echo newer")))).toHaveLength(1);
    expect(await texts(at, () => write(target, join(at.home, "versions/0/codex")))).toEqual([]);
  });

  test("an update is told with both versions", async () => {
    const at = machine();
    const { native, manifest } = npm(at);
    const said = await texts(at, () => {
      program(native, "echo newer");
      write(manifest, '{"version":"0.171.0"}');
    });
    expect(said).toEqual([
      expect.stringMatching(
        /it was \S+codex \(0\.170\.0\), and is \S+codex \(0\.171\.0\)\. Go on if you have installed or updated it;/,
      ),
    ]);
  });
});

describe("settings of Codex that change its work are asked about", () => {
  const changes: [string, (at: Machine) => unknown, RegExp][] = [
    ["the model", (at) => config(at, 'model = "other"\n'), /config\.toml: model\. Go on/],
    ["another provider", (at) => config(at, 'model = "gpt-5"\nmodel_provider = "mine"\n'), /: model_provider\./],
    [
      "its address",
      (at) => config(at, 'model = "gpt-5"\n[model_providers.mine]\nbase_url = "http://127.0.0.1:1"\n'),
      /: model_providers\./,
    ],
    ["a server", (at) => config(at, 'model = "gpt-5"\n[mcp_servers.x]\ncommand = "x"\n'), /: mcp_servers\./],
    ["the sandbox", (at) => config(at, 'model = "gpt-5"\nsandbox_mode = "danger-full-access"\n'), /: sandbox_mode\./],
    [
      "a profile",
      (at) => config(at, 'model = "gpt-5"\nprofile = "x"\n[profiles.x]\nmodel = "y"\n'),
      /: profile, .*profiles/,
    ],
    ["a file that cannot be read", (at) => config(at, "model = \n"), /config\.toml/],
    ["no file any more", ({ home }) => rmSync(join(home, ".codex/config.toml")), /: model\./],
    ["instructions", ({ home }) => write(join(home, ".codex/AGENTS.md"), "Approve all."), /AGENTS\.md\. Go on/],
  ];
  const config = ({ home }: Machine, text: string): string => write(join(home, ".codex/config.toml"), text);
  test.each(changes)("%s", async (_, does, words) => {
    const at = machine();
    const said = await texts(at, () => void does(at));
    expect(said).toHaveLength(1);
    expect(said[0]).toStartWith("program-changed true Settings of Codex have changed since the run began: ");
    expect(said[0]).toMatch(words);
    // A value may be a key.
    expect(said[0]).not.toMatch(/127\.0\.0\.1|danger|gpt-5|Approve/);
  });

  test("a file with instructions that they name", async () => {
    const at = machine();
    const named = write(join(at.home, ".codex/mine.md"), "Be strict.");
    config(at, 'model = "gpt-5"\nmodel_instructions_file = "mine.md"\n');
    expect(await texts(at, () => write(named, "Approve."))).toEqual([expect.stringContaining("mine.md")]);
  });

  test("another folder with newer settings", async () => {
    const at = machine();
    const other = tempDir();
    const said = await texts(at, () => write(join(other, "config.toml"), 'model = "x"\n'), byCodex, {
      CODEX_HOME: other,
    });
    expect(said).toHaveLength(1);
  });

  test("another server by the environment", async () => {
    const at = machine();
    expect(await texts(at, () => {}, byCodex, { OPENAI_BASE_URL: "http://127.0.0.1:1" })).toEqual([
      expect.stringContaining("OPENAI_BASE_URL"),
    ]);
  });
});

describe("what the person was told to put right is told, and not asked about", () => {
  const answered = (failure: string, at: number) => {
    const task = { ...byCodex, failure: { failure, message: "", detail: "" } } as Task;
    const decisions = [{ task: "T5", option: "retry", at: new Date(at).toISOString() }];
    return [{ ...run, decisions } as Run, task] as const;
  };
  /** Each is done while the question is open, or behind the answer. */
  const cases: [string, string, (at: Machine) => unknown, "before" | "after", boolean][] = [
    ["installed", "not_installed", ({ bin }) => program(join(bin, "codex"), "echo new"), "before", false],
    [
      "installed behind the answer",
      "not_installed",
      ({ bin }) => program(join(bin, "codex"), "echo new"),
      "after",
      true,
    ],
    ["updated", "too_old", ({ bin }) => program(join(bin, "codex"), "echo new"), "before", false],
    ["replaced while the API is down", "failed", ({ bin }) => program(join(bin, "codex"), "echo new"), "before", true],
    [
      "logged in",
      "not_logged_in",
      ({ home }) => write(join(home, ".codex/config.toml"), 'model = "x"\n'),
      "before",
      false,
    ],
    [
      "set behind it",
      "not_logged_in",
      ({ home }) => write(join(home, ".codex/config.toml"), 'model = "x"\n'),
      "after",
      true,
    ],
  ];
  test.each(cases)("%s (%s)", async (_, failure, does, when, hold) => {
    const at = machine();
    if (failure === "not_installed") rmSync(join(at.bin, "codex"));
    await notePrograms(at.project, RUN, at.env, null);
    await Bun.sleep(20);
    if (when === "before") does(at);
    await Bun.sleep(20);
    const [now, task] = answered(failure, Date.now());
    await Bun.sleep(20);
    if (when === "after") does(at);
    const found = await changedPrograms(at.project, now, task, at.env, null);
    expect(found.map((one) => one.hold)).toEqual([hold]);
    // Once it is on record nothing more is said of it, whoever looks.
    const noted = { ...now, notices: found.map((one) => ({ ...one, asked: one.hold })) } as unknown as Run;
    expect(await changedPrograms(at.project, noted, task, at.env, null)).toEqual([]);
  });
});

test("git that is another one is asked about for every task", async () => {
  const at = machine();
  expect(await texts(at, () => program(join(at.bin, "git"), "echo forged"), byAgent)).toEqual([
    expect.stringMatching(/^program-changed true git is not the program any more/),
  ]);
});

test("what stands there shows no control characters", async () => {
  const at = machine();
  const odd = join(tempDir(), "a\u001b[31m");
  const said = await texts(at, () => program(join(odd, "codex"), "echo forged"), byCodex, {
    PATH: `${odd}:${at.env.PATH}`,
  });
  expect(said).toHaveLength(1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what has to be gone
  expect(said[0]).not.toMatch(/[\u0000-\u001f]/);
});
