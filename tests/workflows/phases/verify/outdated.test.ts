// Guarantee: What comes next is read from the files.
// What verify-work says of a command, and a file, of a plan that a later plan has changed as its
// own.
// Runs: together.
import { afterEach, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { reportText } from "../../../../src/render/report/report.ts";
import { reportFacts } from "../../../../src/run/views/report.ts";
import { planFile, type TaskGiven } from "../../../harness/phases/execute.ts";
import { phaseOf, summaryOf } from "../../../harness/phases/project.ts";
import { verificationFor } from "../../../harness/phases/verify.ts";
import { cleanup, git, makeProject, writeFiles } from "../../../harness/project.ts";
import { type PhasesRun, SingleRun } from "../play.ts";

afterEach(cleanup);

const FOLDER = ".planning/phases/01-greeting";
const LINE = { file: "README.md", line: 1, quote: "# Greeter" };
const LOOKS: TaskGiven = {
  name: "One",
  files: ["src/one.txt"],
  commands: ["grep -q one src/one.txt"],
};
const PROMISES = `must_haves:
  truths: []
  artifacts:
    - path: src/one.txt
      provides: one
`;

interface Given {
  first?: TaskGiven;
  /** Lines of the first plan's front matter. */
  more?: string;
  /** Files that the later plan names. */
  names?: string[];
  /** What it leaves of the file; null: it is gone. */
  leaves?: string | null;
  /** Message of its commit. */
  title?: string;
  /** What the first plan brings. */
  brings?: string;
}

/** A phase of two plans that are carried out; `before`: what happens between them. */
async function two(
  {
    first = LOOKS,
    more = "",
    names = ["src/one.txt"],
    leaves = null,
    title = "feat(01-02): two",
    ...given
  }: Given,
  before: (root: string) => unknown = () => {},
): Promise<string> {
  const root = makeProject({ files: { "README.md": "# Greeter\n" } });
  const done = (id: string, message: string): void => {
    git(root, "add", "-A", "--", ":!.planning");
    git(root, "commit", "-q", "-m", message);
    const summary = summaryOf(id, { commits: [git(root, "rev-parse", "HEAD")], files: [] });
    writeFiles(root, { [`${FOLDER}/${id}-SUMMARY.md`]: summary });
  };
  writeFiles(root, phaseOf({ "01-01": planFile("01-01", [first], { more }) }));
  writeFiles(root, { "src/one.txt": given.brings ?? "one\n" });
  done("01-01", "feat(01-01): one");
  await before(root);
  const later = { name: "Two", files: names, commands: ["test -f README.md"] };
  writeFiles(root, {
    [`${FOLDER}/01-02-PLAN.md`]: planFile("01-02", [later], { after: ["01-01"] }),
  });
  if (leaves === null) rmSync(join(root, "src/one.txt"));
  else writeFiles(root, { "src/one.txt": leaves });
  done("01-02", title);
  return root;
}

async function verify(root: string): Promise<PhasesRun> {
  const run = new SingleRun(root, (brief) => verificationFor(brief, { line: LINE }));
  await run.start("verify-work", { options: { phase: "01" }, auto: true });
  return run.open[0]?.kind === "verify-consent" ? run.answer("approve") : run;
}
const reportOf = (run: PhasesRun): string =>
  reportText(reportFacts(run.project, run.run), undefined, null);

test.each<[what: string, given: Given, how: string]>([
  ["has changed", { leaves: "two\n" }, "changed"],
  ["has taken away", { more: PROMISES }, "deleted"],
  [
    "has taken away what it runs",
    { first: { ...LOOKS, commands: ["sh src/one.txt"] }, brings: "true\n" },
    "deleted",
  ],
])(
  "what a later plan %s as its own is no gap: it is unknown, and told",
  async (_what, given, how) => {
    const run = await verify(await two(given));
    expect([run.run.status, run.open, run.refused]).toEqual(["complete", [], []]);
    const why = `plan 01-02 has since ${how} src/one.txt, as its own`;
    const [command] = given.first?.commands ?? LOOKS.commands!;
    const lines = [
      `Not ${command} passes: ${why}`,
      ...(given.more ? [`Not src/one.txt is there: ${why}`] : []),
    ];
    for (const line of lines) {
      expect(run.text(`${FOLDER}/01-VERIFICATION.md`)).toContain(line);
      expect(reportOf(run).replace(/\s+/g, " ")).toContain(line);
    }
    const count =
      lines.length === 1
        ? "1 command or file of an earlier plan"
        : "2 commands or files of earlier plans";
    expect(reportOf(run).split("\n").slice(0, 4).join(" ")).toContain(`unknown: ${count}`);
    expect([...run.briefs.values()].join("\n")).toContain(
      `## Failed or missing, and no gap\n- K1: ${why}`,
    );
  },
);

const fails = "grep -q one src/one.txt: failed";
test.each<[what: string, given: Given, before: (root: string) => unknown, gap: string]>([
  ["nobody's plan", { title: "chore: drop one" }, () => {}, fails],
  ["a plan that does not name it", { names: ["src/two.txt"] }, () => {}, fails],
  ["a plan that names no file", { names: [] }, () => {}, fails],
  [
    "what runs it",
    { first: { ...LOOKS, commands: ["sh src/one.txt"] }, leaves: "exit 1\n" },
    () => {},
    "sh src/one.txt: failed",
  ],
  [
    "a plan, where a truth promises it",
    { more: 'must_haves:\n  truths: ["`grep -q one src/one.txt` passes"]\n' },
    () => {},
    fails,
  ],
  ["a plan, where it was a gap before", { brings: "three\n", leaves: "two\n" }, verify, fails],
  [
    "a plan, where nothing had shown it",
    { leaves: "two\n" },
    (root) => {
      const path = `${FOLDER}/01-01-SUMMARY.md`;
      const text = summaryOf("01-01", { commits: [git(root, "rev-parse", "HEAD")], files: [] });
      writeFiles(root, { [path]: text.replace("passed", "unchecked") });
    },
    fails,
  ],
])("what fails by %s is a gap", async (_what, given, before, gap) => {
  const run = await verify(await two(given, before));
  expect(run.task("Verdict").facts.gaps).toContainEqual(expect.stringContaining(gap));
});
