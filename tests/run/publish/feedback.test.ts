// What comes back on a pull request, and the replies to it: each once, and no thread is resolved.
// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { findProject } from "../../../src/project/project.ts";
import { mark } from "../../../src/run/publish/conversation.ts";
import {
  type Feedback,
  failedChecks,
  logTail,
  readFeedback,
} from "../../../src/run/publish/feedback.ts";
import { pendingAnswers, planReplies, sendReplies } from "../../../src/run/publish/replies.ts";
import { bounded } from "../../../src/run/start/pull-request.ts";
import type { FeedbackItem, ItemAnswer } from "../../../src/workflows/contract/contract.ts";
import { type FakeGh, fakeGh, type GhAnswer } from "../../harness/fake-gh.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import {
  BOT,
  comment,
  conversation,
  graph,
  MEMBER,
  PULL,
  page,
  thread,
  URL,
  viewed,
} from "./github.ts";

afterEach(cleanup);

const RUN = "https://github.com/acme/shop/actions/runs/9";
/** A check as `gh pr view --json statusCheckRollup` has it. */
const check = (name: string, more: object = {}) => ({
  ...{ __typename: "CheckRun", name, workflowName: "CI", status: "COMPLETED" },
  ...{ conclusion: "FAILURE", detailsUrl: `${RUN}/job/10` },
  ...{ startedAt: "2026-11-20T10:00:00Z", completedAt: "2026-11-20T10:05:00Z" },
  ...more,
});
const rollup = (...checks: object[]): GhAnswer => ({
  out: JSON.stringify({ statusCheckRollup: checks }),
});
const LOG = "test\tRun npm test\t\ufeff2026-11-20T10:01:00.1Z \u001b[31mexpected 1\u001b[0m\n";

let gh: FakeGh;
async function reads(said: Record<string, object[]>, more: Record<string, GhAnswer> = {}) {
  gh = fakeGh({
    ...more,
    [`pr view ${URL} --json statusCheckRollup`]: rollup(),
    "pr view 12": viewed(),
    "api graphql … closingIssues": graph({ closingIssuesReferences: { nodes: [] } }),
    ...conversation(said),
    "run view --job 10 --log-failed --repo github.com/acme/shop": { out: LOG },
    ...more,
  });
  const env = { ...process.env, PATH: gh.path };
  const read = await readFeedback(findProject(makeProject()), 12, env);
  if (!read.ok) throw new Error(read.problem);
  return read;
}
const ids = ({ items }: { items: Feedback[] }): string[] => items.map(({ key }) => key);

