// Guarantee: What comes next is read from the files.
// Projects that others have written: what next names begins, `roadmap adopt` asks once for each
// kind, and each form comes to its milestone.
// Runs: in full too.
// In npm test: comes to its milestone$|mixture of these
// In npm test: ^(?!.* what comes next begins, and ends$)
// Not in npm test: ^(?!as the tool).* to its milestone$
// Not in npm test: refused with what may be said$|^what is taken back|^what nobody has said
// Not in npm test: ^nobody can vouch
// Not in npm test: ^a (?:self-check|commit of everything|plan that is not|verification that was)
// Not in npm test: ^the (?:number of a summary|last answer)|^a summary without its plan that is
import { afterAll, describe, expect, test } from "bun:test";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { attempt } from "../../../src/process/attempt.ts";
import { parseLine } from "../../../src/run/commands/arguments.ts";
import { projectVerb } from "../../../src/run/commands/project-verb.ts";
import { adopt } from "../../../src/workflows/phases/adopt/act.ts";
import { KINDS } from "../../../src/workflows/phases/adopt/survey.ts";
import { phasesModule } from "../../../src/workflows/phases/index.ts";
import { standingOf as milestoneStanding } from "../../../src/workflows/phases/milestone/checks.ts";
import { routeIn } from "../../../src/workflows/phases/next-route.ts";
import { surveyPhase } from "../../../src/workflows/phases/plan/survey.ts";
import { problemText } from "../../../src/workflows/phases/planning/model.ts";
import { readOverview, readPlanning } from "../../../src/workflows/phases/planning/read.ts";
import { setCriteria } from "../../../src/workflows/phases/planning/roadmap.ts";
import { act } from "../../../src/workflows/phases/roadmap-verb.ts";
import { phaseRoute, routeFacts } from "../../../src/workflows/phases/routes.ts";
import { standingOf } from "../../../src/workflows/phases/state.ts";
import { convert, FORMS, foreign, inForm, read, write } from "../../fixtures/planning/forms.ts";
import { IS_FULL, someOf } from "../../harness/in-full.ts";
import { discussAnswer } from "../../harness/phases/discuss.ts";
import { carriedOut, isCodeReview, reviewedCode, taskIn } from "../../harness/phases/execute.ts";
import { planAnswer } from "../../harness/phases/plan.ts";
import { verificationFor } from "../../harness/phases/verify.ts";
import { cleanup, DEFAULT_FILES, filesBelow, git, writeFiles } from "../../harness/project.ts";
import { type Agent, PhasesRun } from "./play.ts";

afterAll(cleanup);

const COMMANDS = [
  "discuss-phase",
  "plan-phase",
  "execute-phase",
  "verify-work",
  "complete-milestone",
];
/** Commands of one project, at most. */
const MOST = 10;

const honest: Agent = (brief, task) => {
  const planned = discussAnswer(brief) ?? planAnswer(brief);
  if (planned !== undefined && planned !== null) return planned;
  if (isCodeReview(brief)) return reviewedCode();
  if (task.schema === "phase-verification") return verificationFor(brief);
  const fn = taskIn(brief).replace("Write ", "");
  if (fn === "Greet")
    return carriedOut(brief, { "src/greet.ts": `${DEFAULT_FILES["src/greet.ts"]}// Greets.\n` });
  return carriedOut(brief, {
    [`src/${fn}.ts`]: `export const ${fn} = (name: string): string => "Hello, ".concat(name);\n`,
    [`tests/${fn}.test.ts`]: `import { expect, test } from "bun:test";\nimport { ${fn} } from "../src/${fn}.ts";\n\ntest("${fn}", () => expect(${fn}("Ada")).toContain("Ada"));\n`,
  });
};
const route = (root: string) => routeIn(root, readOverview(root));

/** Types what the screen shows, with these answers in the places of its own. */
function say(root: string, answers: Record<string, string>) {
  const [typed = ""] = adopt(root, []).lines.slice(-1);
  const [, ...words] = typed.slice(typed.indexOf("adopt ")).split(" ");
  const kinds = words.flatMap((word) => (word.includes("=") ? [word.split("=")[0]!] : []));
  const said = kinds.flatMap((kind) => (answers[kind] ? [`${kind}=${answers[kind]}`] : []));
  const { asks, wrong } = adopt(root, [words[0]!, ...said]);
  expect(wrong).toBeUndefined();
  return asks!;
}

/** The person says of each kind that it is done. */
function adoptAll(root: string): string {
  expect(adopt(root, []).asks).toBeUndefined();
  return say(root, { squashed: "done", plans: "done", unbuilt: "done", reports: "done" })
    .then()
    .lines.join("\n");
}

