// What git or the disk refuses of a run is told before an agent is paid, in git's words, with what
// helps.
import { afterEach, describe, expect, test } from "bun:test";
import { chmodSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { rehearse } from "../../../src/run/start/rehearsal.ts";
import { WORKFLOW_NAMES } from "../../../src/workflows/index.ts";
import { cli } from "../../cli/cli.ts";
import { asRoot } from "../../harness/mount.ts";
import {
  cleanup,
  git,
  makeProject,
  tempDir,
  withGitSettings,
  writeFiles,
} from "../../harness/project.ts";

afterEach(cleanup);

const isRoot = process.getuid?.() === 0;
const tried = (root: string, workflows: readonly string[] = WORKFLOW_NAMES) =>
  rehearse({ root }, workflows);
const said = (root: string, workflows?: readonly string[]): string => {
  const failure = tried(root, workflows);
  return failure === null ? "nothing" : `${failure.problem}: ${failure.remedy}`;
};

describe("nothing is in the way, and nothing is left", () => {
  test.each([
    ["a project", () => makeProject()],
    ["one without git", () => makeProject({ git: false })],
    [
      "one without a commit",
      () => {
        const root = makeProject({ git: false });
        git(root, "init", "-q");
        return root;
      },
    ],
    [
      "a linked worktree",
      () => {
        const path = join(tempDir(), "linked");
        git(makeProject(), "worktree", "add", "-q", path);
        return path;
      },
    ],
    [
      "a folder in a repository",
      () => {
        const root = makeProject({ files: { "api/a.js": "1\n" } });
        return join(root, "api");
      },
    ],
    ["a partial clone with sparse checkout, for a chain", () => partialClone()],
  ])("%s", (what, make) => {
    const root = make();
    const isRepository = existsSync(join(root, ".git")) && !what.includes("partial");
    const refs = () =>
      isRepository ? git(root, "for-each-ref") + git(root, "worktree", "list") : "";
    const [before, files] = [refs(), readdirSync(root)];
    expect(said(root, what.includes("partial") ? ["multi-ai"] : undefined)).toBe("nothing");
    expect([refs(), readdirSync(root)]).toEqual([before, files]);
  });
});

function partialClone(): string {
  const from = makeProject({ files: { "a/1.txt": "1\n", "b/2.txt": "2\n" } });
  git(from, "config", "uploadpack.allowFilter", "true");
  const root = join(tempDir(), "clone");
  git(from, "clone", "-q", "--filter=blob:none", "--no-checkout", `file://${from}`, root);
  git(root, "sparse-checkout", "set", "a");
  git(root, "checkout", "-q");
  return root;
}

test("a branch of the person's stands where those of a council would, and in nobody else's way", async () => {
  const root = makeProject();
  git(root, "branch", "multi-ai");
  expect(said(root)).toMatch(
    /^git does not make a branch multi-ai\/work-…: .*'refs\/heads\/multi-ai' exists; cannot create.*git branch -m multi-ai /,
  );
  expect(said(root, ["multi-ai"])).toBe("nothing");
  expect(said(root, ["council"])).toContain("refs/heads/multi-ai");
});

test("gsd, where the phases' config wants branches of its own", () => {
  const config = (branching: string) =>
    makeProject({
      files: {
        ".planning/config.json": JSON.stringify({ git: { branching_strategy: branching } }),
      },
    });
  const [own, none] = [config("phase"), config("none")];
  for (const root of [own, none]) git(root, "branch", "gsd");
  expect(said(own, ["phases"])).toContain("git branch -m gsd ");
  expect(said(none, ["phases"])).toBe("nothing");
});

test("git lfs install --local: a filter that only the repository's config names", () => {
  const root = makeProject({ files: { ".gitattributes": "*.bin filter=lfs\n", "a.bin": "1\n" } });
  const lfs = {
    "filter.lfs.clean": "cat",
    "filter.lfs.smudge": "cat",
    "filter.lfs.required": "true",
  };
  for (const [name, value] of Object.entries(lfs)) git(root, "config", name, value);
  expect(said(root)).toMatch(/filter.*git config --global/s);
  // The person's own is taken.
  expect(withGitSettings(lfs, () => said(root))).toBe("nothing");
});

test.skipIf(isRoot)(
  "a file that cannot be read, and each of git's folders that cannot be written",
  async () => {
    const root = makeProject();
    writeFiles(root, { "key.pem": "1\n" });
    chmodSync(join(root, "key.pem"), 0);
    expect(said(root)).toMatch(/open\("key\.pem"\): Permission denied.*\.gitignore/);
    const ran = await cli(root, ["dry-run"], {});
    expect(ran.out).toContain('open("key.pem"): Permission denied');
    chmodSync(join(root, "key.pem"), 0o600);
    const folder = join(root, ".git/objects/fe");
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o555);
    expect(said(root)).toContain(
      `${folder} cannot be written, and commits are kept there: if another user`,
    );
    chmodSync(folder, 0o755);
    expect(said(root)).toBe("nothing");
  },
);

asRoot("a repository of another owner, with the line by which git trusts it", () => {
  const root = makeProject();
  Bun.spawnSync(["chown", "-R", "12345:12345", root]);
  // With no settings of the user: in a container they may trust each folder.
  expect(withGitSettings({}, () => said(root))).toMatch(/dubious ownership.*safe\.directory/s);
  expect(withGitSettings({ "safe.directory": "*" }, () => said(root))).toBe("nothing");
});
