// Guarantee: A review reports what its reviewers found, and changes nothing.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { atTerminal, PROGRAM } from "../cli/cli.ts";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { fakeGh, type GhAnswer } from "../harness/fake-gh.ts";
import { type HostVersion, hostsOf } from "../harness/host.ts";
import { startModel } from "../harness/model.ts";
import { cleanup, DEFAULT_FILES } from "../harness/project.ts";
import { claudePath, makeSandbox } from "../harness/sandbox.ts";
import { type Brief, team, type Worker } from "../harness/team.ts";
import {
  comment,
  conversation,
  graph,
  thread,
  URL,
  viewed,
  withPull,
} from "../run/publish/github.ts";
import { started } from "./started.ts";

afterEach(cleanup);

const [version] = hostsOf("new") as [HostVersion];

const SUM = "export const mean = (all: number[]) => all.reduce((a, b) => a + b, 0) / all.length;\n";
const BROKEN =
  "export const mean = (all: number[]) => all.reduce((a, b) => a + b) / (all.length - 1);\n";

const approval = { status: "approved", summary: "Sound.", criteria: [], findings: [], prior: [] };
const nextId = (brief: Brief) => /"findings": \[\{"id": "(F\d+)"/.exec(brief.text)?.[1] ?? "F1";

/** One finds a fault on a line of the change, and one that has no line. */
const reviewer: Worker = (brief) => {
  const finding = { id: nextId(brief), file: "src/mean.ts", line: 1, quote: BROKEN.trim() };
  const told = brief.writes.endsWith("review-intent.json")
    ? { severity: "blocker", problem: "The mean of [1, 3] is 4.", fix: "Divide by all.length." }
    : null;
  return {
    artifact: told
      ? { ...approval, status: "needs_changes", findings: [{ ...finding, ...told }] }
      : approval,
  };
};

const PATCH = `@@ -1 +1 @@\n-${SUM}+${BROKEN}`;

/** A pull request of a fork that breaks the mean, and a place to review it from. */
function pull() {
  const { root, head } = withPull(
    { ...DEFAULT_FILES, "src/mean.ts": SUM },
    { "src/mean.ts": BROKEN },
  );
  /** What GitHub says, with these threads on it. */
  const says = (threads: object[] = []): Record<string, GhAnswer> => ({
    "pr view 12": viewed({ headRefOid: head }),
    "api graphql … closingIssues": graph({ closingIssuesReferences: { nodes: [] } }),
    "api repos/acme/shop/pulls/12/files": {
      out: JSON.stringify([{ filename: "src/mean.ts", status: "modified", patch: PATCH }]),
    },
    ...conversation({ threads }),
    "api repos/acme/shop/pulls/12/reviews": {
      out: JSON.stringify({ id: 80, html_url: `${URL}#pullrequestreview-80` }),
    },
  });
  const gh = fakeGh(says());
  const model = startModel({ script: team(reviewer), codex: codexReviewer() });
  const inFront = [gh.path.split(":")[0]!];
  const { env } = makeSandbox({ version, project: root, model, codexOnPath: false, inFront });
  const words = ["review", "--comment", "--claude", claudePath(version), "#12"];
  const posts = () => gh.calls().filter((call) => call.includes("--method"));
  return { root, head, says, gh, env, words, posts };
}

/** A verb at a terminal, where a person types what is asked for, or another word. */
async function typed(
  { root, env, posts }: ReturnType<typeof pull>,
  words: string[],
  types?: string,
) {
  let sentBefore = -1;
  const person = (word: string): string => {
    sentBefore = posts().length;
    return types ?? word;
  };
  const command = [process.execPath, PROGRAM, ...words];
  const { result, screen } = await atTerminal(command, root, env, person);
  const { code, out, err } = result;
  return { code, out, err, screen, sentBefore };
}

const runOf = (out: string): string => /(review-[0-9a-f]{8})/.exec(out)![1]!;

test("a review is shown whole, asked about, sent once, and not again for what is there", async () => {
  const place = pull();
  const { root, head, says, gh, env, words, posts } = place;
  const { code, out, screen, sentBefore } = await typed(place, words);
  expect(screen).toContain("One review of acme/shop#12");
  expect(screen).toContain("was reviewed by multi-ai: 1 blocker.");
  expect(screen).toContain("src/mean.ts, line 1:");
  expect(screen).toMatch(/^blocker \(argued without a test\): The mean of .*1, 3.* is 4\./m);
  expect(screen).toContain("Fix: Divide by all.length.");
  expect([sentBefore, posts().length]).toEqual([0, 1]);
  // A blocker is open, so it ends with 1 although all was sent.
  expect([code, out]).toEqual([
    1,
    expect.stringContaining(`\nSent: ${URL}#pullrequestreview-80\n`),
  ]);
  expect(out).toContain("Findings: 1 open (1)");
  const sent = JSON.parse(gh.input());
  expect(sent).toMatchObject({ commit_id: head, event: "COMMENT" });
  expect(sent.comments).toEqual([
    { path: "src/mean.ts", line: 1, side: "RIGHT", body: expect.stringContaining("is 4.") },
  ]);

  const [{ body }] = sent.comments;
  const there = thread([comment(80, body, { viewerDidAuthor: true })], { path: "src/mean.ts" });
  gh.says(says([there]));
  const again = await started(root, env, ["comment", runOf(out)]).end;
  expect([again.code, again.out]).toEqual([0, `${URL} has all 1 finding already.\n`]);
  // The review of the same commit finds the same on the same line.
  const anew = await started(root, env, words).end;
  expect([anew.code, anew.out]).toEqual([1, expect.stringContaining("has all 1 finding already.")]);
  expect(posts().length).toBe(1);
});

test("what nobody agrees to is not sent, and the review is told all the same", async () => {
  const place = pull();
  const { root, env, words, posts } = place;
  const { code, out } = await started(root, env, words).end;
  expect(code).toBe(1);
  expect(out).toContain("Findings: 1 open (1)");
  expect(out).toContain("it asks you to confirm at a terminal");

  const refused = await typed(place, ["comment", runOf(out)], "no");
  expect([refused.code, refused.err]).toEqual([
    1,
    "Nothing was done: you did not type the word.\n",
  ]);
  expect(posts()).toEqual([]);
});
