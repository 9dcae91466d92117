// Guarantee: Nothing is lost.
// Files of another program where ours writes: looking leaves them, a start moves them aside and names
// them, reset brings them back. No file is removed or replaced that this program did not write.
// Runs: in full too.
// Not in npm test: ^looking changes.*, ignored$
// Not in npm test: while a run is live, its next step moves
// Not in npm test: (?:a link in the way is moved as a link|what is not free any more stays aside)
// Not in npm test: (?:of two starts at once one begins|deleted folds of a run of ours)
// Not in npm test: another program.s files on those of a run
import { afterAll, expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { isLive, type Run } from "../../../src/engine/run.ts";
import { findProject } from "../../../src/project/project.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { resetRun, startRun } from "../../../src/run/start/start-run.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { moveBack } from "../../../src/store/displaced.ts";
import { disk } from "../../../src/store/files/disk.ts";
import { answerTo, typed } from "../../harness/hook.ts";
import { startedHere } from "../../harness/known.ts";
import {
  cleanup,
  DEFAULT_FILES,
  type Files,
  filesBelow,
  git,
  makeProject,
  tempDir,
  writeFiles,
} from "../../harness/project.ts";
import { cli } from "../cli.ts";
import { inProcess, terminalContext } from "../in-process.ts";
import { STATES } from "../made/make-run.ts";

afterAll(cleanup);

const NAMES = [
  ...["state", "pipeline-tasks", "user-story", "plan-refined", "impl-result"],
  ...["sonnet", "opus", "codex"].flatMap((one) => [`review-${one}`, `code-review-${one}`]),
];
/** What claude-codex leaves of a run. */
const CODEX: Files = Object.fromEntries(
  NAMES.map((name) => [`.task/${name}.json`, `{"status":"approved","of":"theirs ${name}"}\n`]),
);
/** What stagecraft leaves of one, with a file of the person's beside it. */
const STAGES: Files = {
  "pipeline/brief.md": "# Their brief\n",
  "pipeline/context.md": "# Their context\n",
  "pipeline/diagram.md": "# Their diagram\n",
  ...Object.fromEntries(
    ["01", "02", "04-backend", "04-mobile", "06-qa"].map((stage) => [
      `pipeline/gates/stage-${stage}.json`,
      `{"stage":"${stage}","status":"PASS"}\n`,
    ]),
  ),
};
const PERSONS: Files = {
  "pipeline/load.py": "print(1)\n",
  "CLAUDE.md": "Be kind.\n",
  ".claude/multi-ai.json": "{}",
};

const all = (root: string): Files =>
  Object.fromEntries(
    filesBelow(root)
      .filter((path) => !path.startsWith(".git/"))
      .map((path) => [path, readFileSync(join(root, path), "utf8")]),
  );
/** Of all files those that these name, with the text that each has now. */
const these = (root: string, files: Files): Files =>
  Object.fromEntries(Object.entries(all(root)).filter(([path]) => Object.hasOwn(files, path)));
/** Files that were moved aside in a folder, by their old paths. */
function aside(root: string, folder: string): Files {
  const below = `${folder}/before/`;
  return Object.fromEntries(
    Object.entries(all(root)).flatMap(([path, text]) => {
      const [, name] = /^[^/]+\/before\/[^/]+\/(.+)$/.exec(path) ?? [];
      return path.startsWith(below) && name !== undefined ? [[`${folder}/${name}`, text]] : [];
    }),
  );
}

const ignoring = (files: Files): Files => ({ ...files, ".gitignore": ".task/\npipeline/\n" });
const projectWith = (files: Files, tracked = true): string => {
  if (tracked) return makeProject({ files: { ...DEFAULT_FILES, ...files } });
  const root = makeProject({ files: ignoring(DEFAULT_FILES) });
  writeFiles(root, files);
  return root;
};

const start = (root: string, workflow = "multi-ai"): Run =>
  startRun(findProject(root), {
    workflow,
    request: "Say goodbye by name",
    auto: false,
    settings: DEFAULT_SETTINGS,
    session: "s",
    host: null,
    note: (project, run) => startedHere(project, run),
  }).run!;
const reset = (root: string) => cli(root, ["reset"]);

const LOOKS = ["", "status", "status --json", "phase", "next", "runs"];
/** All of these in this process, where they need less time. */
const VERBS = [
  ...[...LOOKS, "next --json", "log", "report", "report --html", "explain T1"],
  ...["resume", "reset", "rollback", "cancel", "cancel --force", "park"],
  ...["decide", "ruling", "trust", "roadmap", "pr", "run --continue"],
];

test.each([
  ["tracked", true],
  ["ignored", false],
])("looking changes nothing in a folder of another program, %s", async (_, tracked) => {
  const files = {
    ...CODEX,
    ".task/live": "theirs\n",
    ".task/copy": "theirs",
    ...STAGES,
    ...PERSONS,
  };
  const root = projectWith(files, tracked);
  const before = all(root);
  for (const line of tracked ? LOOKS : ["status"]) {
    const { code } = await cli(root, line.split(" ").filter(Boolean));
    expect([line, code, all(root)]).toEqual([line, 0, before]);
  }
  const env = { PATH: process.env.PATH, HOME: tempDir() };
  for (const line of VERBS) {
    await inProcess(line.split(" "), terminalContext(root, env));
    expect([line, all(root)]).toEqual([line, before]);
  }
  for (const command of ["status", "reset", "cancel"]) {
    await typed(root, command);
    expect([command, all(root)]).toEqual([command, before]);
  }
  for (const event of ["SessionStart", "Stop", "SessionEnd"]) {
    await answerTo(root, event);
    expect([event, all(root)]).toEqual([event, before]);
  }
});

test.each([
  ["tracked", true],
  ["ignored", false],
])(
  "a start moves aside what lies in its way, names it, and reset brings it back: .task/, %s",
  async (_, tracked) => {
    const files = { ...CODEX, ".task/checksum/build": "of go-task" };
    const root = projectWith({ ...files, ...PERSONS }, tracked);
    const said = (await typed(root, "multi-ai", "Say goodbye by name"))!.systemMessage!;
    expect(said).toContain("not written by multi-ai");
    expect(said).toContain(`${NAMES.length} files`);
    expect(said).toMatch(/\.task\/before\/[\dTZ-]+\//);
    expect(aside(root, ".task")).toEqual(CODEX);
    expect(JSON.parse(all(root)[".task/state.json"]!).workflow).toBe("multi-ai");
    const verdicts = NAMES.filter((name) => /^(?:code-)?review/.test(name));
    for (const name of verdicts) expect(existsSync(join(root, `.task/${name}.json`))).toBe(false);

    const { out } = await reset(root);
    expect(out).toContain(`${NAMES.length} files of before`);
    expect(these(root, files)).toEqual(files);
    expect(these(root, PERSONS)).toEqual(PERSONS);
    expect(existsSync(join(root, ".task/before"))).toBe(false);
    if (tracked) expect(git(root, "status", "--porcelain", "--", ".task")).toBe("");
  },
);

test("a start moves aside what lies in its way: pipeline/, and leaves what is not", async () => {
  const files = { ...STAGES, "pipeline/lessons-learned.md": "# Lessons Learned\n" };
  const root = projectWith({ ...files, ...PERSONS });
  const said = (await typed(root, "team", "Password reset"))!.systemMessage!;
  expect(said).toContain("8 files in pipeline/, not written by multi-ai");
  expect(aside(root, "pipeline")).toEqual(STAGES);
  expect(filesBelow(join(root, "pipeline/gates"))).toEqual([]);
  await reset(root);
  expect(these(root, { ...files, ...PERSONS })).toEqual({ ...files, ...PERSONS });
});

test("another program's files on those of a run that is over stay, and are no part of its record", async () => {
  const { root, run } = await STATES.complete();
  expect(isLive(run)).toBe(false);
  const theirs = Object.fromEntries(
    [".task/state.json", ".task/code-review-opus.json", ".task/user-story.json"].map((path) => [
      path,
      CODEX[path]!,
    ]),
  );
  writeFiles(root, theirs);
  for (const verb of ["status", "phase", "next", "runs", "log", "report"]) {
    await cli(root, [verb]);
    expect([verb, these(root, theirs)]).toEqual([verb, theirs]);
  }
  start(root);
  expect(aside(root, ".task")).toEqual(theirs);
  const record = filesBelow(join(root, `.task/history/${run.run}`));
  expect(record).toContain("plan-refined.json");
  expect(record).not.toContain("code-review-opus.json");
  expect(record).not.toContain("state.json");
  await reset(root);
  expect(these(root, theirs)).toEqual(theirs);
});

test("reset takes what the run wrote, and leaves what another program put in its place", async () => {
  const { root, run } = await STATES.complete();
  const theirs = { ".task/review-opus.json": CODEX[".task/review-opus.json"]! };
  writeFiles(root, theirs);
  await reset(root);
  expect(these(root, CODEX)).toEqual(theirs);
  expect(filesBelow(join(root, `.task/history/${run.run}`))).toContain("code-review-opus.json");
});

test("while a run is live, its next step moves a foreign fold aside; looking leaves it", async () => {
  const root = makeProject();
  const { run } = start(root);
  const theirs = { ".task/state.json": CODEX[".task/state.json"]! };
  writeFiles(root, theirs);
  await cli(root, ["status"]);
  expect(these(root, theirs)).toEqual(theirs);
  await cli(root, ["cancel"]);
  expect(JSON.parse(all(root)[".task/state.json"]!).run).toBe(run);
  expect(aside(root, ".task")).toEqual(theirs);
});

test("a parked run comes back over another program's files, which are moved aside", async () => {
  const root = makeProject();
  const { run } = start(root);
  await cli(root, ["park"]);
  writeFiles(root, CODEX);
  await cli(root, ["status"]);
  expect(these(root, CODEX)).toEqual(CODEX);
  const { out } = await cli(root, ["resume", run]);
  expect(out).toContain("not written by multi-ai");
  expect(readRun(findProject(root))?.run).toBe(run);
  expect(aside(root, ".task")).toEqual(CODEX);
  await reset(root);
  expect(these(root, CODEX)).toEqual(CODEX);
});

test("what cannot be moved stops the start, says so, and nothing is lost", async () => {
  const root = projectWith(CODEX);
  const outside = tempDir();
  symlinkSync(outside, join(root, ".task/before"));
  const before = all(root);
  const said = (await typed(root, "multi-ai", "Say goodbye by name"))!;
  expect(JSON.stringify(said)).toContain(".task/before is a symbolic link");
  expect(these(root, CODEX)).toEqual(CODEX);
  expect(readRun(findProject(root))).toBeNull();
  expect([all(root), filesBelow(outside)]).toEqual([before, []]);
});

test("a link in the way is moved as a link, and what it leads to stays", async () => {
  const root = makeProject();
  const outside = tempDir();
  writeFiles(outside, { "state.json": "theirs", "gates/stage-01.json": "theirs" });
  mkdirSync(join(root, ".task"));
  mkdirSync(join(root, "pipeline"));
  symlinkSync(join(outside, "state.json"), join(root, ".task/state.json"));
  symlinkSync(join(outside, "gates"), join(root, "pipeline/gates"));
  start(root, "team");
  expect(all(outside)).toEqual({ "state.json": "theirs", "gates/stage-01.json": "theirs" });
  await reset(root);
  expect(readlinkSync(join(root, ".task/state.json"))).toBe(join(outside, "state.json"));
  expect(readlinkSync(join(root, "pipeline/gates"))).toBe(join(outside, "gates"));
});

test("killed amid the move, the next start goes on, and all comes back", async () => {
  const root = projectWith(CODEX);
  const { rename } = disk;
  let left = 4;
  disk.rename = (from, to) => {
    if (left-- === 0) throw new Error("killed");
    rename(from, to);
  };
  expect(() => start(root)).toThrow("killed");
  disk.rename = rename;
  expect(readRun(findProject(root))).toBeNull();
  expect({ ...these(root, CODEX), ...aside(root, ".task") }).toEqual(CODEX);
  start(root);
  expect(aside(root, ".task")).toEqual(CODEX);
  resetRun(findProject(root), "test");
  moveBack(root, ".task");
  expect(these(root, CODEX)).toEqual(CODEX);
});

test("of two starts at once one begins, and its files are not taken for another program's", async () => {
  const root = projectWith(CODEX);
  const program = `
    const { startRun } = await import("${join(import.meta.dir, "../../../src/run/start/start-run.ts")}");
    const { findProject } = await import("${join(import.meta.dir, "../../../src/project/project.ts")}");
    const { DEFAULT_SETTINGS } = await import("${join(import.meta.dir, "../../../src/settings.ts")}");
    startRun(findProject("${root}"), { workflow: "multi-ai", request: "x", auto: false,
      settings: DEFAULT_SETTINGS, session: "s", host: null });`;
  const exits = await Promise.all(
    [1, 2, 3].map(
      () => Bun.spawn([process.execPath, "-e", program], { cwd: root, stderr: "ignore" }).exited,
    ),
  );
  expect(exits.filter((exit) => exit === 0)).toHaveLength(1);
  expect(aside(root, ".task")).toEqual(CODEX);
  const { run } = readRun(findProject(root))!;
  expect(JSON.parse(all(root)[".task/state.json"]!).run).toBe(run);
});

test("what is not free any more stays aside, and is named", async () => {
  const root = projectWith(CODEX);
  start(root);
  await cli(root, ["cancel"]);
  writeFiles(root, { ".task/user-story.json": "another one" });
  const { out } = await reset(root);
  expect(out).toContain(".task/before/");
  expect(all(root)[".task/user-story.json"]).toBe("another one");
  expect(aside(root, ".task")).toEqual({
    ".task/user-story.json": CODEX[".task/user-story.json"]!,
  });
});

test("deleted folds of a run of ours come back by the next step", async () => {
  const root = makeProject();
  start(root);
  const before = all(root)[".task/state.json"]!;
  rmSync(join(root, ".task/state.json"));
  rmSync(join(root, ".task/live"));
  await cli(root, ["status"]);
  expect(all(root)[".task/state.json"]).toBe(before);
  expect(existsSync(join(root, ".task/live"))).toBe(true);
});
