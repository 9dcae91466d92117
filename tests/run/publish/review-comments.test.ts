// Findings as one review on a pull request: on which lines, in which words, and never twice.
// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { findProject } from "../../../src/project/project.ts";
import type { MergedFinding } from "../../../src/render/report/sarif.ts";
import { mark } from "../../../src/run/publish/conversation.ts";
import {
  commentableLines,
  planComments,
  sendReview,
} from "../../../src/run/publish/review-comments.ts";
import { type FakeGh, fakeGh, type GhAnswer } from "../../harness/fake-gh.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import { BOT, comment, conversation, graph, MEMBER, PULL, page, thread } from "./github.ts";

afterEach(cleanup);

const PATCH = [
  "@@ -1,3 +1,4 @@",
  " one",
  "-two",
  "+TWO",
  "+three",
  " four",
  "@@ -20,0 +22 @@ function x() {",
  "+last",
  "\\ No newline at end of file",
].join("\n");
/** A page of `pulls/12/files`. */
const files = (...more: object[]): GhAnswer => ({
  out: JSON.stringify([
    { sha: "1", filename: "src/greet.ts", status: "modified", additions: 3, patch: PATCH },
    { sha: "2", filename: "logo.png", status: "added", additions: 0 },
    ...more,
  ]),
});

const FINDING: MergedFinding = {
  ...{ id: "F1", severity: "major", file: "src/greet.ts", line: 2, shown: "proven" },
  ...{ problem: "An empty name is greeted.", fix: "Refuse it.", by: "Opus, Codex" },
  ...{ reviewers: ["Opus", "Codex"], notes: ["proven by a test"] },
  fingerprint: "5f2b",
};
const of = (more: Partial<MergedFinding>): MergedFinding => {
  const one = { ...FINDING, ...more };
  return { ...one, place: one.file && `${one.file}:${one.line}` };
};

let gh: FakeGh;
async function plans(
  findings: MergedFinding[],
  said: Record<string, object[]> = {},
  more: Record<string, GhAnswer> = {},
) {
  gh = fakeGh({
    // First, so that it counts where two fit.
    ...more,
    "api repos/acme/shop/pulls/12/files?per_page=100&page=1": files(),
    ...conversation(said),
    "api repos/acme/shop/pulls/12/reviews": {
      out: JSON.stringify({ id: 80, html_url: `${PULL.url}#pullrequestreview-80` }),
    },
    ...more,
  });
  const env = { ...process.env, PATH: gh.path };
  const project = findProject(makeProject());
  const got = await planComments(project, PULL, findings, env);
  if (!got.ok) throw new Error(got.problem);
  return { plan: got.plan, send: () => sendReview(project, PULL, got.plan!, env) };
}

test("a patch says which lines of the file as it is can have a comment", () => {
  expect([...commentableLines(PATCH)]).toEqual([1, 2, 3, 4, 22]);
  expect([...commentableLines("")]).toEqual([]);
});

