// Guarantee: What comes next is read from the files.
// Projects that others have written: what next names begins, `roadmap adopt` asks once for each kind, and each form comes to its milestone.
import { afterAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import fc from "fast-check";
import { attempt } from "../../../src/process/attempt.ts";
import { adopt } from "../../../src/workflows/phases/adopt/act.ts";
import { routeIn } from "../../../src/workflows/phases/next-route.ts";
import { problemText } from "../../../src/workflows/phases/planning/model.ts";
import { readOverview, readPlanning } from "../../../src/workflows/phases/planning/read.ts";
import { routeFacts } from "../../../src/workflows/phases/routes.ts";
import { standingOf } from "../../../src/workflows/phases/state.ts";
import { FORMS, inForm, read, write } from "../../fixtures/planning/forms.ts";
import { discussAnswer } from "../../harness/phases/discuss.ts";
import { carriedOut, taskIn } from "../../harness/phases/execute.ts";
import { planAnswer } from "../../harness/phases/plan.ts";
import { verificationFor } from "../../harness/phases/verify.ts";
import { cleanup, DEFAULT_FILES, filesBelow, writeFiles } from "../../harness/project.ts";
import { type Agent, PhasesRun } from "./play.ts";

afterAll(cleanup);

const COMMANDS = ["discuss-phase", "plan-phase", "execute-phase", "verify-work", "complete-milestone"];
/** Commands of one project, at most. */
const MOST = 10;

const honest: Agent = (brief, task) => {
  const planned = discussAnswer(brief) ?? planAnswer(brief);
  if (planned !== undefined && planned !== null) return planned;
  if (task.schema === "phase-verification") return verificationFor(brief);
  const fn = taskIn(brief).replace("Write ", "");
  if (fn === "Greet") return carriedOut(brief, { "src/greet.ts": `${DEFAULT_FILES["src/greet.ts"]}// Greets.\n` });
  return carriedOut(brief, {
    [`src/${fn}.ts`]: `export const ${fn} = (name: string): string => "Hello, ".concat(name);\n`,
    [`tests/${fn}.test.ts`]: `import { expect, test } from "bun:test";\nimport { ${fn} } from "../src/${fn}.ts";\n\ntest("${fn}", () => expect(${fn}("Ada")).toContain("Ada"));\n`,
  });
};
const route = (root: string) => routeIn(root, readOverview(root));

/** What the person says of each kind that is open: the first that may be said, as the screen tells it. */
function adoptAll(root: string): string {
  const screen = adopt(root, []);
  expect(screen.asks).toBeUndefined();
  const words = screen.lines
    .at(-1)!
    .split(" ")
    .filter((one) => one.includes("="));
  const { asks, wrong } = adopt(root, words);
  expect(wrong).toBeUndefined();
  return asks!.then().lines.join("\n");
}

describe.each(FORMS.map((form) => [form.name, form] as const))("%s", (_, form) => {
  test("what comes next begins, and the project comes to its milestone", async () => {
    const root = inForm(form);
    const before = Object.fromEntries(filesBelow(join(root, ".planning")).map((path) => [path, read(root, path)]));
    // What can be read for what it means is no problem.
    const problems = readPlanning(root).problems.map(problemText).join("\n");
    if (form.told !== undefined) expect(problems).toContain(form.told);
    else if (form.first === undefined) expect(problems).toBe("");
    const steps: string[] = [];
    for (let now = route(root); now.action !== "done"; now = route(root)) {
      const { action, phase, problems } = now;
      steps.push(action);
      if (steps.length > MOST) throw new Error(`no end: ${steps.join(", ")}`);
      if (action === "adopt") {
        expect(problems).not.toEqual([]);
        adoptAll(root);
        // Nothing of the person's is rewritten.
        for (const [path, text] of Object.entries(before)) expect([path, read(root, path)]).toEqual([path, text]);
      } else if (action === "mend") {
        expect(problems).not.toEqual([]);
        form.mend!(root);
      } else {
        expect(COMMANDS).toContain(action);
        const run = new PhasesRun(root, honest);
        expect(await run.type("next", "")).toBeNull();
        expect([run.run.entry, run.run.tasks[0]!.outcome]).toEqual([action, expect.stringMatching(/^(?:pass|open)$/)]);
        for (let most = 0; run.open.length > 0 && most < 20; most++) {
          expect(run.open[0]!.kind).not.toBe("phase-blocked");
          const [first] = run.open[0]!.options;
          const option = run.open[0]!.options.includes("waive") ? "waive" : first!;
          await run.answer(option, option === "waive" ? "as it was" : null);
        }
        expect([action, phase, run.run.status]).toEqual([action, phase, "complete"]);
      }
    }
    expect(steps[0]).toBe(form.first ?? "verify-work");
    expect(steps.at(-1)).toBe("complete-milestone");
  });
});

test("for any mixture of these forms, what comes next begins, or says what to mend", async () => {
  const nobody: Agent = () => {
    throw new Error("an agent is asked");
  };
  const names = FORMS.map(({ name }) => name);
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.constantFrom(...names), { minLength: 2, maxLength: 5 }), async (chosen) => {
      const edits = FORMS.filter(({ name }) => chosen.includes(name)).map(({ edit }) => edit);
      const root = inForm({
        name: "mixed",
        // Where one finds nothing to change any more, the others stand.
        edit: (at) => {
          for (const edit of edits) attempt(() => edit(at), null);
        },
      });
      const { action, problems } = route(root);
      expect(standingOf(root)!.next.action).toBe(action);
      if (!COMMANDS.includes(action)) {
        expect(["mend", "adopt"]).toContain(action);
        expect(problems).not.toEqual([]);
        if (action === "adopt")
          expect(adopt(root, []).lines.join("\n")).toMatch(/^(?:plans|unbuilt|reports) \(|Noted/m);
        return;
      }
      const run = new PhasesRun(root, nobody);
      await run.type("next", "").catch(() => {});
      expect([run.run.entry, run.run.tasks[0]!.outcome]).toEqual([
        action,
        expect.stringMatching(/^(?:pass|open|existing)$/),
      ]);
    }),
    { numRuns: 60 },
  );
});

