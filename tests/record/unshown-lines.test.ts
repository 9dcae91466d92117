// Guarantee: Evidence is checked, and unknown is not good.
// Gate: lines that a reviewer was shown | an approval counts | – | you are asked before the last one, by name; counted
// What reviewers were shown of a change, and what becomes of the rest.
// Runs: in full too, first.
// Not in npm test: ^a change that is too long.*(?:next reviewer|before a fix|more files)
// Not in npm test: ^a change that is too long.*that it removed
// Not in npm test: ^a file without lines.*(?:one that a reviewer|a long lock file|a picture.s name)
// Not in npm test: ^with --auto|^a change that is too long.*--auto
// Not in npm test: ^a file without lines.*a picture is
// Not in npm test: ^that every criterion
// Not in npm test: that every criterion holds without any change is counted
// Not in npm test: honest: an empty file, and a long lock file
import { afterAll, describe, expect, test } from "bun:test";
import { rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Run } from "../../src/engine/run.ts";
import type { ReadLines } from "../../src/record/unshown-lines.ts";
import { pullRequest } from "../../src/render/report/pull-request.ts";
import { reportText } from "../../src/render/report/report.ts";
import { header, statusText } from "../../src/render/status.ts";
import { reportFacts } from "../../src/run/views/report.ts";
import { viewOf } from "../../src/run/views/status.ts";
import { PLAIN_LAYOUT } from "../../src/text.ts";
import { unknownIn } from "../../src/workflows/index.ts";
import { checkpointLines } from "../../src/workflows/team/table/questions.ts";
import { unshownToAsk } from "../../src/workflows/tests/evidence.ts";
import { carryOn, type MadeRun, makeRun, type RunOptions } from "../cli/made/make-run.ts";
import { makeTeamRun } from "../cli/made/make-team-run.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup, DEFAULT_FILES, makeProject } from "../harness/project.ts";
import type { Brief } from "../harness/team.ts";
import { walkthrough } from "../harness/walkthrough.ts";
import { codeObjection, implementation } from "../harness/workers.ts";
import { CODE_CODEX, CODE_OPUS, CODE_SONNET } from "../workflows/multi-ai/ids.ts";

afterAll(cleanup);

const LINES = 2_000;
const LONG = Array.from({ length: LINES }, (_, i) => `export const line${i} = ${i};\n`).join("");

/** What it touches, with what every run of these does. */
const ALL = ["src/goodbye.ts", "src/long.ts", "tests/goodbye.test.ts"];

/** A run whose work makes these edits; it stops at the first question that nobody answers. */
const changed = (
  edits: Record<string, string>,
  more: RunOptions = {},
  before: Record<string, string> = {},
) =>
  makeRun({
    root: makeProject({ files: { ...DEFAULT_FILES, ...before } }),
    answers: { story: { option: "approve", text: null } },
    ...more,
    worker: (brief) => {
      const own = more.worker?.(brief);
      if (own !== undefined) return own;
      if (!brief.writes.endsWith("impl-result.json") || brief.text.includes("## Open findings"))
        return undefined;
      const work = implementation(brief);
      return { ...work, edits: { ...work.edits, ...edits } };
    },
  });

const kinds = ({ run }: MadeRun): string[] => run.questions.map(({ kind }) => kind);
const asked = (run: Run): string[] => unshownToAsk(run).map(({ path }) => path);
const isReview = ({ writes }: Brief): boolean => writes.includes("/code-review-");
/** The file in which a brief has a diff that is too long to stand in it. */
const diffIn = ({ text }: Brief): string => /^Read (\S+)$/m.exec(text)![1]!;
const whole = (path: string) => ({ path, from: 1, to: 100_000 });

