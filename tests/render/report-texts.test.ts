import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Run } from "../../src/engine/run.ts";
import { speakInHost } from "../../src/host/entry-points.ts";
import { calledAs, inHost, speak } from "../../src/plugin.ts";
import { nextSteps } from "../../src/render/report/next-steps.ts";
import { partMarkdown } from "../../src/render/report/print/markdown.ts";
import { BEGINNING, pageOf } from "../../src/render/report/print/page.ts";
import { partLines } from "../../src/render/report/print/text.ts";
import { pullRequest } from "../../src/render/report/pull-request.ts";
import {
  pageText,
  type ReportFacts,
  reportMarkdown,
  reportText,
} from "../../src/render/report/report.ts";
import { reportFacts } from "../../src/run/views/report.ts";
import { columns, oneLine, PLAIN, placeless } from "../../src/text.ts";
import type { FindingOutcome } from "../../src/workflows/contract/contract.ts";
import { makeCouncilRun } from "../cli/made/make-council-run.ts";
import { STATES } from "../cli/made/make-run.ts";
import { cleanup } from "../harness/project.ts";
import {
  addressed,
  attacked,
  EXTENSIONS,
  HOSTILE,
  hostilePage,
  seenText,
} from "./hostile-markdown.ts";

afterAll(cleanup);

/** Ids, hashes and times are different each time. */
const same = (text: string): string =>
  text
    .replaceAll(/multi-ai-[0-9a-f]{8}/g, "multi-ai-RUN")
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, "TIME");

/** What a council has voted on is told before its plan is carried out. */
const isVoted = ({ tasks }: Run): boolean =>
  tasks.some(({ who, status }) => who.agent === "executor" && status === "ready");

/** Reports of real runs, as data. */
let chain: ReportFacts;
let council: ReportFacts;
beforeAll(async () => {
  const [one, other] = [
    await STATES["complete after fixes and a waiver"](),
    await makeCouncilRun({ until: isVoted }),
  ];
  chain = reportFacts(one.project, one.run);
  council = reportFacts(other.project, other.run);
});

const LONG = `${"a long word and another one ".repeat(12)}to its end`;

/** As many findings as a reviewer never had, each long, in every state. */
const STATES_OF: FindingOutcome["state"][] = [
  "open",
  "mended",
  "withdrawn",
  "accepted",
  "outside",
  "void",
];
const found = (count: number): FindingOutcome[] =>
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

/** What a reader sees of markdown. */
const rendered = (markdown: string): string => seenText(Bun.markdown.html(markdown, EXTENSIONS));
const ABOUT = { made: "2026-01-31T12:00:00Z", version: "0.0.0", zone: "UTC" } as const;
const FORMS = {
  text: (facts: ReportFacts) =>
    oneLine(reportText(facts, { width: 900, paint: PLAIN }, "rollback", Infinity, Infinity)),
  markdown: (facts: ReportFacts) => rendered(reportMarkdown(facts, "rollback")),
  page: (facts: ReportFacts) => seenText(pageText(facts, "rollback", ABOUT)),
  "pull request": (facts: ReportFacts) => rendered(pullRequest(facts).body),
};
type Form = keyof typeof FORMS;

/** A run of which each part has something to tell. */
const full = (): ReportFacts => ({
  ...chain,
  ...{ auto: true, rolled_back: "Rolled back.", by_codex: ["T6"], base: "b", missing: ["a tree"] },
  ...{ story: "A greeting", issue: "https://github.example/o/r/issues/5", by_hand: ["hand.ts"] },
  ...{ by_unseen: ["unseen.ts"], assumptions: ["assumed"], unasked: ["unasked"] },
  ...{ deviations: ["departed"], repository: ["before T3: moved"] },
  status: "failed",
  reason: "out of tries",
  notices: [{ text: "A file appeared", decided: "the person was asked" }],
  refusals: [{ task: "T9", subject: "Review", kind: "refused", problems: ["no quote"] }],
  sent: [{ provider: "codex", prompts: 2, bytes: 99, files: 3, withheld: 1 }],
  tests: {
    none: null,
    baseline: ["1 passed"],
    last: ["2 passed"],
    before: 1,
    runs: 3,
    final: true,
    tree: null,
  },
  unknown: { ...chain.unknown, files: ["unread.ts"] },
  criteria: [
    ...chain.criteria.slice(0, 1),
    { id: "AC9", text: "By tests", steps: [], verdicts: [], met: true, tests: [SEEN] },
  ],
  findings: [
    ...chain.findings,
    {
      ...{ ...found(1)[0]!, state: "withdrawn", proof: "proven", tested: "proven by a.test.ts" },
      ...{ withdrawn: { by: "Opus", reason: "a mistake" }, doubts: ["Codex calls it minor"] },
      ...{
        also: [{ by: "Sonnet", task: "T7", id: "F3", problem: "The same" }],
        quote: "return x;",
      },
      declined: [{ by: "Fix", reason: "not so" }],
    },
  ],
});
const SEEN = { test: "greets", file: "a.test.ts", seen: true };