describe("what waits for an answer", () => {
  test("threads that are open, comments since the last commit, and checks that fail", async () => {
    const { items, left } = await reads(
      {
        threads: [
          thread([
            comment(5, "Why 7? <!-- ignore the rest -->", MEMBER),
            comment(6, "It was 6 before."),
          ]),
          thread([comment(8, "Done with.")], { id: "PRRT_2", isResolved: true }),
        ],
        reviews: [
          comment(80, "Please add a test.", { url: `${URL}#pullrequestreview-80`, ...BOT }),
        ],
        comments: [
          comment(9, "Too old.", { createdAt: "2026-11-18T09:00:00Z" }),
          comment(10, "Also greet in German.", { url: `${URL}#issuecomment-10` }),
        ],
      },
      { [`pr view ${URL} --json statusCheckRollup`]: rollup(check("test")) },
    );
    const none = { file: null, line: null, replyTo: null };
    expect(items).toEqual([
      {
        ...{ key: "PRRT_kwDOA1/6", kind: "thread", author: "ada", isBot: false, replyTo: 5 },
        ...{ file: "src/greet.ts", line: 7, url: `${URL}#discussion_r5` },
        text: "ada: Why 7?\n\nmallory: It was 6 before.",
      },
      {
        ...{ key: "pullrequestreview-80", kind: "comment", author: "github-actions", isBot: true },
        ...{ ...none, text: "Please add a test.", url: `${URL}#pullrequestreview-80` },
      },
      {
        ...{ key: "issuecomment-10", kind: "comment", author: "mallory", isBot: false },
        ...{ ...none, text: "Also greet in German.", url: `${URL}#issuecomment-10` },
      },
      {
        ...{ key: `check/CI / test/${PULL.head.commit}`, kind: "check", author: "CI / test" },
        ...{ ...none, isBot: true, url: `${RUN}/job/10` },
        text: "CI / test: failure\n\nexpected 1",
      },
    ]);
    expect(left).toEqual([]);
  });

  test("a thread with our answer waits again once somebody says more", async () => {
    const first = comment(5, "Why 7?");
    const answer = comment(6, `Seven.\n${mark("answer", "PRRT_kwDOA1/5")}`, MEMBER);
    expect(ids(await reads({ threads: [thread([first, answer])] }))).toEqual([]);
    const more = thread([first, answer, comment(7, "But why?")]);
    expect(ids(await reads({ threads: [more] }))).toEqual(["PRRT_kwDOA1/7"]);
    // A stranger's mark is no answer.
    const forged = { ...answer, authorAssociation: "NONE" };
    expect(ids(await reads({ threads: [thread([first, forged])] }))).toEqual(["PRRT_kwDOA1/6"]);
  });

  test("neither what we have sent nor what is answered, hidden or a draft", async () => {
    const url = (id: number) => ({ url: `${URL}#issuecomment-${id}` });
    const comments = [
      comment(1, "Also in German.", url(1)),
      comment(2, `Done.\n${mark("answer", "issuecomment-1")}`, { ...MEMBER, ...url(2) }),
      comment(3, `Review.\n${mark("finding", "5f2b")}`, { ...BOT, ...url(3) }),
      comment(4, "<!-- nothing to see -->", url(4)),
      comment(6, "Buy this.", { ...url(6), isMinimized: true }),
      comment(5, "And in French.", url(5)),
    ];
    const drafts = thread([comment(7, "Not sent yet.", { ...MEMBER, state: "PENDING" })]);
    expect(ids(await reads({ comments, threads: [drafts] }))).toEqual(["issuecomment-5"]);
  });

  test("what is too much is cut, and it is said", async () => {
    const long = thread([comment(5, "x".repeat(9_000))], {
      comments: { totalCount: 40, nodes: [comment(45, "y".repeat(9_000))] },
    });
    const many = Array.from({ length: 101 }, (_, at) => thread([comment(at + 50, "x")]));
    const { items, left } = await reads(
      { threads: [long, ...many] },
      { "api graphql … reviews(": graph({ reviews: page([], "NEXT") }) },
    );
    expect(items).toHaveLength(102);
    expect(items[0]!.text.length).toBeLessThan(8_100);
    expect(items[0]!.text).toContain("[… 38 comments left out]");
    expect(left).toEqual(["Of its reviews only the first 0 were read."]);
    const came = bounded(items, left);
    expect([came.items.length, came.items[0]!.text.length]).toEqual([40, 6_500]);
    expect(came.left).toEqual([
      ...left,
      "Too long, and cut: R1.",
      "62 more items wait for the next run.",
    ]);
  });

  test("checks that cannot be read are said", async () => {
    const { items, left } = await reads(
      {},
      { [`pr view ${URL} --json statusCheckRollup`]: { err: "HTTP 403", code: 1 } },
    );
    expect(items).toEqual([]);
    expect(left).toEqual(["gh could not read the checks of pull request #12: HTTP 403"]);
  });
});

test("of each check the last run counts, and a log is read of GitHub's own alone", () => {
  const status = { __typename: "StatusContext", context: "lint", state: "ERROR" };
  const { out = "" } = rollup(
    check("test"),
    check("test", { startedAt: "2026-11-20T11:00:00Z", conclusion: "SUCCESS" }),
    check("build", { conclusion: "", status: "IN_PROGRESS" }),
    check("e2e", { detailsUrl: "https://evil.example/actions/runs/9/job/10" }),
    { ...status, startedAt: "2026-11-20T11:00:00Z", targetUrl: "https://ci.example/1" },
  );
  expect(failedChecks(out, PULL).map(({ name, job }) => [name, job])).toEqual([
    ["CI / e2e", null],
    ["lint", null],
  ]);
});

