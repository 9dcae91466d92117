import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { speakInHost } from "../../src/host/entry-points.ts";
import { calledAs, inHost, speak } from "../../src/plugin.ts";
import { nextSteps } from "../../src/render/next-steps.ts";
import { pullRequest } from "../../src/render/pull-request.ts";
import { type ReportFacts, reportText } from "../../src/render/report.ts";
import { reportMarkdown } from "../../src/render/report-markdown.ts";
import { BEGINNING } from "../../src/render/report-page.ts";
import { reportFacts } from "../../src/run/views/report.ts";
import { columns, oneLine, placeless } from "../../src/text.ts";
import type { Caught } from "../../src/workflows/contract/contract.ts";
import { makeCouncilRun } from "../cli/make-council-run.ts";
import { STATES } from "../cli/make-run.ts";
import { cleanup } from "../harness/project.ts";
import { added } from "../workflows/multi-ai/ids.ts";
import { addressed, attacked, EXTENSIONS, HOSTILE, hostilePage } from "./hostile-markdown.ts";

afterAll(cleanup);

/** Ids, hashes and times are different each time. */
const same = (text: string): string =>
  text
    .replaceAll(/multi-ai-[0-9a-f]{8}/g, "multi-ai-RUN")
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, "TIME");

/** Reports of real runs, as data. */
let chain: ReportFacts;
let council: ReportFacts;
beforeAll(async () => {
  const [one, other] = [
    await STATES["complete after fixes and a waiver"](),
    await makeCouncilRun(),
  ];
  chain = reportFacts(one.project, one.run);
  council = reportFacts(other.project, other.run);
});

const LONG = `${"a long word and another one ".repeat(12)}to its end`;

/** As many findings as a reviewer never had, each long, in every state. */
const STATES_OF: Caught["state"][] = ["open", "mended", "withdrawn", "accepted", "outside", "void"];
const found = (count: number): Caught[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `X${at}`,
    severity: "major",
    reviewer: "Code Review - Opus",
    task: "T9",
    place: `src/${"deep/".repeat(20)}file${at}.ts:${at}`,
    quote: "return x;",
    problem: `Problem ${at}: ${LONG} ${at}`,
    fix: `Fix ${at}`,
    state: STATES_OF[at % STATES_OF.length]!,
    mended_by: at % STATES_OF.length === 1 ? "T10 Fix" : null,
    closed_by: null,
  }));

/** The report with all of that. */
const crowded = (facts: ReportFacts, count: number): ReportFacts => ({
  ...facts,
  findings: found(count),
  files: Array.from({ length: 500 }, (_, at) => ({
    path: `src/file${at}.ts`,
    status: "added",
    added: 1,
    removed: 0,
  })),
  deviations: Array.from({ length: 40 }, (_, at) => `Departure ${at}: ${LONG}`),
  criteria: facts.criteria.map((one) => ({
    ...one,
    verdicts: one.verdicts.map((verdict) => ({
      ...verdict,
      evidence: ["one", "two", "three", "four"],
    })),
  })),
});

test("the report as markdown", () => {
  expect(same(reportMarkdown(chain, "rollback"))).toBe(`# Report of multi-ai-RUN

**complete**, TIME to TIME, 13 tasks done, 2 of them fixes

## Request

> Say goodbye by name

## Criteria (2)

- **AC1** goodbye(name) returns the goodbye for one person
  - src/goodbye.ts:1 "export function goodbye(name: string): string {" (Code Review - Codex); plan S1
- **AC2** A test covers goodbye
  - tests/goodbye.test.ts:4 "test("says goodbye by name", () => {" (Code Review - Codex); plan S2

## Reviewers (6)

- Plan Review - Sonnet (plan-reviewer/sonnet): approved, 1 round
  - the plan as it was then, changed after it: ${added(1)} Fix Plan - Opus v1
- Plan Review - Opus (plan-reviewer/opus): approved, 2 rounds, the plan as it is at the end
- Plan Review - Codex (codex): approved, 1 round, the plan as it is at the end
- Code Review - Sonnet (code-reviewer/sonnet): approved, 1 round
  - the code as it was then, changed after it: src/goodbye.ts
- Code Review - Opus (code-reviewer/opus): no approval: said needs_changes; accepted by the person who ran it as it is, 2 rounds
  - "Good enough for today"
  - the code as it is at the end
- Code Review - Codex (codex): approved, 1 round, the code as it is at the end

## Earlier reviews (2)

- T4: .task/earlier/review-opus.v1.json
- T8: .task/earlier/code-review-opus.v1.json

## Accepted without approval (1)

- ${added(4)} Code Review - Opus v2: accepted by the person who ran it — "Good enough for today"

## Findings: 2 fixed, 1 accepted as it is (3)

- **T4.F1** major at S2 (Plan Review - Opus): The empty name is not tested.
  - Quote: Test it
  - Fix: Name that test.
  - fixed by ${added(1)} Fix Plan - Opus v1; ${added(2)} Plan Review - Opus v2 agreed, although its place did not change
- **T8.F1** major at src/goodbye.ts:2 (Code Review - Opus): An empty name gives a dangling comma.
  - Quote: return "Goodbye, ".concat(name);
  - Fix: Say goodbye without the comma then.
  - fixed by ${added(3)} Fix Code - Opus v1; ${added(4)} Code Review - Opus v2 agreed
- **${added(4)}.F2** major at src/goodbye.ts:2 (Code Review - Opus): An empty name gives a dangling comma.
  - Quote: return "Goodbye, ".concat(name);
  - Fix: Say goodbye without the comma then.
  - accepted as it is

## Files changed (2)

- A src/goodbye.ts +4 -0
- A tests/goodbye.test.ts +6 -0

## Tests

- No tests were run by the program: the settings say so.

## Decided by the person who ran it (2)

- **Q1** Story (T1): Approve (dialog, TIME)
- **Q2** Limit (${added(4)}): Accept — "Good enough for today" (dialog, TIME)

The files before the implementation are on refs/multi-ai/multi-ai-RUN.

## Next

- \`git diff refs/multi-ai/multi-ai-RUN refs/multi-ai/multi-ai-RUN-now\`: shows the whole change
- \`multi-ai report --pr\`: prints the text of a pull request
- \`multi-ai rollback\`: shows what a rollback to before the implementation changes, and how to do it`);
});

