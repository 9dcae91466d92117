// A pull request by its number: what gh says of it, and its commits, with all of the person's as it
// was.
// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProject } from "../../../src/project/project.ts";
import { fetchPull, readPull } from "../../../src/run/publish/pull.ts";
import { fakeGh, type GhAnswer } from "../../harness/fake-gh.ts";
import { cleanup, git, makeProject, tempDir } from "../../harness/project.ts";
import { graph, PULL, URL, viewed, withPull } from "./github.ts";

afterEach(cleanup);

const LINKED = graph({
  closingIssuesReferences: {
    nodes: [{ url: "https://github.com/acme/shop/issues/3", title: "Names", body: "By name." }],
  },
});

async function reads(view: GhAnswer | null, linked: GhAnswer = LINKED) {
  const gh = fakeGh({ "pr view 12": view ?? {}, "api graphql … closingIssues": linked });
  const env = { ...process.env, PATH: view === null ? tempDir() : gh.path };
  return { read: await readPull(findProject(makeProject()), 12, env), calls: gh.calls() };
}

describe("what gh says of it", () => {
  test("is read by its number, with the issues that it closes, and without what no page shows", async () => {
    const { read, calls } = await reads(viewed());
    expect(read).toEqual({
      ok: true,
      pull: {
        ...PULL,
        body: "Greets by name.\n\nCloses #3",
        issues: [
          { url: "https://github.com/acme/shop/issues/3", title: "Names", body: "By name." },
        ],
      },
    });
    expect(calls.map((words) => words.slice(0, 4))).toEqual([
      ["pr", "view", "12", "--json"],
      ["api", "graphql", "--hostname", "github.com"],
    ]);
    expect(calls[1]).toEqual(
      expect.arrayContaining(["owner=acme", "name=shop", "-F", "number=12"]),
    );
  });

  test("without the issues where they cannot be read", async () => {
    const { read } = await reads(viewed(), { err: "gh: HTTP 502", code: 1 });
    expect(read).toMatchObject({ ok: true, pull: { number: 12, issues: [] } });
  });

  test.each<[string, GhAnswer | null, string]>([
    [
      "no gh",
      null,
      "pull request #12 needs gh, GitHub's command-line tool, which is not installed",
    ],
    [
      "not logged in",
      { err: "To get started with GitHub CLI, please run:  gh auth login", code: 4 },
      "could not read pull request #12: To get started with GitHub CLI, please run: gh auth login",
    ],
    [
      "an old login",
      { err: "HTTP 401: Bad credentials (https://api.github.com/graphql)", code: 1 },
      "Log in again: gh auth login.",
    ],
    ["no remote", { err: "no git remotes found", code: 1 }, "Add a remote that is on GitHub"],
    [
      "not there",
      {
        err: "GraphQL: Could not resolve to a PullRequest with the number of 12. (repository.pullRequest)",
        code: 1,
      },
      "It does not exist, or who is logged in may not see it: gh auth status.",
    ],
    ["closed", viewed({ state: "CLOSED" }), "pull request #12 is closed."],
    ["merged", viewed({ state: "MERGED" }), "pull request #12 is merged. Name a range"],
    ["another one", viewed({ url: URL.replace("12", "13") }), "is not that pull request"],
    ["no commit", viewed({ headRefOid: "--upload-pack=x" }), "is not that pull request"],
    ["no JSON", { out: "hello" }, "is not that pull request"],
  ])("%s", async (_, view, problem) => {
    const { read } = await reads(view);
    expect(read).toEqual({ ok: false, problem: expect.stringContaining(problem) });
  });
});

describe("its commits", () => {
  const standing = (root: string): string[] => [
    git(root, "for-each-ref"),
    git(root, "status", "--porcelain=v2", "--branch"),
    git(root, "reflog"),
    git(root, "config", "--list", "--local"),
    String(existsSync(join(root, ".git/FETCH_HEAD"))),
  ];
  const fetches = (root: string, commit: string) =>
    fetchPull(
      findProject(root),
      { ...PULL, head: { branch: "greet", commit } },
      { ...process.env, GIT_CONFIG_COUNT: "0" },
    );

  test("come from the remote that is its repository, and no ref, hook or file notices", async () => {
    const { root, left, head, main } = withPull();
    const hook = join(root, ".git/hooks/reference-transaction");
    writeFileSync(hook, "#!/bin/sh\ntouch hooked\n", { mode: 0o755 });
    git(root, "config", "fetch.prune", "true");
    const before = standing(root);
    expect(await fetches(root, head)).toEqual({ ok: true, base: left, head });
    expect(standing(root)).toEqual(before);
    expect(existsSync(join(root, "hooked"))).toBe(false);
    // What main has got since is here, too, but no branch of the remote has moved.
    expect(git(root, "cat-file", "-t", main)).toBe("commit");
    expect(git(root, "diff", "--name-only", left, head)).toBe("greet.txt");
  });

  test("that have changed since it was read are not taken for those", async () => {
    const { root, left } = withPull();
    const before = standing(root);
    expect(await fetches(root, left)).toEqual({
      ok: false,
      problem: "pull request #12 has got other commits since it was read. Start again.",
    });
    expect(standing(root)).toEqual(before);
  });

  test("of a shallow clone say what is missing", async () => {
    const { remote, head, clone, commit } = withPull();
    git(clone, "checkout", "-q", "main");
    commit("more.txt");
    git(clone, "push", "-q", "origin", "main");
    const shallow = join(tempDir(), "shallow");
    git(clone, "clone", "-q", "-b", "main", "--depth=1", `file://${remote}`, shallow);
    git(shallow, "config", `url.file://${remote}.insteadOf`, "https://github.com/acme/shop.git");
    git(shallow, "remote", "set-url", "origin", "https://github.com/acme/shop.git");
    const got = await fetches(shallow, head);
    expect(got).toEqual({ ok: false, problem: expect.stringContaining("git fetch --unshallow") });
  });

  test("that are nowhere are said to be", async () => {
    const { root, remote, head } = withPull();
    git(remote, "update-ref", "-d", "refs/pull/12/head");
    expect(await fetches(root, head)).toEqual({
      ok: false,
      problem: expect.stringContaining("couldn't find remote ref refs/pull/12/head"),
    });
  });
});
