// Runs: in full too, together.
import { afterEach, describe, expect, test } from "bun:test";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { auditHost, hostAudit } from "../../../../src/workflows/council/audit/host.ts";
import { inFull } from "../../../harness/in-full.ts";
import {
  cleanup,
  git,
  makeProject,
  onCleanup,
  tempDir,
  writeFiles,
} from "../../../harness/project.ts";
import { checked, GOOD_REFINED, sceneWith } from "./pm-given.ts";

afterEach(cleanup);

/** A PATH with these programs alone: shell scripts. */
function programs(scripts: Record<string, string>): string {
  const folder = tempDir();
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

interface Given {
  request?: string;
  secrets?: string[];
  env?: Record<string, string>;
}

const audit = (root: string, { env = { PATH: programs({}) }, ...given }: Given = {}) =>
  auditHost(sceneWith(root, given), env, new AbortController().signal);

describe("the project", () => {
  test("with git: its commits, newest first, its tree to depth 2, and what its README and manifest begin with", async () => {
    const root = makeProject();
    writeFiles(root, { "src/deep/er/x.ts": "1\n" });
    for (let n = 1; n <= 16; n++) git(root, "commit", "-q", "--allow-empty", "-m", `change ${n}`);
    const found = await audit(root);
    expect(found.project).toEqual({ path: root, git: true, readable: true });
    expect(found.commits).toHaveLength(15);
    expect(found.commits[0]).toMatch(/^[0-9a-f]{7,} \d{4}-\d\d-\d\d change 16$/);
    expect(found.tree).toEqual([
      "README.md",
      "package.json",
      "src/",
      "src/deep/",
      "src/greet.ts",
      "tests/",
      "tests/greet.test.ts",
    ]);
    expect(found.texts.map((one) => one.path)).toEqual(["README.md", "package.json"]);
    expect(found.texts[0]!.text).toBe("# Greeter\n\nSays hello by name.\n");
    expect(found.problems).toEqual([]);
  });

  test("without git, without a commit, and empty", async () => {
    expect(await audit(makeProject({ git: false }))).toMatchObject({
      project: { git: false },
      commits: [],
      problems: [],
    });
    const fresh = tempDir();
    git(fresh, "init", "-q");
    expect(await audit(fresh)).toMatchObject({
      project: { git: true },
      commits: [],
      tree: [],
      problems: [],
    });
    expect(await audit(tempDir())).toMatchObject({
      tree: [],
      texts: [],
      folders: [],
      problems: [],
    });
  });

  test("no hook, pager, alias or signature program of the repository is started", async () => {
    const root = makeProject();
    const mark = join(tempDir(), "started");
    const evil = join(programs({ evil: `touch ${mark}` }), "evil");
    for (const key of [
      "core.pager",
      "pager.log",
      "gpg.program",
      "core.fsmonitor",
      "alias.log",
      "diff.external",
    ])
      git(root, "config", key, key === "alias.log" ? `!${evil}` : evil);
    git(root, "config", "log.showSignature", "true");
    expect((await audit(root)).commits).toHaveLength(1);
    expect(await Bun.file(mark).exists()).toBe(false);
  });

  test("dependencies, caches and what builds leave are not in the tree; a link is neither named nor followed", async () => {
    const outside = tempDir();
    writeFiles(outside, { "secret/README.md": "outside\n" });
    const root = makeProject({
      git: false,
      files: {
        ...{
          "node_modules/x/package.json": "{}",
          "__pycache__/a.pyc": "1",
          ".task/state.json": "{}",
        },
        ...{
          ".mypy_cache/secret/x": "1",
          "venv/pyvenv.cfg": "1",
          "Cargo.toml": "[package]\n",
          "target/debug/x": "1",
        },
      },
    });
    symlinkSync(outside, join(root, "linked"));
    symlinkSync("/etc/hostname", join(root, "README.md"));
    const found = await audit(root, { request: "secret linked" });
    expect(found.tree).toEqual(["Cargo.toml"]);
    expect(found.texts.map((one) => one.path)).toEqual(["Cargo.toml"]);
    expect(found.folders).toEqual([]);
  });

  test("folders are found by the words of the request, wherever they lie, with their READMEs", async () => {
    const root = makeProject({
      files: {
        "services/billing/invoice-export/README.md": "Exports invoices.\n",
        "services/userProfile/a.ts": "1\n",
        "lib/überweisung/x.ts": "1\n",
      },
    });
    const found = await audit(root, {
      request: "Add an export of Invoices to the user profile; Überweisung too",
    });
    expect(found.folders).toEqual([
      { path: "lib/überweisung", words: ["überweisung"] },
      { path: "services/userProfile", words: ["user", "profile"] },
      { path: "services/billing/invoice-export", words: ["invoice", "export"] },
    ]);
    expect(found.texts.map((one) => one.path)).toEqual([
      "services/billing/invoice-export/README.md",
    ]);
  });

  test("a text is cut to its first 800 characters, within no character", async () => {
    const root = makeProject({ git: false, files: { "README.md": "😀".repeat(2_000) } });
    expect([...(await audit(root)).texts[0]!.text]).toEqual(
      Array.from({ length: 800 }, () => "😀"),
    );
  });

  test("a README that is a program, a pipe or a folder is none", async () => {
    const root = makeProject({
      git: false,
      files: { README: "a\0b", "README.txt/x": "1", "Makefile/x": "1" },
    });
    Bun.spawnSync(["mkfifo", join(root, "README.md")]);
    const found = await audit(root);
    expect(found.texts).toEqual([]);
  });

  test("a project that cannot be read is a failure", async () => {
    const gone = join(tempDir(), "gone");
    const found = await audit(gone);
    expect(found).toMatchObject({ project: { readable: false }, tree: [] });
    expect(found.problems[0]).toContain(`${gone} does not exist`);
  });
});

describe("secrets", () => {
  const KEY = "hunter2-hunter2-hunter2";

  test("files of the deny list are not read, values of .env files and of the environment are masked everywhere", async () => {
    const root = makeProject({
      files: {
        ".env": `API_TOKEN=${KEY}\n`,
        "README.md": `Use ${KEY} and ghp_${"a1B2".repeat(9)} and sesame-sesame.\n`,
        "package.json": '{"x": "postgres://u:pass-word-1@h/db"}\n',
        [`dir-${KEY}/README.md`]: "x\n",
      },
    });
    git(root, "commit", "-q", "--allow-empty", "-m", `rotate ${KEY}`);
    const found = await audit(root, {
      ...{ request: "hunter2", secrets: ["package.json"] },
      env: { PATH: "", MY_PASSWORD: "sesame-sesame" },
    });
    const text = JSON.stringify(found);
    expect(found.folders).toEqual([{ path: "dir-[masked]", words: ["hunter2"] }]);
    for (const secret of [KEY, "ghp_", "sesame-sesame", "pass-word-1"])
      expect([secret, text.includes(secret)]).toEqual([secret, false]);
    expect(found.texts[0]!.text).toStartWith("Use [masked] and [masked]");
    expect(found.tree).toContain(".env");
    expect(found.problems).toEqual(["package.json was not read: it matches the deny list"]);
  });

  test("a value that the cut goes through is masked too", async () => {
    const root = makeProject({
      git: false,
      files: { ".env": `API_TOKEN=${KEY}\n`, "README.md": `${"x".repeat(790)}${KEY}` },
    });
    expect((await audit(root)).texts[0]!.text).toEndWith("x[masked]");
  });
});

describe("the machine", () => {
  inFull("tools that answer are named with their version, and no others", async () => {
    const PATH = programs({
      node: "echo v22.1.0",
      git: "echo 'git version 2.50.1 (Apple Git-155)'",
      go: '[ "$1$GOTOOLCHAIN" = versionlocal ] && echo "go version go1.24.3 linux/amd64"',
      java: "echo 'openjdk version \"21.0.2\" 2024' >&2",
      // As a version manager would: by what the folder's files name.
      deno: "[ -e deno.json ] || echo deno 2.0.1",
      cargo: "echo 1.2.3; exit 1",
      ruby: "echo no number",
    });
    const root = makeProject({ git: false, files: { "deno.json": "{}" } });
    const found = await audit(root, { env: { PATH: `${PATH}:/bin` } });
    const named = Object.fromEntries(found.tools.map((one) => [one.name, one.version]));
    expect(named).toMatchObject({
      node: "22.1.0",
      git: "2.50.1",
      go: "1.24.3",
      java: "21.0.2",
      deno: "2.0.1",
    });
    for (const name of ["cargo", "ruby"]) expect(named).not.toHaveProperty(name);
  });

  test("a program that lies in the project is not started", async () => {
    const root = makeProject({ git: false });
    const bin = join(root, "bin");
    mkdirSync(bin);
    writeFileSync(join(bin, "node"), "#!/bin/sh\ntouch ../ran; echo v1.2.3\n");
    chmodSync(join(bin, "node"), 0o755);
    expect((await audit(root, { env: { PATH: bin } })).tools).toEqual([]);
    expect(await Bun.file(join(root, "ran")).exists()).toBe(false);
  });

  test("ports that are listened on are there, and free disk space", async () => {
    const server = Bun.serve({ port: 0, fetch: () => new Response("") });
    onCleanup(() => server.stop(true));
    const found = await audit(tempDir());
    expect(found.ports).toContain(server.port!);
    expect(found.disk!.total).toBeGreaterThan(found.disk!.free);
  });

  test("services are those that systemctl says run; without it they are unknown, and no problem", async () => {
    const PATH = programs({
      systemctl:
        "echo 'nginx.service loaded active running A server'; echo 'user@1000.service loaded active running x'",
    });
    expect((await audit(tempDir(), { env: { PATH: `${PATH}:/bin` } })).services).toEqual([
      "nginx",
      "user@1000",
    ]);
    expect(
      await audit(tempDir(), { env: { PATH: programs({ systemctl: "exit 1" }) } }),
    ).toMatchObject({
      services: null,
      problems: [],
    });
    expect((await audit(tempDir())).services).toBe(null);
  });
});

describe("as a check of the program", () => {
  test("it passes whatever it finds, with all of it in its record", async () => {
    const root = makeProject({ files: { "greeting/x.ts": "1\n" } });
    const { outcome, record, tree } = await checked(hostAudit, root, { request: "a greeting" });
    expect([outcome, tree]).toEqual(["pass", null]);
    expect(record).toMatchObject({
      check: "host-audit",
      folders: [{ path: "greeting", words: ["greeting"] }],
    });
  });

  inFull("folders are looked for by the refined words too", async () => {
    const { questions: _, ...refined } = { ...GOOD_REFINED, what_to_build: "A ledger" };
    const root = makeProject({ files: { "ledger/x.ts": "1\n" } });
    const { record } = await checked(hostAudit, root, {
      request: "x",
      artifacts: { "refined-prompt": refined },
    });
    expect(record).toMatchObject({ folders: [{ path: "ledger", words: ["ledger"] }] });
  });

  inFull("it fails where the project's folder cannot be read", async () => {
    const root = join(tempDir(), "gone");
    const { outcome, record } = await checked(hostAudit, root, { request: "x" });
    expect(outcome).toBe("fail");
    expect(JSON.stringify(record)).toContain("does not exist");
  });
});
