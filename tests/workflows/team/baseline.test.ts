// What is red before the build is nobody's fault; a test that the feature contradicts is its
// tester's, before any owner's.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../../src/engine/run.ts";
import { teamFacts } from "../../../src/workflows/team/record/recorded.ts";
import { makeTeamRun } from "../../cli/made/make-team-run.ts";
import { firstOf, inFull } from "../../harness/in-full.ts";
import type { Turn } from "../../harness/model.ts";
import { cleanup, type Files } from "../../harness/project.ts";
import { builds, itemOf, smallFiles, smallTeam, tested, writes } from "../../harness/small-team.ts";
import type { Brief, Work } from "../../harness/team.ts";

afterEach(cleanup);

const spec = (name: string, body: string): string =>
  `import { expect, test } from "bun:test";\n${body.includes("hello") ? 'import { hello } from "../src/hello/hello.js";\n' : ""}\ntest("${name}", () => ${body});\n`;
const RED = { "tests/old.test.js": spec("the old one", "expect(1).toBe(2)") };
const HELLO = { "src/hello/hello.js": "export const hello = (name) => `Hi ${name}`;\n" };
const SAYS_HI = {
  ...HELLO,
  "tests/hello.test.js": spec("says hi", 'expect(hello("Ada")).toBe("Hi Ada")'),
};

const rootOf = (brief: Brief): string => brief.writes.slice(0, brief.writes.indexOf("/pipeline/"));

interface Tried {
  files?: Files;
  team?: Record<string, unknown>;
  settings?: Record<string, unknown>;
  track?: string;
  work?: (brief: Brief) => Work | undefined;
  answers?: Record<string, [option: string, text: string | null]>;
}

/** Carries a small team's run on until it is over, or a question has no answer. */
async function carried({
  files = {},
  team = {},
  settings = {},
  track = "hotfix",
  work = () => undefined,
  answers = {},
}: Tried) {
  const asked: string[] = [];
  const briefs = new Map<string, string>();
  const people = smallTeam((brief) => work(brief));
  const { root, run } = await makeTeamRun({
    files: smallFiles({ files, team, settings }),
    options: { track },
    worker: (brief) => {
      briefs.set(brief.task, brief.text);
      return people(brief, { messages: [] } as unknown as Turn) as Work;
    },
    answer: ({ kind }) => {
      asked.push(kind);
      const [option, text] =
        answers[kind] ?? (kind.startsWith("checkpoint-") ? ["proceed", null] : [null, null]);
      return option === null ? null : { option, text };
    },
  });
  return {
    root,
    run,
    asked,
    briefOf: (subject: string) => briefs.get(taskOf(run, subject).id) ?? "",
  };
}

const taskOf = (run: Run, subject: string) => run.tasks.find((one) => one.subject === subject)!;
const fixes = (run: Run): string[] =>
  run.tasks.flatMap((one) => (one.kind === "fix" ? [one.subject] : []));
const gate = (root: string, name: string) =>
  JSON.parse(readFileSync(join(root, `pipeline/gates/${name}.json`), "utf8"));

describe("red before the build", () => {
  test("tests and lint hold nobody up, are told as what they are, and stay open warnings", async () => {
    const { root, run, asked, briefOf } = await carried({
      files: { ...RED, "src/old.js": "var old = 1;\n" },
    });
    expect([run.status, fixes(run), asked]).toEqual(["complete", [], ["checkpoint-c"]]);
    const warnings = [
      "Lint: failing, as before the build: bun lint.js",
      "Tests: failing, as before the build: bun test",
    ];
    expect(teamFacts(taskOf(run, "Pre-review checks"))).toMatchObject({
      status: "WARN",
      warnings,
      blockers: [],
    });
    expect(gate(root, "stage-05")).toMatchObject({
      status: "WARN",
      lint_passed: null,
      tests_passed: false,
    });
    expect(gate(root, "stage-07")).toMatchObject({
      status: "WARN",
      tests_failed: 1,
      assigned_retry_to: null,
    });
    expect(briefOf("Build - hello")).toContain(
      '1 failed: "the old one". This change did not cause that.',
    );
    expect(briefOf("Write tests")).toContain("All of it failed before the implementation, too.");
    expect(briefOf("Write tests")).toContain(
      "- `bun lint.js`: exit code 1. It failed before the implementation, too, and it is unknown what is new.\n",
    );
  });

  inFull(
    "one lint error more is unknown, told to whoever reviews, and nobody is sent",
    async () => {
      const { run } = await carried({
        files: { "src/hello/old.js": "var old = 1;\n" },
        work: (brief) =>
          writes(brief, "gates/stage-04-bye.json") && !brief.text.includes("Lint failed")
            ? builds(brief, { "src/bye/bye.js": "export var bye = (name) => name;\n" })
            : undefined,
      });
      expect([run.status, fixes(run)]).toEqual(["complete", []]);
      expect(teamFacts(taskOf(run, "Pre-review checks"))).toMatchObject({
        status: "WARN",
        warnings: ["Lint: failing, as before the build: bun lint.js"],
      });
    },
  );

  test("one red test more is a fault; the red one of before is not", async () => {
    const { run, briefOf } = await carried({
      files: { ...RED, ...SAYS_HI },
      work: (brief) => {
        if (itemOf(brief) === "qa") return builds(brief, {});
        if (!writes(brief, "gates/stage-04-hello.json")) return undefined;
        const mended = brief.text.includes("says hi: ");
        return builds(brief, {
          "src/hello/hello.js": mended
            ? `${HELLO["src/hello/hello.js"]}// mended\n`
            : "export const hello = (name) => name;\n",
        });
      },
    });
    // The tester says that the test is right, and leaves it red: then whoever answers for its code
    // mends: the owners of all that changed.
    expect([run.status, fixes(run)]).toEqual([
      "complete",
      ["Update tests - qa v1", "Fix checks - hello v2", "Fix checks - bye v2"],
    ]);
    const told = briefOf("Fix checks - hello v2");
    expect(told).toContain("tests/hello.test.js: says hi: ");
    expect(told).not.toContain("the old one: ");
  });
});

