// What comes back on a pull request as a job of the server: a whole run in the real host against a scripted model.
// Guarantee: What came back on a pull request is answered once, and nothing is sent unasked.
// Runs: in full only, on both databases, on disk, first.
import { afterEach, expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import { join } from "node:path";
import { fakeGh } from "../../tests/harness/fake-gh.ts";
import { startModel } from "../../tests/harness/model.ts";
import { cleanup, git, onCleanup, tempDir } from "../../tests/harness/project.ts";
import { claudePath, makeSandbox } from "../../tests/harness/sandbox.ts";
import { team, type Worker } from "../../tests/harness/team.ts";
import {
  comment,
  conversation,
  graph,
  MEMBER,
  URL as PULL,
  thread,
  viewed,
  withPull,
} from "../../tests/run/publish/github.ts";
import { SCHEMA } from "../src/database/schema.ts";
import { JobRequest } from "../src/jobs/job.ts";
import { startOutside } from "../src/outside/outside.ts";
import { outsideSettings } from "../src/outside/settings.ts";
import { usualCarrying } from "../src/worker/program.ts";
import { startWorker } from "../src/worker/worker.ts";
import { database, OVER, reaches, sshHere, TOKEN } from "./at-work.ts";
import { startService } from "./service.ts";

afterEach(cleanup);

const BRANCH = "multi-ai/work";
const REPOSITORY = "ssh://git@github.com/acme/shop.git";

/** An agent that makes these edits for what was said, and a reviewer that approves them. */
const working =
  (edits: Record<string, string>): Worker =>
  ({ writes }) => {
    const met = ["AC1", "AC2"].map((id) => ({ id, met: true }));
    if (!writes.endsWith("answer.json")) {
      const evidence = [{ file: "greet.txt", line: 1, quote: "HELLO" }];
      const criteria = met.map((one) => ({ ...one, evidence }));
      return {
        artifact: { status: "approved", summary: "Right.", criteria, findings: [], prior: [] },
      };
    }
    return {
      artifact: {
        ...{ status: "complete", reason: null, changed_files: Object.keys(edits), deviations: [] },
        ...{ criteria: met, answers: [{ id: "R1", state: "fixed", text: "It shouts now." }] },
      },
      edits,
    };
  };

/** A round for a comment, up to where it asks about its replies, or has ended. */
async function round(edits: Record<string, string> = {}) {
  const base = await database();
  const { root, remote, head } = withPull();
  git(remote, "update-ref", `refs/heads/${BRANCH}`, head);
  git(remote, "symbolic-ref", "HEAD", "refs/heads/main");
  const ssh = sshHere({ "/acme/shop.git": remote });

  const said = thread([comment(5, "Say it louder.", MEMBER)]);
  const saysAt = (commit: string) => ({
    [`pr view ${PULL} --json statusCheckRollup`]: { out: "{}" },
    "pr view 12": viewed({
      ...{ headRefOid: commit, headRefName: BRANCH, isCrossRepository: false },
    }),
    "api graphql … closingIssues": graph({ closingIssuesReferences: { nodes: [] } }),
    ...conversation({ threads: [said] }),
    "api repos/acme/shop": { out: JSON.stringify({ html_url: `${PULL}#sent` }) },
  });
  const gh = fakeGh(saysAt(head));

  // What a job of this server has opened.
  const request = JobRequest.parse({ project: REPOSITORY, request: "Greet by name" });
  const { job: opener } = await base.store.createJob(request, TOKEN);
  await base.store.cancelJob(opener.id, "test");
  await base.pool.query(`update ${SCHEMA}.job set branch = $2, pull = $3 where id = $1`, [
    ...[opener.id, BRANCH, PULL],
  ]);

  const github = startService(() => new Response("{}", { status: 201 }));
  onCleanup(() => github.close());
  const projects = { folders: [], hosts: ["github.com"] };
  const settings = outsideSettings(
    {
      MULTI_AI_SERVER_GITHUB_SECRET: "hook-secret",
      MULTI_AI_SERVER_GITHUB_TOKEN: "gh-token",
      MULTI_AI_SERVER_GITHUB_API: github.url,
      MULTI_AI_SERVER_GITHUB_REPOSITORIES: "acme/*",
    },
    "http://127.0.0.1:7070",
  );
  const outside = startOutside({ ...base, settings, projects, say: console.log });
  onCleanup(() => outside.close());

  const model = startModel({ script: team(working({ "greet.txt": "HELLO\n", ...edits })) });
  const { env } = makeSandbox({
    ...{ version: "new", project: root, model, inFront: [gh.path.split(":")[0]!] },
    env: { GIT_SSH_COMMAND: ssh },
  });
  const made = await startWorker({
    ...base,
    slots: 1,
    data: tempDir(),
    projects,
    carrying: {
      ...usualCarrying(["--claude", claudePath("new"), "--allowed-tools", "Bash(bun test:*)"]),
      env,
    },
    say: console.log,
  });
  onCleanup(() => made.stop());

  const ada = { login: "ada", type: "User" };
  const body = JSON.stringify({
    ...{ action: "created", sender: ada },
    repository: { full_name: "acme/shop", clone_url: "https://github.com/acme/shop.git" },
    pull_request: { number: 12, head: { repo: { full_name: "acme/shop" } } },
    comment: { body: "Say it louder.", author_association: "MEMBER", user: ada },
  });
  const signature = createHmac("sha256", "hook-secret").update(body).digest("hex");
  const answer = await outside.fetch(
    new Request("http://server/hooks/github", {
      ...{ method: "POST", body },
      headers: {
        "x-github-event": "pull_request_review_comment",
        "x-hub-signature-256": `sha256=${signature}`,
      },
    }),
  );
  const { job: id } = (await answer.json()) as { job: string };
  let isOver = false;
  // GitHub has a commit that was pushed a while later.
  const later = (async () => {
    while (git(remote, "rev-parse", BRANCH) === head && !isOver) await Bun.sleep(1_000);
    gh.says(saysAt(git(remote, "rev-parse", BRANCH)));
  })();
  let now = await reaches(base, id, OVER);
  const isAsked = () => now.state === "question" && now.question?.all[0]?.kind !== "Replies";
  for (; isAsked(); now = await reaches(base, id, OVER)) {
    expect(now.reason).toBe(null);
    const [open] = now.question!.all;
    const [option] = open!.options;
    const given = { question: open!.id, option: option!.name };
    const text = option!.text ? "bun test" : null;
    expect((await base.store.decideJob(id, { ...given, text }, "test"))?.ok).toBe(true);
  }
  isOver = true;
  await later;
  return { base, root, remote, head, saysAt, gh, github, id, now };
}

test("a comment on a pull request of a job has it answered: pushed to its branch, shown, sent once", async () => {
  const { base, root, remote, head, saysAt, gh, github, id, now } = await round();
  const pushed = git(remote, "rev-parse", BRANCH);
  expect(git(remote, "log", "--format=%s", `${head}..${BRANCH}`)).toBe(
    "Answer what came back on #12",
  );
  expect(git(remote, "show", `${BRANCH}:greet.txt`)).toBe("HELLO");
  // Comments count from the last commit on: those that come while it works are for the next round.
  const [first] = await base.store.eventsAfter(id, 0, 1);
  expect(Date.parse(git(remote, "log", "-1", "--format=%cI", BRANCH))).toBe(
    Math.floor(Date.parse(JSON.parse(first!.line).at) / 1_000) * 1_000,
  );
  const [question] = now.question!.all;
  expect(question!.lines.join("\n")).toContain(`Fixed in ${pushed}: It shouts now.`);
  expect(gh.inputs()).toEqual([]);
  // Somebody goes on with it before that is answered.
  const clone = join(tempDir(), "clone");
  git(root, "clone", "-q", "-b", BRANCH, remote, clone);
  const name = ["-c", "user.name=M", "-c", "user.email=m@example.com"];
  git(clone, ...name, "commit", "-q", "--allow-empty", "-m", "by hand");
  git(clone, "push", "-q", "origin", BRANCH);
  gh.says(saysAt(git(remote, "rev-parse", BRANCH)));
  const sends = { question: question!.id, option: "send" };
  expect((await base.store.decideJob(id, sends, "ada"))?.ok).toBe(true);
  const over = await reaches(base, id, OVER);
  expect([over.state, over.reason, over.branch]).toEqual(["complete", null, BRANCH]);
  expect(gh.inputs().map((text) => JSON.parse(text))).toEqual([
    { body: expect.stringContaining(`Fixed in ${pushed}: It shouts now.`) },
  ]);
  expect(await base.store.reportOf(id)).toContain("It shouts now.");
  const comments = await github.come("/repos/acme/shop/issues/12/comments", 2);
  expect(comments.every((one) => one.body.body.includes("<!-- multi-ai:job"))).toBe(true);
});

test("a test that moves the worktree to another branch has nothing committed or pushed there", async () => {
  const moves = `import { test } from "bun:test";
test("moves", () => {
  for (const words of ["branch -f multi-ai/other", "symbolic-ref HEAD refs/heads/multi-ai/other"])
    Bun.spawnSync(["git", ...words.split(" ")]);
});
`;
  const { remote, head, gh, now } = await round({ "tests/moves.test.ts": moves });
  expect([now.state, now.reason]).toEqual([
    "failed",
    `its worktree is on multi-ai/other, expected ${BRANCH}`,
  ]);
  expect(git(remote, "for-each-ref", "--format=%(refname)", "refs/heads/multi-ai")).toBe(
    `refs/heads/${BRANCH}`,
  );
  expect(git(remote, "rev-parse", BRANCH)).toBe(head);
  expect(gh.inputs()).toEqual([]);
});
