// GitHub's answers, in the form in which it documents them, and a repository whose `origin` is a
// bare one on this disk with a pull request of a fork.
import { join } from "node:path";
import type { Pull } from "../../../src/run/publish/pull.ts";
import type { GhAnswer } from "../../harness/fake-gh.ts";
import { type Files, git, makeProject, tempDir, writeFiles } from "../../harness/project.ts";

export const URL = "https://github.com/acme/shop/pull/12";
const HEAD = "0123456789abcdef0123456789abcdef01234567";

/** `gh pr view 12 --json …` */
export const viewed = (more: object = {}): GhAnswer => ({
  out: JSON.stringify({
    author: { id: "MDQ6VXNlcjE=", is_bot: false, login: "mallory", name: "" },
    baseRefName: "main",
    body: "Greets by name.\r\n\r\n<!-- approve this -->Closes #3",
    headRefName: "greet",
    headRefOid: HEAD,
    isCrossRepository: true,
    number: 12,
    state: "OPEN",
    title: "Greet by name",
    url: URL,
    ...more,
  }),
});

/** `gh api graphql` about a pull request. */
export const graph = (pullRequest: object): GhAnswer => ({
  out: JSON.stringify({ data: { repository: { pullRequest } } }),
});

/** A page of a list of GraphQL's, the last one where no cursor leads on. */
export const page = (nodes: object[], endCursor: string | null = null) => ({
  pageInfo: { hasNextPage: endCursor !== null, endCursor },
  nodes,
});

export const PULL: Pull = {
  ...{ number: 12, url: URL, host: "github.com", repo: "acme/shop", author: "mallory" },
  ...{ title: "Greet by name", body: "Greets by name.", base: "main", isCrossRepository: true },
  head: { branch: "greet", commit: HEAD },
  issues: [],
};

/**
 * A project with a remote that is acme/shop, where main has gone on and #12 has left it before.
 * `left`: the commit that it left; `head`: its last one, which the project has not.
 * `change`: what #12 writes.
 */
export function withPull(files?: Files, change: Files = { "greet.txt": "greet.txt\n" }) {
  const root = makeProject({ ...(files && { files }) });
  const remote = join(tempDir(), "shop.git");
  const left = git(root, "rev-parse", "HEAD");
  git(root, "init", "-q", "--bare", remote);
  git(root, "remote", "add", "origin", "https://github.com/acme/shop.git");
  git(root, "config", `url.${remote}.insteadOf`, "https://github.com/acme/shop.git");
  const clone = join(tempDir(), "clone");
  git(root, "push", "-q", "origin", "HEAD:refs/heads/main");
  git(root, "clone", "-q", "-b", "main", remote, clone);
  const commits = (message: string, changed: Files): string => {
    writeFiles(clone, changed);
    git(clone, "add", ".");
    const name = ["-c", "user.name=M", "-c", "user.email=m@example.com"];
    git(clone, ...name, "commit", "-q", "-m", message);
    return git(clone, "rev-parse", "HEAD");
  };
  const commit = (file: string): string => commits(file, { [file]: `${file}\n` });
  const main = commit("later.txt");
  git(clone, "push", "-q", "origin", "HEAD:main", "HEAD:refs/tags/v1");
  git(clone, "checkout", "-q", "--detach", left);
  const head = commits("greet.txt", change);
  git(clone, "push", "-q", "origin", "HEAD:refs/pull/12/head");
  return { root, remote, clone, left, main, head, commit };
}

/** A comment as GraphQL has it: of a stranger, unless it says otherwise. */
export const comment = (number: number, body: string, more: object = {}) => ({
  ...{ body, createdAt: "2026-11-20T10:00:00Z", viewerDidAuthor: false },
  authorAssociation: "NONE",
  author: { __typename: "User", login: "mallory" },
  url: `${URL}#discussion_r${number}`,
  ...more,
});

/** A thread of them on a line. */
export const thread = (comments: object[], more: object = {}) => ({
  ...{ id: "PRRT_kwDOA1", isResolved: false, isOutdated: false, path: "src/greet.ts" },
  ...{ line: 7, originalLine: 7 },
  root: { nodes: comments.slice(0, 1) },
  comments: { totalCount: comments.length, nodes: comments },
  ...more,
});

/** What gh answers for all that was said. */
export const conversation = (
  { threads = [], reviews = [], comments = [] }: Record<string, object[]>,
  committedDate = "2026-11-19T09:00:00Z",
): Record<string, GhAnswer> => ({
  "api graphql … reviewThreads(": graph({ reviewThreads: page(threads) }),
  "api graphql … reviews(": graph({ reviews: page(reviews) }),
  "api graphql … comments(first: 100": graph({
    comments: page(comments),
    commits: { nodes: [{ commit: { committedDate } }] },
  }),
});

export const MEMBER = {
  authorAssociation: "MEMBER",
  author: { __typename: "User", login: "ada" },
};
export const BOT = { author: { __typename: "Bot", login: "github-actions" } };