inFull(
  "a red test whose name another one takes stays known, and its reviewers are told",
  async () => {
    const { run, asked, briefOf } = await carried({
      files: RED,
      work: (brief) => {
        if (!writes(brief, "gates/stage-07.json")) return undefined;
        const { artifact, edits } = tested(brief);
        return {
          artifact,
          edits: { ...edits, "tests/old.test.js": spec("the old one", "undefined.length") },
        };
      },
    });
    expect([run.status, fixes(run), asked]).toEqual(["complete", [], ["checkpoint-c"]]);
    const told = [
      "Failed before the build as well, in a changed test file: the old one (tests/old.test.js)",
    ];
    expect(teamFacts(run.tasks.findLast((one) => one.gate === "qa-tests")).warnings).toEqual(
      expect.arrayContaining(told),
    );
    const review = run.tasks.findLast((one) => one.schema === "peer-review" && one.dispatches > 0)!;
    for (const one of told) expect(briefOf(review.subject)).toContain(one);
  },
);

test("an ignored file that tests may read is told to reviewers; what the checks write themselves is not", async () => {
  const note = "Written during the run, but git-ignored, so in no diff; tests may read it:";
  const made = (written: Files) =>
    carried({
      files: {
        ".gitignore": "node_modules\n.env\ngen\n",
        // It stands for what a test writes in each run.
        "lint.js":
          'import { mkdirSync, writeFileSync } from "node:fs";\nmkdirSync("gen", { recursive: true });\nwriteFileSync(`gen/${Date.now()}.js`, "");\n',
      },
      work: (brief) => {
        if (!writes(brief, "gates/stage-04-bye.json")) return undefined;
        const { artifact, edits } = builds(brief, {
          "src/bye/bye.js": "export const bye = (name) => name;\n",
        });
        return { artifact, edits: { ...edits, ...written } };
      },
    });
  const { run, asked, briefOf } = await made({
    ".env": "A=1\n",
    "node_modules/dep/index.js": "export {};\n",
  });
  expect([run.status, fixes(run), asked]).toEqual(["complete", [], ["checkpoint-c"]]);
  const review = run.tasks.find((one) => one.schema === "peer-review" && one.dispatches > 0)!;
  expect(briefOf(review.subject)).toContain(`${note} .env, node_modules/dep/index.js`);
  const { run: usual } = await made({});
  expect([usual.status, usual.warnings.filter((one) => one.text.startsWith(note))]).toEqual([
    "complete",
    [],
  ]);
});

test("a test that the feature contradicts goes to its tester, and no owner is sent", async () => {
  const { run, briefOf } = await carried({
    files: SAYS_HI,
    work: (brief) =>
      itemOf(brief) === "qa"
        ? builds(brief, {
            "tests/hello.test.js": spec("says the name", 'expect(hello("Ada")).toBe("Ada")'),
          })
        : undefined,
  });
  expect([run.status, fixes(run)]).toEqual(["complete", ["Update tests - qa v1"]]);
  expect(taskOf(run, "Update tests - qa v1").who).toMatchObject({
    role: "dev-qa",
    agent: "dev-qa",
  });
  expect(briefOf("Update tests - qa v1")).toContain("tests/hello.test.js: says hi: ");
  expect(taskOf(run, "Pre-review checks v2").outcome).toBe("pass");
  // Whoever reviews the code is told which tests it did not pass before they were changed.
  const review = run.tasks.find((one) => one.schema === "peer-review" && one.dispatches > 0)!;
  expect(briefOf(review.subject)).toContain(
    "## Tests that passed before the build and failed on this change",
  );
  // What the tester changed is approved like any other part.
  expect(teamFacts(taskOf(run, "Update tests - qa v1")).changed).toEqual(["qa"]);
});