/** Those that are carried to their milestone; of the others the first command is. */
const WHOLE = someOf(FORMS);

describe.each(FORMS.map((form) => [form.name, form] as const))("%s", (_, form) => {
  const isWhole = WHOLE.includes(form);
  test(`what comes next begins, and ${isWhole ? "the project comes to its milestone" : "ends"}`, async () => {
    const root = foreign(form);
    expect(route(root)).toMatchObject({ action: "adopt", row: "another form" });
    const notes = convert(root).join("\n");
    const texts = (): Record<string, string> =>
      Object.fromEntries(
        filesBelow(join(root, ".planning")).map((path) => [path, read(root, path)]),
      );
    let before = texts();
    // What can be read for what it means is no problem.
    const problems = readPlanning(root).problems.map(problemText).join("\n");
    if (form.told !== undefined) expect(`${notes}\n${problems}`).toContain(form.told);
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
        for (const [path, text] of form.mend === undefined ? Object.entries(before) : [])
          expect([path, read(root, path)]).toEqual([path, text]);
      } else if (action === "mend") {
        expect(problems).not.toEqual([]);
        form.mend!(root);
        before = texts();
      } else {
        expect(COMMANDS).toContain(action);
        const run = new PhasesRun(root, honest);
        expect(await run.type("next", "")).toBeNull();
        expect([run.run.entry, run.run.tasks[0]!.outcome]).toEqual([
          action,
          expect.stringMatching(/^(?:pass|open)$/),
        ]);
        for (let most = 0; run.open.length > 0 && most < 20; most++) {
          expect(run.open[0]!.kind).not.toBe("phase-blocked");
          const [first] = run.open[0]!.options;
          const option = run.open[0]!.options.includes("waive") ? "waive" : first!;
          await run.answer(option, option === "waive" ? "as it was" : null);
        }
        expect([action, phase, run.run.status]).toEqual([action, phase, "complete"]);
        if (!isWhole) break;
      }
    }
    expect(steps[0]).toBe(form.first ?? "adopt");
    if (isWhole) expect(steps.at(-1)).toBe("complete-milestone");
  });
});

test("for any mixture of these forms, what comes next begins, or says what to mend", async () => {
  const nobody: Agent = () => {
    throw new Error("an agent is asked");
  };
  const names = FORMS.map(({ name }) => name);
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.constantFrom(...names), { minLength: 2, maxLength: 5 }),
      async (chosen) => {
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
            expect(adopt(root, []).lines.join("\n")).toMatch(
              /^(?:plans|unbuilt|reports) \(|Noted/m,
            );
          return;
        }
        const run = new PhasesRun(root, nobody);
        await run.type("next", "").catch(() => {});
        expect([run.run.entry, run.run.tasks[0]!.outcome]).toEqual([
          action,
          expect.stringMatching(/^(?:pass|open|existing)$/),
        ]);
      },
    ),
    { numRuns: IS_FULL ? 200 : 5 },
  );
});

test("without words all of it stands on one screen, and nothing is noted", () => {
  const root = inForm(FORMS.find(({ name }) => name === "commits that are in no history")!);
  const { lines, asks } = adopt(root, []);
  expect(asks).toBeUndefined();
  expect(lines.join("\n")).toContain(
    "plans (2): plans with a summary that is not by this program, or does not hold: 01-01, 02-01",
  );
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
  say(root, { plans: "done" }).then();
  expect(route(root)).toMatchObject({ action: "execute-phase", phase: "1" });
  say(root, { unbuilt: "done" }).then();
  expect(route(root)).toMatchObject({ action: "verify-work", phase: "2" });
  expect(adopt(root, []).lines.join("\n")).not.toContain("unbuilt");
});

test("a verification that was taken as passed says nothing of a project that changed since", async () => {
  const root = inForm(FORMS[0]!);
  say(root, { reports: "done" }).then();
  const verified = () => routeFacts(root).look("1").stale;
  expect(verified()).toBeNull();
  writeFiles(root, { "src/greet.ts": "export {};\n" });
  expect(verified()).toContain("src/greet.ts changed");
});

const lost = (): string =>
  inForm(FORMS.find(({ name }) => name === "commits that are in no history")!);

test("a verification that is not taken as passed opens its phase again, and the answer says so", () => {
  const root = inForm(FORMS[0]!);
  say(root, { plans: "done" }).then();
  const asks = say(root, { reports: "verify" });
  expect(asks.does).toStartWith(
    "reports: they do not count: their phases stay open until verify-work has verified them\n",
  );
  expect(route(root)).toMatchObject({ action: "verify-work", phase: "2" });
  asks.then();
  expect(route(root)).toMatchObject({
    action: "verify-work",
    phase: "1",
    why: "its plans are done, and you want it verified again",
  });
});