test("without words all of it stands on one screen, and nothing is noted", () => {
  const root = inForm(FORMS.find(({ name }) => name === "commits that are in no history")!);
  const { lines, asks } = adopt(root, []);
  expect(asks).toBeUndefined();
  expect(lines.join("\n")).toContain("plans (1): a summary is there, and nothing shows the work: 02-01");
  expect(route(root).action).toBe("adopt");
});

test("what was vouched for and changes is new", () => {
  const root = inForm(FORMS.find(({ name }) => name === "commits that are in no history")!);
  adoptAll(root);
  expect(route(root).action).toBe("verify-work");
  const path = "phases/02-search/02-01-SUMMARY.md";
  write(root, path, `${read(root, path)}\nMore.\n`);
  expect(route(root).action).toBe("adopt");
});

test("a plan that the person takes as done is carried out by nobody", () => {
  const root = inForm(FORMS.find(({ name }) => name.includes("that nobody carried out"))!);
  expect(route(root)).toMatchObject({ action: "execute-phase", phase: "1" });
  adopt(root, ["unbuilt=done"]).asks!.then();
  expect(route(root)).toMatchObject({ action: "verify-work", phase: "2" });
  expect(adopt(root, []).lines.join("\n")).not.toContain("unbuilt");
});

test("a verification that was taken as passed says nothing of a project that changed since", async () => {
  const root = inForm(FORMS[0]!);
  adopt(root, ["reports=done"]).asks!.then();
  const verified = () => routeFacts(root, readOverview(root)).look("1").stale;
  expect(verified()).toBeNull();
  writeFiles(root, { "src/greet.ts": "export {};\n" });
  expect(verified()).toContain("src/greet.ts changed");
});

test("a kind that is to be verified opens its phase again", () => {
  const root = inForm(FORMS[0]!);
  const { asks } = adopt(root, ["reports=verify"]);
  expect(route(root)).toMatchObject({ action: "verify-work", phase: "2" });
  asks!.then();
  expect(route(root)).toMatchObject({ action: "verify-work", phase: "1" });
});

test.each([
  [["plans=dne"], 'found "plans=dne", expected some of plans=done, plans=verify, plans=open'],
  [["unbuilt=done"], 'found "unbuilt=done", expected some of plans=done'],
])("%p is refused with what may be said", (words, problem) => {
  const root = inForm(FORMS.find(({ name }) => name === "commits that are in no history")!);
  expect(adopt(root, words).wrong).toStartWith(problem);
});