/** The parts of a report whose titles begin so. */
const partsOf = (markdown: string, titles: string[]): string =>
  same(markdown)
    .split(/^(?=## |The files before)/m)
    .filter((one) => titles.some((title) => one.startsWith(`## ${title}`)))
    .join("");

test("the text of a pull request has parts of the report, and how it was checked", () => {
  const { title, body } = pullRequest(chain);
  expect(title).toBe("Say goodbye by name");
  // Why somebody accepted something was said to the run.
  const REASON = "Good enough for today";
  expect(reportMarkdown(chain, null)).toContain(REASON);
  expect(body).not.toContain(REASON);
  const unsaid = {
    ...chain,
    reviewers: chain.reviewers.map((one) => ({ ...one, reason: null })),
    waivers: chain.waivers.map((one) => ({ ...one, reason: "" })),
    decisions: chain.decisions.map((one) => ({ ...one, text: null })),
  };
  expect(same(body)).toBe(`## What and why

> Say goodbye by name

${partsOf(reportMarkdown(unsaid, null), ["Criteria", "Reviewers", "Accepted", "Findings", "Tests", "Decided by"])}Run \`multi-ai-RUN\` of multi-ai`);
});

test("no folder of a machine stands in any form of it", () => {
  const seen = `Codex could run nothing: bwrap: execvp /dev/shm/x/home/.codex/run: no; ${chain.run}`;
  expect(placeless(`${seen} in /srv/shop/src/a.ts of https://a.example/b/c/d`, "/srv/shop")).toBe(
    `Codex could run nothing: bwrap: execvp …/run: no; ${chain.run} in src/a.ts of https://a.example/b/c/d`,
  );
  for (const facts of [chain, council])
    for (const text of [
      ...[reportText(facts), reportMarkdown(facts, "rollback"), pullRequest(facts).body],
      ...[hostilePage(chain, "x"), JSON.stringify(facts)],
    ])
      expect(text.match(/\/(?:dev\/shm|tmp|home|root|Users)\/[^\s"]*/)?.[0]).toBeUndefined();
});

test("a title ends at a word; the first sentence of a long one does", () => {
  const of = (request: string): string => pullRequest({ ...chain, story: null, request }).title;
  const words =
    "Say goodbye by name wherever somebody leaves, and in whichever language they speak";
  expect(of(words)).toBe(
    "Say goodbye by name wherever somebody leaves, and in whichever language…",
  );
  expect(
    of("Say goodbye by name. It should be said wherever somebody leaves, in their language."),
  ).toBe("Say goodbye by name");
});

test("with --auto each text names what the person was asked all the same; a title is not said twice", () => {
  const facts = { ...chain, auto: true, story: "Say goodbye by name." };
  const { body } = pullRequest({ ...facts, request: "More words.\nFar more." });
  const said = "the story and open questions were not asked, but for Q1 Story, Q2 Limit";
  for (const text of [reportText(facts), reportMarkdown(facts, null), body])
    expect(text).toContain(said);
  expect(body).not.toContain("Say goodbye by name.");
});

test("as markdown every finding, file and departure is there, in one row or item each", () => {
  const facts = crowded(chain, 300);
  const text = reportMarkdown(facts, null);
  const items = text.split("\n");
  for (const { task, id, problem } of facts.findings)
    expect(
      items.filter(
        (line) => line.startsWith(`- **${task}.${id}** major`) && line.endsWith(problem),
      ),
    ).toHaveLength(1);
  expect(items.filter((line) => line.startsWith("- A src/file"))).toHaveLength(500);
  expect(text).not.toMatch(/…|and \d+ more/);
});

const structure = (markdown: string): string[] =>
  [...Bun.markdown.html(markdown, EXTENSIONS).matchAll(/<(\w+)/g)].map(([, tag]) => tag!);

describe("hostile words make no markdown of their own", () => {
  for (const words of HOSTILE)
    test(JSON.stringify(words), () => {
      const [calm, bad] = [attacked(chain, "words"), attacked(chain, words)];
      for (const made of [
        (facts: ReportFacts) => reportMarkdown(facts, null),
        (facts: ReportFacts) => pullRequest(facts).body,
      ]) {
        // A quotation of several lines has more paragraphs, and nothing else is other.
        const plain = (markdown: string): string[] =>
          structure(markdown).filter((tag) => !["p", "br", "code"].includes(tag));
        expect(plain(made(bad))).toEqual(plain(made(calm)));
        // Code is shown to the letter, and GitHub reads nothing in it.
        const prose = made(bad).replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "");
        expect(addressed(prose)).toEqual([]);
      }
      const { title } = pullRequest(bad);
      expect(addressed(title)).toEqual([]);
      expect(title).not.toContain("\n");
      const tags = (page: string): string[] =>
        [...page.matchAll(/<(\w+[^>]*)/g)]
          .map(([, tag]) => tag!)
          .filter((tag) => !/^(p|br|code)\b/.test(tag));
      // An anchor is made of its heading, and headings are the program's own.
      expect(tags(hostilePage(chain, words))).toEqual(
        tags(hostilePage(chain, "w".repeat(columns(oneLine(words))))),
      );
    });

  test("control characters and marks of the reading direction reach neither", () => {
    const bad = attacked(chain, "a\u001b]8;;x\u0007b\u202e\u2066c\u061c\r\n# d");
    const { title, body } = pullRequest(bad);
    for (const text of [reportMarkdown(bad, null), body, title])
      expect(text.replaceAll("\n", "")).not.toMatch(
        /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u,
      );
  });
});

describe("the page", () => {
  const page = () => hostilePage(chain, "x");

  test("begins as the program knows its own, names no address, and lets nothing be loaded or run", () => {
    expect(page()).toStartWith(BEGINNING);
    expect(page()).not.toMatch(/https?:|\/\/[a-z]|url\(|@import/i);
    expect(page()).not.toMatch(/<[^>]*\s(?:src|srcset|on\w+|style)=/i);
    const [[style], [script], ...more] = ["style", "script"].map((name) =>
      [...page().matchAll(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, "g"))].map(([, text]) =>
        new Bun.CryptoHasher("sha256").update(text!).digest("base64"),
      ),
    ) as [string[], string[]];
    expect(more).toEqual([]);
    expect(page()).toContain(
      `default-src 'none'; style-src 'sha256-${style}'; script-src 'sha256-${script}'; img-src`,
    );
    expect(page().match(/<(?:script|style)/g)).toEqual(["<style", "<script"]);
  });
});

describe("a pull request", () => {
  test("stays well below what GitHub takes, and says how much it leaves out", () => {
    const facts = { ...crowded(chain, 6000), request: "word ".repeat(20_000), story: null };
    const { title, body } = pullRequest(facts);
    expect(body.length).toBeLessThan(32_000);
    expect(title.length).toBeLessThanOrEqual(72);
    expect(body).toMatch(/\n… and \d+ more lines, which the report has\.\n\nRun `/);
    expect(body).toContain("## Findings: 1000 open, 1000 fixed");
  });

  test("of a council has its seats' votes, and what nobody was asked", () => {
    const { body } = pullRequest(council);
    expect(body).toMatch(/\n## Council \(6\)\n\n- \S+ \(veto\) APPROVE/);
    // Nobody has assumed that: the program has a rule for it.
    expect(body).toMatch(
      /\n## Passed without asking\b.*\n\n- Consent: passed without asking: the plan runs only what/,
    );
    expect(body).not.toContain("Assumed by agents");
  });
});

describe("the next step", () => {
  const typed = (facts: ReportFacts, rollback: string | null = "rollback"): string[] =>
    nextSteps(facts, rollback).map(({ command }) => command);

  test("of a complete run: look, ask for the merge, go back", () => {
    const look = `git diff ${chain.snapshot} ${chain.accepted}`;
    expect(typed(chain)).toEqual([look, "multi-ai report --pr", "multi-ai rollback"]);
    expect(typed(chain, "rollback --run r1")).toEqual([
      look,
      "multi-ai report --pr --run r1",
      "multi-ai rollback --run r1",
    ]);
    expect(typed({ ...chain, status: "failed" })).toEqual([
      "multi-ai log",
      look,
      "multi-ai rollback",
    ]);
  });

  test("in the host as it is typed there", () => {
    speak(inHost);
    try {
      const look = `! git diff ${chain.snapshot} ${chain.accepted}`;
      expect(typed(chain)).toEqual([look, "/multi-ai:report --pr", "/multi-ai:rollback"]);
      // An app sends a line that begins with `!` to the model.
      speakInHost({ CLAUDE_CODE_ENTRYPOINT: "claude-vscode" });
      expect(typed({ ...chain, status: "failed" })).toEqual([
        "multi-ai log (in a terminal)",
        `git diff ${chain.snapshot} ${chain.accepted} (in a terminal)`,
        "/multi-ai:rollback",
      ]);
    } finally {
      speak(calledAs("multi-ai"));
    }
  });
});