test("a plan that is not taken as done is carried out again, also where its box is ticked", async () => {
  const path = "phases/01-base/01-01-SUMMARY.md";
  const root = inForm({
    name: "a ticked phase whose commits are in no history",
    edit: () => {},
  });
  expect(route(root)).toMatchObject({ action: "adopt", phase: "2" });
  expect(say(root, { plans: "open" }).does).toStartWith("plans: they are carried out again\n");
  say(root, { plans: "open" }).then();
  expect(route(root)).toMatchObject({ action: "execute-phase", phase: "1" });
  expect(adopt(root, []).lines.join("\n")).not.toMatch(/^(?:plans|unbuilt) \(/m);
  expect(standingOf(root)!.phases).toEqual({ done: 0, total: 2 });
  // Nor may the milestone be completed over it.
  const facts = routeFacts(root);
  expect(milestoneStanding(facts).hard.join("\n")).toContain("execute-phase 1");
  const before = read(root, path);
  const run = new PhasesRun(root, honest);
  expect(await run.type("next", "")).toBeNull();
  for (let most = 0; run.open.length > 0 && most < 20; most++)
    await run.answer(run.open[0]!.options[0]!, null);
  expect(run.run.status).toBe("complete");
  expect(read(root, path)).not.toBe(before);
  expect(route(root)).toMatchObject({ phase: "1", action: "verify-work" });
});

test("a summary without its plan that is not taken as done leaves its phase to be planned", () => {
  const root = inForm(FORMS.find(({ name }) => name === "a summary without its plan")!);
  say(root, { plans: "open" }).then();
  const facts = routeFacts(root);
  expect(phaseRoute(facts, "2")).toMatchObject({ action: "plan-phase" });
});

test("the last answer counts, also where git took the first one's commit back", () => {
  const root = foreign(FORMS.find(({ name }) => name === "commits that are in no history")!);
  say(root, { plans: "done" }).then();
  git(root, "revert", "--no-edit", "HEAD");
  rmSync(join(root, ".planning/phases/01-base/01-01-PLAN.md"));
  // Also of a plan that is gone, of which only the summary is left.
  expect(adopt(root, []).lines.join("\n")).toContain("plans (2)");
  say(root, { plans: "open" }).then();
  expect(route(root)).toMatchObject({ action: "plan-phase", phase: "1" });
});

test("that a phase without criteria cannot be verified is said before", () => {
  const root = lost();
  const text = read(root, "ROADMAP.md");
  write(root, "ROADMAP.md", setCriteria(text, "2", []));
  expect(adopt(root, []).lines.join("\n")).toContain(
    "phase 2 has no success criteria to verify: multi-ai run discuss-phase 2 writes them",
  );
});

const layout = { width: 100, paint: { bold: String, dim: String } };
const shown = (root: string): string =>
  act({ root, from: root, layout, args: [] } as never).lines.join("\n");

test("what nobody has said stands behind the answer, and in the roadmap until it is said", () => {
  const root = lost();
  expect(shown(root)).toContain(
    "Not shown to be done: .planning/phases/01-base/01-01-SUMMARY.md: this program has not carried",
  );
  expect(say(root, { plans: "done" }).then().lines.join("\n")).toContain(
    "Still to be said: reports (1); multi-ai roadmap adopt.",
  );
  expect(shown(root)).toContain("01-VERIFICATION.md: it does not say which state of the project");
  say(root, { reports: "done" }).then();
  expect(shown(root)).not.toContain("Not shown to be done");
});

test("a self-check that failed, and a status that nobody knows, are shown", () => {
  const root = lost();
  const report = "phases/01-base/01-VERIFICATION.md";
  write(root, report, read(root, report).replace("status: passed", "status: approved"));
  const path = "phases/01-base/01-01-SUMMARY.md";
  write(root, path, read(root, path).replace("Self-Check: PASSED", "Self-Check: FAILED"));
  const screen = adopt(root, []).lines.join("\n");
  expect(screen).toContain('01-01-SUMMARY.md: it says "## Self-Check: FAILED"');
  expect(screen).toContain(
    '01-VERIFICATION.md: found the status "approved", expected one of passed, gaps_found, human_needed',
  );
  say(root, { reports: "done" }).then();
  const [folder] = readOverview(root).phases;
  expect(folder!.verification).toMatchObject({ status: "passed" });
  expect(adopt(root, []).lines.join("\n")).not.toContain("reports (");
});

const codeIn = (root: string): string =>
  /adopt ([0-9a-f]{6}) /.exec(adopt(root, []).lines.at(-1)!)![1]!;

test.each([
  [["plans=dne"], 'found "plans=dne", expected some of plans=done, plans=verify, plans=open'],
  [["unbuilt=done"], 'found "unbuilt=done", expected some of plans=done'],
  [["plans=done", "plans=open"], "found two answers for plans, expected one"],
])("%p is refused with what may be said", (words, problem) => {
  const root = lost();
  expect(adopt(root, [codeIn(root), ...words]).wrong).toStartWith(problem);
});

test("an answer for every kind can be typed at once", () => {
  const words = ["adopt", "3fa2c1", ...KINDS.map((kind) => `${kind}=done`)];
  const verb = projectVerb("roadmap", phasesModule.verbs!.roadmap!);
  expect(parseLine("roadmap", verb, words.join(" "))).toMatchObject({ ok: true, args: words });
});

test("an answer is about the texts that were shown", () => {
  const root = lost();
  const code = codeIn(root);
  const path = "phases/02-search/02-01-SUMMARY.md";
  write(root, path, `${read(root, path)}\nMore.\n`);
  for (const words of [[code, "plans=done"], ["plans=done"]])
    expect(adopt(root, words).wrong).toContain(
      "expected the code that multi-ai roadmap adopt shows",
    );
});

const undo = (root: string) => adopt(root, ["undo"]).asks!.then();

test("what is not done is carried out again, is asked once, and can be taken back", () => {
  const root = lost();
  say(root, { plans: "open" }).then();
  expect(route(root).action).toBe("execute-phase");
  expect(adopt(root, []).lines.join("\n")).not.toContain("plans (");
  undo(root);
  expect(route(root).action).toBe("adopt");
  adoptAll(root);
  expect(route(root).action).toBe("verify-work");
  undo(root);
  expect(route(root).action).toBe("adopt");
});

test("what is taken back is told first, and only where something was said", () => {
  const root = lost();
  const nothing = adopt(root, ["undo"]);
  expect([nothing.asks, nothing.lines[0]]).toEqual([
    undefined,
    "You have not answered anything here: there is nothing to undo.",
  ]);
  adoptAll(root);
  const { asks, lines } = adopt(root, ["undo"]);
  expect([lines, asks!.does.split("\n")]).toEqual([
    [],
    [
      "This discards your answers about:",
      "  .planning/phases/01-base/01-01-SUMMARY.md",
      "  .planning/phases/01-base/01-VERIFICATION.md",
      "  .planning/phases/02-search/02-01-SUMMARY.md",
    ],
  ]);
  // Until the person has given their word it counts.
  expect(route(root).action).toBe("verify-work");
});

test("taking the summary away has the plan carried out again, also where it was vouched for", () => {
  const root = lost();
  adoptAll(root);
  rmSync(join(root, ".planning/phases/02-search/02-01-SUMMARY.md"));
  expect(route(root)).toMatchObject({ action: "execute-phase", phase: "2" });
});

test.each<[string, (text: string) => Buffer]>([
  ["that is empty", () => Buffer.from("\n")],
  ["in Latin-1", (text) => Buffer.from(`${text}caf\u00e9`, "latin1")],
])("nobody can vouch for a summary %s", (_, of) => {
  const root = lost();
  const file = join(root, ".planning/phases/02-search/02-01-SUMMARY.md");
  writeFileSync(file, of(readFileSync(file, "utf8")));
  expect([route(root).action, adopt(root, []).lines.join("\n")]).toEqual([
    "mend",
    expect.not.stringMatching(/plans \(.*02-01/),
  ]);
});

test("a commit of everything shows no plan by itself: the person says whether it does", () => {
  const root = lost();
  const path = "phases/02-search/02-01-SUMMARY.md";
  const text = read(root, path);
  rmSync(join(root, ".planning", path));
  git(root, "commit", "-qam", "docs: away");
  write(root, path, text);
  writeFiles(root, { "notes.txt": "x\n" });
  git(root, "add", "-A");
  git(root, "commit", "-qm", "wip");
  expect(adopt(root, []).lines.join("\n")).toContain(
    "squashed (1): plans whose summary is in one commit with code, so that nothing shows whose work it is: 02-01",
  );
  expect(route(root).action).toBe("adopt");
});

test("the number of a summary without its plan is given to no other plan", () => {
  const root = inForm(FORMS.find(({ name }) => name === "a summary without its plan")!);
  expect(surveyPhase(root, "2").record.context.taken).toBe(1);
});