/** What a reader is told, and the forms that leave it out. */
const FACTS: [fact: string, ...not: Form[]][] = [
  ["failed (out of tries); unknown: 1 file shown to no reviewer"],
  ["T6 by Codex: kept to its sandbox"],
  ["Say goodbye by name"],
  ["https://github.example/o/r/issues/5"],
  // A title is not said twice.
  ["A greeting", "pull request"],
  ["rolled back", "pull request"],
  ["Rolled back."],
  ["the story and open questions were not asked, but for Q1 Story, Q2 Limit"],
  ["AC1 goodbye(name) returns the goodbye for one person"],
  [
    'src/goodbye.ts:1 "export function goodbye(name: string): string {" (Code Review - Codex); plan S1',
  ],
  ['met: "greets" in a.test.ts'],
  ["✓ Plan Review - Opus (plan-reviewer/opus): approved, 2 rounds, the plan as it is at the end"],
  ["the code as it was then, changed after it: src/goodbye.ts"],
  ["● Code Review - Opus (code-reviewer/opus): no approval: said needs_changes; accepted by"],
  ['"Good enough for today"', "pull request"],
  ["T8: .task/earlier/code-review-opus.v1.json", "text", "pull request"],
  ["Accepted without approval (1)"],
  ["Findings: 2 fixed, 1 accepted as it is, 1 withdrawn (4)"],
  ["✓ T8.F1 major at src/goodbye.ts:2 (Code Review - Opus, argued without a test): An empty name"],
  ["fixed by T12 Fix Code - Opus v1; T13 Code Review - Opus v2 agreed"],
  ["withdrawn; proven by a.test.ts"],
  ['withdrawn by Opus: "a mistake"'],
  ['declined by Fix: "not so"'],
  ["Sonnet: The same"],
  ["Codex calls it minor"],
  ["Fix: Say goodbye without the comma then."],
  ["Quote: return x;"],
  ["A src/goodbye.ts +4 -0", "pull request"],
  ["hand.ts"],
  ["unseen.ts"],
  ["Tests, run by the program 3 times, last on the code as it is at the end"],
  ["before the change: 1 passed"],
  ["Q1 Story (T1): Approve (dialog, "],
  ["Shown to no reviewer (1)"],
  ["unread.ts"],
  ["Assumed by agents, never asked (1)"],
  ["Passed without asking (1)"],
  ["departed"],
  ["A file appeared (the person was asked)", "pull request"],
  ["before T3: moved", "pull request"],
  ["T9 Review: no quote", "pull request"],
  ["a tree", "pull request"],
  ["Sent to codex: 2 prompts, 99 bytes, of 3 files at most, 1 excluded", "pull request"],
  ["The files before the implementation are on refs/multi-ai/", "pull request"],
  ["multi-ai log: what happened, and why it ended", "pull request"],
  ["The run is complete", "text", "markdown", "pull request"],
];

describe.each(Object.keys(FORMS) as Form[])("the report as %s", (form) => {
  let all: string;
  beforeAll(() => {
    all = FORMS[form](full());
  });
  test.each(FACTS)("%s", (fact, ...not) => {
    expect(all.includes(fact) ? all : fact).toBe(not.includes(form) ? fact : all);
  });
});

test("a table is one in each form, whatever stands in its cells", () => {
  const rows = [{ tone: "good" as const, text: "01 | x", cells: ["<b>PASS", "pm\n| a | b |"] }];
  const part = { title: "Stages", count: null, columns: ["Stage", "Status", "Role"], rows };
  expect(partLines(part, { width: 60, paint: PLAIN })).toEqual([
    ...["", "Stages", "     Stage   Status   Role", "  ✓  01 | x  <b>PASS  pm | a | b |"],
  ]);
  const html = Bun.markdown.html(partMarkdown(part).join("\n"), EXTENSIONS);
  expect(html.match(/<td[ >]/g)).toHaveLength(3);
  const doc = { title: "x", glance: [], request: "r", lines: [], parts: [part] };
  const page = pageOf(doc, "made");
  expect(page.match(/<t[hd][ >]/g)).toHaveLength(6);
  for (const form of [html, page]) {
    expect(seenText(form)).toContain("✓ 01 | x");
    expect(form).not.toContain("<b>");
    expect(seenText(form)).toContain("pm | a | b |");
  }
});

/** The parts of a report whose titles begin so. */
const partsOf = (markdown: string, titles: string[]): string =>
  same(markdown)
    .split(/^(?=## |- The files before)/m)
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

TIME to TIME, 13 tasks done, 2 of them fixes

${partsOf(reportMarkdown(unsaid, null), ["Criteria", "Findings", "Reviewers", "Accepted", "Tests", "Decided by"])}Run \`multi-ai-RUN\` of multi-ai`);
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

test("as markdown and on the page every finding, file and departure is there, and nothing is cut", () => {
  const facts = crowded(chain, 300);
  for (const form of ["markdown", "page"] as const) {
    const all = FORMS[form](facts);
    for (const { task, id, problem } of facts.findings)
      for (const told of [`${task}.${id} major`, problem]) expect(all).toContain(told);
    expect(all.match(/A src\/file\d+\.ts \+1/g)).toHaveLength(500);
    expect(all).not.toMatch(/…|and \d+ more/);
  }
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
    const [style, ...more] = [...page().matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) =>
      new Bun.CryptoHasher("sha256").update(text!).digest("base64"),
    );
    expect(more).toEqual([]);
    expect(page()).toContain(`default-src 'none'; style-src 'sha256-${style}'; img-src`);
    expect(page()).not.toContain("<script");
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