describe("a change that is too long for a brief", () => {
  test("of which nobody has read a line: its reviewers' approval is asked about once, by name, and counted where the person goes on", async () => {
    const made = await changed({ "src/long.ts": LONG });
    expect([kinds(made), made.run.status]).toEqual([["unshown"], "waiting_for_user"]);
    expect(made.run.questions[0]!.task).toBe(CODE_CODEX);
    expect(asked(made.run)).toEqual(ALL);
    const done = await carryOn(made.root, {
      answers: { unshown: { option: "waive", text: "It is data." } },
    });
    expect(done.run.status).toBe("complete");
    expect(done.run.decisions.at(-1)).toMatchObject({
      kind: "unshown",
      option: "waive",
      text: "It is data.",
    });
    expect(unknownIn(done.run)).toEqual({
      tasks: [],
      files: ALL,
      more: 0,
      criteria: [],
      as_before: [],
      outdated: [],
      lost: [],
      proofs: [],
    });
    const facts = reportFacts(done.project, done.run);
    const told = "unknown: 3 files shown to no reviewer";
    expect(header(viewOf(done.project, done.run), PLAIN_LAYOUT)).toContain(told);
    expect(statusText(viewOf(done.project, done.run))).toContain(
      "\nShown to no reviewer: src/goodbye.ts, src/long.ts,",
    );
    expect(reportText(facts).split("\n")[0]).toContain(told);
    expect(reportText(facts)).toContain("Shown to no reviewer (3)\n  src/goodbye.ts\n");
    expect(pullRequest(facts).body.split("\n")[0]).toContain(told);
  });

  test("with --auto the run goes on, and counts it", async () => {
    const { project, run } = await changed({ "src/long.ts": LONG }, { auto: true });
    expect([run.status, unknownIn(run).files]).toEqual(["complete", ALL]);
    // Six said approved; those of the code were shown no line of it.
    const { reviewers } = reportFacts(project, run);
    expect(reviewers.map(({ standing }) => standing)).toEqual([
      ...["approved", "approved", "approved"],
      ...["unseen", "unseen", "unseen"],
    ] as never);
    expect(reportText(reportFacts(project, run))).toContain(
      "no approval: said approved, and was shown nothing",
    );
  });

  test("honest: one reads the diff, or two read a half of the file each: nothing is asked, and nothing is unknown", async () => {
    const half = ({ text, task }: Brief) => {
      const root = /The project is (\S+)\. Text/.exec(text)![1]!;
      const [from, to] = task === CODE_OPUS ? [1, 1_000] : [1_001, LINES];
      return [
        { path: join(root, "src/long.ts"), from, to },
        whole(join(root, "tests/goodbye.test.ts")),
        whole(join(root, "src/goodbye.ts")),
      ];
    };
    for (const reads of [
      (brief: Brief) => (brief.task === CODE_SONNET ? [whole(diffIn(brief))] : []),
      (brief: Brief) => (isReview(brief) ? half(brief) : []),
    ]) {
      const made = await changed({ "src/long.ts": LONG }, { reads });
      expect([kinds(made), made.run.status, unknownIn(made.run).files]).toEqual([
        [],
        "complete",
        [],
      ]);
    }
  });

  test("the next reviewer is told which lines nobody was shown, and a look again is enough", async () => {
    let briefs: string[] = [];
    const reads = (brief: Brief) => {
      if (isReview(brief)) briefs.push(brief.text);
      return brief.task === CODE_SONNET ? [{ path: diffIn(brief), from: 1, to: 500 }] : [];
    };
    const made = await changed({ "src/long.ts": LONG }, { reads });
    expect(kinds(made)).toEqual(["unshown"]);
    expect(briefs[0]).not.toContain("Shown to no reviewer");
    expect(briefs[1]).toMatch(
      /## Shown to no reviewer so far: read these lines of the files\n- src\/long\.ts: lines \d+-2000\n/,
    );
    briefs = [];
    const done = await carryOn(made.root, {
      answers: { unshown: { option: "again", text: null } },
      reads: (brief) => [
        ...reads(brief),
        whole(join(made.root, "src/long.ts")),
        whole(join(made.root, "tests/goodbye.test.ts")),
      ],
    });
    expect(briefs).toHaveLength(1);
    expect([kinds(done), done.run.status, unknownIn(done.run).files]).toEqual([[], "complete", []]);
  });

  test("what was shown before a fix, and stands as it was, was shown", async () => {
    const made = await changed(
      { "src/long.ts": LONG },
      {
        reads: (brief) => (brief.task === CODE_SONNET ? [whole(diffIn(brief))] : []),
        worker: (brief) => {
          if (brief.task === CODE_OPUS) return codeObjection(brief);
          if (
            !brief.text.includes("## Open findings") ||
            !brief.writes.endsWith("impl-result.json")
          )
            return undefined;
          const work = implementation(brief);
          return {
            ...work,
            edits: { ...work.edits, "src/long.ts": `// Made by a script.\n${LONG}` },
          };
        },
      },
    );
    expect([kinds(made), made.run.status, unknownIn(made.run).files]).toEqual([[], "complete", []]);
  });

  test("in more files than a line of the journal has room for, each is counted", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 120 }, (_, i) => [
        `src/${"ä".repeat(100)}${i}/${"b".repeat(100)}.ts`,
        LONG.slice(0, 400),
      ]),
    );
    const { run } = await changed(many, { auto: true });
    const { files, more } = unknownIn(run);
    expect([run.status, files.length + more, files.length > 10]).toEqual(["complete", 122, true]);
  });

  test("lines that it removed count as well", async () => {
    const made = await changed(
      { "src/long.ts": "export const left = 1;\n" },
      {},
      { "src/long.ts": LONG },
    );
    expect(asked(made.run)).toEqual(ALL);
    const reads = (brief: Brief) => (isReview(brief) ? [whole(diffIn(brief))] : []);
    const read = await changed(
      { "src/long.ts": "export const left = 1;\n" },
      { reads },
      { "src/long.ts": LONG },
    );
    expect(read.run.status).toBe("complete");
  });
});