inFull(
  "a test whose module has another name now goes to its tester: its import is what the feature contradicts",
  async () => {
    const { run } = await carried({
      files: SAYS_HI,
      work: (brief) => {
        if (itemOf(brief) === "qa")
          return builds(brief, {
            "tests/hello.test.js": SAYS_HI["tests/hello.test.js"].replace("hello.js", "hi.js"),
          });
        if (!writes(brief, "gates/stage-04-hello.json")) return undefined;
        rmSync(join(rootOf(brief), "src/hello/hello.js"), { force: true });
        return builds(brief, { "src/hello/hi.js": HELLO["src/hello/hello.js"] });
      },
    });
    expect([run.status, fixes(run)]).toEqual(["complete", ["Update tests - qa v1"]]);
  },
);

test("a name that was taken away makes its tests load no more: their tester says whether that was meant", async () => {
  const renamed = "export const greet = (name) => `Hi ${name}`;";
  const files = { ...SAYS_HI, "src/bye/bye.js": "export const bye = (name) => name;\n" };
  const meant = spec("says hi", 'expect(hello("Ada")).toBe("Hi Ada")').replace(
    "{ hello }",
    "{ greet as hello }",
  );
  const built = (brief: Brief): Work | undefined =>
    writes(brief, "gates/stage-04-hello.json")
      ? builds(brief, { "src/hello/hello.js": `${renamed}\n` })
      : undefined;
  const asMeant = await carried({
    files,
    work: (brief) =>
      itemOf(brief) === "qa" ? builds(brief, { "tests/hello.test.js": meant }) : built(brief),
  });
  expect(fixes(asMeant.run)[0]).toBe("Update tests - qa v1");
  expect(taskOf(asMeant.run, "Pre-review checks v2").outcome).toBe("pass");
  // It was not: the tester leaves them red, and the code's owner mends.
  const wrong = await carried({
    files,
    work: (brief) =>
      itemOf(brief) === "qa"
        ? builds(brief, {})
        : brief.text.includes("hello.test.js") && writes(brief, "gates/stage-04-hello.json")
          ? builds(brief, { "src/hello/hello.js": `${HELLO["src/hello/hello.js"]}// mended\n` })
          : built(brief),
  });
  expect([wrong.run.status, fixes(wrong.run)]).toEqual([
    "complete",
    ["Update tests - qa v1", "Fix checks - hello v2", "Fix checks - bye v2"],
  ]);
});

describe("tests that say less than before", () => {
  test.each(firstOf([0, 1]))(
    "a run that ends with exit code %i before its report is a failure, and its owner's",
    async (code) => {
      const text = HELLO["src/hello/hello.js"];
      const { run, briefOf } = await carried({
        files: { ...(code === 0 ? {} : RED), ...SAYS_HI },
        work: (brief) => {
          if (itemOf(brief) === "qa") return builds(brief, {});
          if (!writes(brief, "gates/stage-04-hello.json")) return undefined;
          const isMended = brief.text.includes("ended without a report");
          return builds(brief, {
            "src/hello/hello.js": isMended
              ? `${text}// mended\n`
              : `process.exit(${code});\n${text}`,
          });
        },
      });
      const mended = fixes(run).find((one) => one.startsWith("Fix checks - hello"))!;
      expect(briefOf(mended)).toContain("ended without a report now");
      expect(run.status).toBe("complete");
    },
  );

  test("tests that did not run any more are named in a warning", async () => {
    const { root } = await carried({
      files: { ...SAYS_HI, "tests/sub/more.test.js": spec("more", "expect(1).toBe(1)") },
      work: (brief) =>
        writes(brief, "gates/stage-04-hello.json")
          ? builds(brief, {
              "src/hello/new.js": "export {};\n",
              "bunfig.toml": '[test]\nroot = "tests/sub"\n',
            })
          : undefined,
    });
    const { warnings } = gate(root, "stage-05");
    expect(warnings.join("\n")).toContain("passed before the build and did not run now: ");
  });
});

describe("a test command that does not run", () => {
  const commands = { lint: false, types: false, dependencies: false };

  test("is asked about before the build, and where the person goes on, again at the checks", async () => {
    const { run, asked } = await carried({
      team: { commands },
      settings: { tests: { commands: ["no-such-runner --all"] } },
      answers: {
        "baseline-cannot-run": ["later", null],
        "check-cannot-run": ["waive", "it runs elsewhere"],
      },
    });
    expect(asked.slice(0, 2)).toEqual(["baseline-cannot-run", "check-cannot-run"]);
    expect(run.tasks.findIndex((one) => one.gate === "baseline")).toBe(0);
    expect(taskOf(run, "Pre-review checks").waiver).toEqual({
      kind: "waived",
      reason: "it runs elsewhere",
    });
  });
});