test("of a log the end is kept", () => {
  const lines = Array.from({ length: 100 }, (_, at) => `a\tb\t2026-11-20T10:01:00.1Z ${at}`);
  expect(logTail(lines.join("\n")).split("\n")).toEqual([
    "[… 20 lines left out]",
    ...lines.slice(20).map((_, at) => String(at + 20)),
  ]);
  expect(logTail("x".repeat(9_000))).toHaveLength(6_000);
});

describe("replies", () => {
  const ITEMS = [
    { key: "T/6", kind: "thread", author: "ada", replyTo: 5, text: "Why 7?", url: `${URL}#r5` },
    { key: "issuecomment-1", kind: "comment", text: "@ada: German?", url: `${URL}#1` },
    { key: "check/CI", kind: "check", text: "CI", url: RUN },
  ].map((one, at) => ({
    ...{ id: `R${at + 1}`, author: "mallory", isBot: false, file: null, line: null },
    ...{ replyTo: null, ...one },
  })) as FeedbackItem[];
  const ANSWERS: ItemAnswer[] = [
    { id: "R1", state: "fixed", text: "It is 6 again, @ada." },
    { id: "R2", state: "declined", text: "Another change." },
    { id: "R3", state: "fixed", text: "Green." },
    { id: "R4", state: "asks", text: "What?" },
  ];
  const PLAN = planReplies(
    PULL,
    pendingAnswers(ITEMS, ANSWERS, () => false),
    PULL.head.commit,
  );
  const sends = async (said: Record<string, object[]>, more: Record<string, GhAnswer> = {}) => {
    const made = (id: string) => ({ out: JSON.stringify({ html_url: `${URL}#${id}` }) });
    gh = fakeGh({
      ...more,
      ...conversation(said),
      "api repos/acme/shop/pulls/12/comments/5/replies": made("r9"),
      "api repos/acme/shop/issues/12/comments": made("issuecomment-9"),
      ...more,
    });
    const env = { ...process.env, PATH: gh.path };
    return await sendReplies(findProject(makeProject()), PULL, PLAN.replies, env);
  };

  test("are shown whole as they are sent, and nobody is notified by their texts", async () => {
    expect(await sends({})).toEqual({
      urls: [`${URL}#r9`, `${URL}#issuecomment-9`],
      problem: null,
    });
    const bodies = gh.inputs().map((text) => JSON.parse(text).body);
    expect(bodies).toEqual([
      `Fixed in ${PULL.head.commit}: It is 6 again, @\u200dada.\n\n${mark("answer", "T/6")}`,
      `> @\u200dada: German?\n\n${URL}#1\n\nNot changed: Another change.\n\n${mark("answer", "issuecomment-1")}`,
    ]);
    for (const body of bodies) expect(PLAN.text).toContain(body);
    expect(PLAN.text).toStartWith(`On acme/shop#12 (${URL}), sent by gh`);
    expect(gh.calls().flat().join(" ")).not.toMatch(/resolveReviewThread|mutation/);
  });

  test("that are there already are not sent again", async () => {
    const there = thread([comment(5, "Why 7?"), comment(6, mark("answer", "T/6"), MEMBER)]);
    expect(await sends({ threads: [there] })).toMatchObject({ urls: [`${URL}#issuecomment-9`] });
    expect(pendingAnswers(ITEMS, ANSWERS, (key) => key === "T/6")).toMatchObject([
      { item: ITEMS[1] },
    ]);
  });

  test("end with the first one that GitHub refuses", async () => {
    const refused = { err: "gh: Not Found (HTTP 404)", code: 1 };
    const sent = await sends({}, { "api repos/acme/shop/issues/12/comments": refused });
    expect(sent.urls).toEqual([`${URL}#r9`]);
    expect(sent.problem).toStartWith(
      "gh could not send a reply on pull request #12: gh: Not Found",
    );
  });
});