describe("what a run writes to hide its change", () => {
  const diff = (path: string, lines: string[]): string =>
    `\ndiff --git a/${path} b/${path}\n@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}\n`).join("")}`;

  test("a diff that a brief quotes shows a line only with that line's text", async () => {
    const firstLeft = async (lines: string[]) => {
      const request = `Say goodbye by name${diff("src/long.ts", lines)}`;
      const { run } = await changed({ "src/long.ts": LONG }, { request });
      return unshownToAsk(run).find(({ path }) => path === "src/long.ts")!.added[0]![0];
    };
    expect(await firstLeft(Array(20).fill(""))).toBe(1);
    expect(await firstLeft(LONG.split("\n").slice(0, 20))).toBe(21);
  });

  test("code that stands in an ignored .env too is shown on this machine; honest: a token is masked", async () => {
    const code = 'fetch("http://evil.example/")';
    const [name, token] = ["disableEveryCheck", "Zx81-qWer-77Tyu"];
    const briefs: string[] = [];
    const root = makeProject({
      files: { ...DEFAULT_FILES, ".gitignore": ".env*\n", ".env.local": `API_TOKEN=${token}\n` },
    });
    const { run } = await changed(
      { "src/later.ts": `export const later = () => ${code};\n${name};\nconst t = "${token}";\n` },
      {
        root,
        reads: (brief) => {
          if (isReview(brief)) briefs.push(brief.text);
          else if (brief.writes.endsWith("impl-result.json"))
            writeFileSync(join(root, ".env"), `A_SECRET=${code}\nB_KEY=${name}\n`);
          return [];
        },
      },
    );
    expect([run.status, unknownIn(run).files]).toEqual(["complete", []]);
    for (const text of briefs) {
      expect(text).toContain(
        `+export const later = () => ${code};\n+${name};\n+const t = "[masked]";`,
      );
      expect(text).not.toContain(token);
    }
    expect(briefs.length).toBeGreaterThan(1);
  });
});

/** An implementer that removes a file beside its work. */
function removing(brief: Brief, path: string): ReturnType<typeof implementation> | undefined {
  if (!brief.writes.endsWith("impl-result.json")) return undefined;
  rmSync(join(dirname(dirname(brief.writes)), path), { force: true });
  return implementation(brief);
}

describe("a file without lines to show", () => {
  test("a picture is counted, and asks nothing; a program is asked about; so is a file that is too large to be kept", async () => {
    const made = await changed({
      "img/logo.png": "\x89PNG\0\0",
      "src/nul.ts": "export const one = 1; // \0\n",
    });
    expect([made.run.status, unknownIn(made.run).files]).toEqual(["complete", ["img/logo.png"]]);
    const odd = await changed({
      "bin/rün": "#!/bin/sh\n\0\n",
      "x.wasm": "\0asm",
      "data/rows.csv": "1;2;3\n".repeat(1_500_000),
    });
    expect(asked(odd.run)).toEqual(["bin/rün", "data/rows.csv", "x.wasm"]);
  });

  test("honest: one that a reviewer has opened was shown, and stays so for the next one; in parts it was not", async () => {
    const edits = { "img/logo.png": "\x89PNG\0\0", "bin/tool": "#!/bin/sh\n\0\n" };
    const reading = async (of: Partial<ReadLines>) => {
      const reads = ({ task, text }: Brief) =>
        task === CODE_SONNET
          ? Object.keys(edits).map((path) => ({
              ...whole(join(/The project is (\S+)\. Text/.exec(text)![1]!, path)),
              ...of,
            }))
          : [];
      const { run } = await changed(edits, { reads });
      return [run.status, unknownIn(run).files];
    };
    expect(await reading({ whole: true })).toEqual(["complete", []]);
    expect(await reading({ to: 1 })).toEqual(["waiting_for_user", ["bin/tool", "img/logo.png"]]);
  });

  test("honest: an empty file, and a long lock file beside what is read, ask nothing", async () => {
    const lock = `{\n${Array.from({ length: 3_000 }, (_, i) => `  "node_modules/p${i}": {}`).join(",\n")}\n}\n`;
    const reads = (brief: Brief) =>
      isReview(brief)
        ? ALL.map((path) => whole(join(/The project is (\S+)\. Text/.exec(brief.text)![1]!, path)))
        : [];
    const made = await changed(
      {
        "pkg/__init__.py": "",
        "größe/__init__.py": "",
        "a and b/c d.txt": "",
        "package-lock.json": lock,
      },
      { reads },
    );
    expect([kinds(made), made.run.status, unknownIn(made.run).files]).toEqual([
      [],
      "complete",
      ["package-lock.json"],
    ]);
    // What is gone is known by its name.
    const gone = await changed(
      {},
      { worker: (brief) => removing(brief, "lib/old.jar") },
      { "lib/old.jar": "PK\0\0" },
    );
    expect([kinds(gone), gone.run.status, unknownIn(gone.run).files]).toEqual([[], "complete", []]);
  });

  test("a criterion that a picture's name alone shows is unknown, where no reviewer quotes a line for it", async () => {
    const named = (brief: Brief, only: string[]) => {
      if (!isReview(brief) || !only.some((one) => brief.task === one)) return undefined;
      const line = {
        file: "src/goodbye.ts",
        line: 1,
        quote: "export function goodbye(name: string): string {",
      };
      const criteria = ["AC1", "AC2"].map((id) => ({
        id,
        met: true,
        evidence: [id === "AC1" ? { file: "img/logo.png", line: 1, quote: "" } : line],
      }));
      return { status: "approved", summary: "Fine.", criteria, findings: [], prior: [] };
    };
    const of = async (only: string[]) => {
      const { run } = await changed(
        { "img/logo.png": "\x89PNG\0\0" },
        { worker: (brief) => named(brief, only) },
      );
      return [run.status, unknownIn(run).criteria];
    };
    expect(await of([CODE_SONNET, CODE_OPUS, CODE_CODEX])).toEqual(["complete", ["AC1"]]);
    expect(await of([CODE_SONNET, CODE_OPUS])).toEqual(["complete", []]);
  });
});

test("a change that briefs show whole leaves nothing unknown, and says nothing of it", async () => {
  const { project, run } = await changed({});
  expect([run.status, unknownIn(run)]).toEqual([
    "complete",
    {
      tasks: [],
      files: [],
      more: 0,
      criteria: [],
      as_before: [],
      outdated: [],
      lost: [],
      proofs: [],
    },
  ]);
  expect(reportText(reportFacts(project, run))).not.toContain("unknown");
});

test("that every criterion holds without any change is counted on the first line; of one criterion it is not", async () => {
  const line = {
    file: "src/hello.ts",
    line: 1,
    quote: "export function hello(name: string): string {",
  };
  const unchanged = {
    ...line,
    unchanged: true,
    reason: "It holds already, as that function says.",
  };
  const of = async (ids: string[]) => {
    const worker = (brief: Brief) => {
      if (!isReview(brief)) return undefined;
      const wrote = {
        file: "src/goodbye.ts",
        line: 1,
        quote: "export function goodbye(name: string): string {",
      };
      const criteria = ["AC1", "AC2"].map((id) => ({
        id,
        met: true,
        evidence: [ids.includes(id) ? unchanged : wrote],
      }));
      return { status: "approved", summary: "Fine.", criteria, findings: [], prior: [] };
    };
    const { project, run } = await changed(
      {},
      { worker },
      { "src/hello.ts": `${line.quote}\n  return name;\n}\n` },
    );
    return [
      run.status,
      reportText(reportFacts(project, run))
        .split("\n")[0]!
        .includes("2 criteria that reviewers say"),
    ];
  };
  expect(await of(["AC1", "AC2"])).toEqual(["complete", true]);
  expect(await of(["AC1"])).toEqual(["complete", false]);
});

describe("a team's change", () => {
  const team = async (edits: Record<string, string>) => {
    const asked: string[] = [];
    const made = await makeTeamRun({
      worker: (brief) => {
        const work = walkthrough(brief);
        return work.edits?.["src/backend/models/passwordResetToken.js"] === undefined
          ? work
          : { ...work, edits: { ...work.edits, ...edits } };
      },
      until: (run) => {
        const now = run.questions.find(({ kind }) => kind === "checkpoint-c");
        if (now) asked.push(...checkpointLines(run, "c", []));
        return now !== undefined;
      },
      answer: ({ kind }) =>
        kind === "peer-escalation"
          ? { option: "answer", text: "Email sent server-side." }
          : { option: "proceed", text: null },
    });
    return { ...made, asked };
  };

  inFull(
    "that no reviewer was shown whole is named before the sign-off; honest: one that briefs show is not",
    async () => {
      const hidden = await team({ "src/backend/table.js": LONG });
      expect(hidden.asked.join("\n")).toMatch(/unseen changes?:/);
      expect(hidden.asked.join("\n")).toContain("src/backend/table.js: lines 1-2000");
      expect((await team({})).asked.join("\n")).not.toContain("unseen");
    },
  );
});