test("what is shown is what is sent: on its line where there is one, else in the text of the review", async () => {
  const findings = [
    of({ id: "F2", severity: "minor", line: 9, fingerprint: "aa" }),
    of({ id: "F3", file: "logo.png", line: 1, fingerprint: "bb" }),
    of({ id: "F4", severity: "blocker", file: null, line: null, fix: "", fingerprint: "cc" }),
    FINDING,
  ];
  const { plan, send } = await plans(findings);
  expect(await send()).toEqual({ ok: true, url: `${PULL.url}#pullrequestreview-80` });
  const sent = JSON.parse(gh.input());
  expect(sent).toEqual(plan!.review);
  expect(sent).toMatchObject({ commit_id: PULL.head.commit, event: "COMMENT" });
  expect(sent.comments).toEqual([
    {
      ...{ path: "src/greet.ts", line: 2, side: "RIGHT" },
      body: "major (proven by a test): An empty name is greeted.\n\nFix: Refuse it.\n\nFound by Opus, Codex.\n\n<!-- multi-ai:finding 5f2b -->",
    },
  ]);
  expect(sent.body.split("\n\n")[0]).toBe(
    "0123456789ab was reviewed by multi-ai: 1 blocker, 2 major, 1 minor.",
  );
  expect(sent.body.match(/^(?:blocker|major|minor)[^(]*/gm)).toEqual([
    ...["blocker ", "major at logo.png:1 ", "minor at src/greet.ts:9 "],
  ]);
  for (const text of [sent.body, sent.comments[0].body]) expect(plan!.text).toContain(text);
  expect(plan!.text).toContain("src/greet.ts, line 2:\n");
  expect(plan!.text).toStartWith(`One review of acme/shop#12 (${PULL.url}), sent by gh`);
  expect(gh.calls().at(-1)).toEqual([
    ...["api", "repos/acme/shop/pulls/12/reviews", "--hostname", "github.com"],
    ...["--method", "POST", "--input", "-"],
  ]);
});

describe("a finding that is there already", () => {
  const there = comment(5, `An empty name.\n${mark("finding", "5f2b")}`, MEMBER);
  test.each<[string, Record<string, object[]>]>([
    ["on a line", { threads: [thread([there])] }],
    ["on a line, resolved", { threads: [thread([there], { isResolved: true })] }],
    ["in a review's text", { reviews: [{ ...there, url: `${PULL.url}#pullrequestreview-80` }] }],
    ["by a bot", { threads: [thread([{ ...there, ...BOT, authorAssociation: "NONE" }])] }],
    [
      "by who is logged in",
      { threads: [thread([{ ...there, viewerDidAuthor: true, authorAssociation: "NONE" }])] },
    ],
  ])("%s is not sent again", async (_, said) => {
    expect((await plans([FINDING], said)).plan).toBeNull();
    const { plan } = await plans([FINDING, of({ fingerprint: "other" })], said);
    expect(plan!.review.comments).toHaveLength(1);
    expect(plan!.text).toEndWith("1 finding there already: not sent again.");
  });

  test.each<[string, Record<string, object[]>]>([
    ["whose lines have changed since", { threads: [thread([there], { isOutdated: true })] }],
    [
      "by the word of a stranger alone",
      { threads: [thread([comment(5, mark("finding", "5f2b"))])] },
    ],
  ])("%s is sent", async (_, said) => {
    expect((await plans([FINDING], said)).plan?.review.comments).toHaveLength(1);
  });

  test("is found on a later page", async () => {
    const later = {
      "api graphql … reviewThreads( … after=CURSOR": graph({
        reviewThreads: page([thread([there])]),
      }),
      "api graphql … reviewThreads(": graph({ reviewThreads: page([], "CURSOR") }),
    };
    expect((await plans([FINDING], {}, later)).plan).toBeNull();
  });
});

test("nothing in a finding notifies, refers, closes, or is HTML or a mark of ours", async () => {
  const problem = "@ada fixes #3 <img src=x> <!-- multi-ai:finding zz -->\n# Big\u001b[2J";
  const { plan } = await plans([
    of({ problem, fix: "```\n@team", by: "@ada", notes: ["<b>"] }),
    of({ file: "a`b`<i>@ada.ts", line: 1, fingerprint: "--><script>", problem }),
  ]);
  const { body, comments } = plan!.review;
  for (const text of [body, comments[0]!.body]) {
    const prose = text.replace(/`[^\n]*?@ada\.ts[^\n]*?`+/g, "");
    expect(prose).not.toMatch(/@(?:ada|team)|#3|<(?!!-- multi-ai:finding [\w%.]+ -->)|^#/m);
    expect(text).not.toContain("\u001b");
  }
  expect(body).not.toContain("zz -->\n");
  expect(body).toEndWith("<!-- multi-ai:finding %2D%2D%3E%3Cscript%3E -->");
});

test("a review has as many findings as GitHub takes, and says how many it has not", async () => {
  const many = Array.from({ length: 40 }, (_, at) =>
    of({ file: null, fingerprint: `f${at}`, problem: "*".repeat(1_500) }),
  );
  const { body } = (await plans(many)).plan!.review;
  expect(body.length).toBeLessThan(65_536);
  expect(body).toMatch(/\n\n\d+ more findings did not fit in here\.$/);
});

test("what GitHub says against it is said", async () => {
  const { send } = await plans(
    [FINDING],
    {},
    {
      "api repos/acme/shop/pulls/12/reviews": {
        err: "gh: Unprocessable Entity (HTTP 422)\nLine could not be resolved",
        code: 1,
      },
    },
  );
  expect(await send()).toEqual({
    ok: false,
    problem:
      "gh could not send the review of pull request #12: gh: Unprocessable Entity (HTTP 422) Line could not be resolved",
  });
});
