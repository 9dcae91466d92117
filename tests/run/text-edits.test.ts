// What becomes of the texts for people, `.task/user-story.md` and `.task/plan.md`, that a person changes by hand.
import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { taskOf } from "../../src/engine/run.ts";
import { acceptedText } from "../../src/record/accepted.ts";
import { keepCopy } from "../../src/record/copies.ts";
import { noteBefore, takeBefore } from "../../src/record/watched.ts";
import { behindCall } from "../../src/run/audit/folder.ts";
import { readRun } from "../../src/run/life/run.ts";
import { viewQuestions } from "../../src/run/views/questions.ts";
import { reportOf } from "../../src/run/views/report.ts";
import { apply, carryOn, type MadeRun, makeRun } from "../cli/make-run.ts";
import { cleanup, tempDir } from "../harness/project.ts";
import { CODE_SONNET, GATHER, PLAN, PLAN_OPUS } from "../workflows/multi-ai/ids.ts";
import { answer, answers, call, edit, textOf, upTo } from "./edited.ts";

afterAll(cleanup);

const STORY = ".task/user-story.md";
const PLAN_TEXT = ".task/plan.md";
const STORY_JSON = ".task/user-story.json";
const PLAN_JSON = ".task/plan-refined.json";
const more = (text: string): string =>
  text.replace("A test covers goodbye", "A test covers goodbye and the empty name");
const accepted = ({ project }: MadeRun, path: string) => JSON.parse(acceptedText(project, readRun(project)!, path)!);
const shown = (made: MadeRun): string => viewQuestions(made.project, readRun(made.project)!)[0]!.question;
const lines = (made: MadeRun): string[] =>
  shown(made)
    .split("\n")
    .filter((line) => /^[-+…] /.test(line));

describe("a story that a person changes as text while its question is open", () => {
  test("is asked about before the plan begins, is the story after a yes, and is put to the person again", async () => {
    const made = await makeRun();
    edit(made, STORY, more);
    const approved = answer(made, "approve");
    // What the person wrote stands until it is decided.
    expect(textOf(made, STORY)).toContain("and the empty name");
    expect(taskOf(approved, PLAN)!.status).toBe("ready");
    const { run, denied } = await call(made, PLAN);
    expect(denied).toContain(`${STORY} was changed by hand`);
    expect(run.questions).toMatchObject([{ kind: "edited", edit: { path: STORY, task: GATHER } }]);
    expect(lines(made)).toEqual([
      "+ - **AC2** A test covers goodbye and the empty name",
      "- - **AC2** A test covers goodbye",
    ]);
    const taken = answer(made, "take_in");
    expect(taken.questions).toMatchObject([{ kind: "story" }]);
    expect(shown(made)).toContain("AC2 A test covers goodbye and the empty name");
    const done = await carryOn(made.root, { answers });
    expect(done.run.status).toBe("complete");
    expect(reportOf(made.project, done.run)).toContain(`${STORY} was changed by hand: taken in`);
    expect(accepted(made, STORY_JSON).acceptance_criteria[1].text).toBe("A test covers goodbye and the empty name");
    expect(textOf(made, STORY)).toContain("and the empty name");
  });

  test("changed again before the answer: what was shown comes in, the rest is asked about next", async () => {
    const made = await upTo(PLAN);
    edit(made, STORY, more);
    await call(made, PLAN);
    edit(made, STORY, (text) => text.replace("- Other languages", "- Everything else"));
    answer(made, "take_in");
    expect(accepted(made, STORY_JSON).out_of_scope).toEqual(["Other languages"]);
    const next = answer(made, "approve").tasks.findLast((one) => one.status === "ready")!;
    expect((await call(made, next.id)).run.questions).toMatchObject([{ kind: "edited", edit: { path: STORY } }]);
    expect(lines(made)).toEqual(["+ - Everything else", "- - Other languages"]);
  });
});

describe("a plan that a person changes as text", () => {
  const step = (text: string): string => text.replace(/- \*\*S1\*\* .+/, "- **S1** All in one file");

  test("counts for all that reads it, and voids what approved the old one", async () => {
    const made = await upTo(PLAN_OPUS);
    edit(made, PLAN_TEXT, step);
    await call(made, PLAN_OPUS);
    const run = answer(made, "take_in");
    expect(run.tasks.filter((one) => one.void).map((one) => one.subject)).toContain("Plan Review - Sonnet");
    const next = run.tasks.findLast((one) => one.status === "ready")!;
    expect((await call(made, next.id)).denied).toBeNull();
    expect(textOf(made, PLAN_JSON)).toContain("All in one file");
    apply(made.project, {
      do: "lost",
      task: next.id,
      nonce: taskOf(readRun(made.project)!, next.id)!.dispatch!.nonce,
      why: "its host died",
    });
    const done = await carryOn(made.root, { answers });
    expect(done.run.status).toBe("complete");
    expect(accepted(made, PLAN_JSON).steps[0].title).toBe("All in one file");
  });

  test("is checked like an agent's: what breaks a rule is named, and comes in once it is mended", async () => {
    const made = await upTo(PLAN_OPUS);
    edit(made, PLAN_TEXT, (text) => text.replace("- for AC1", "- for AC9"));
    expect((await call(made, PLAN_OPUS)).run.questions).toMatchObject([{ kind: "edited-wrong" }]);
    expect(shown(made)).toContain(`${PLAN_TEXT}: steps S1.covers: AC9 is not a criterion of the story`);
    edit(made, PLAN_TEXT, (text) => step(text.replace("- for AC9", "- for AC1")));
    answer(made, "look");
    expect((await call(made, PLAN_OPUS)).run.questions).toMatchObject([{ kind: "edited" }]);
  });

  test("a broken heading is named with its line and what is expected; put back, all is as before", async () => {
    const made = await upTo(PLAN_OPUS);
    const own = textOf(made, PLAN_TEXT);
    edit(made, PLAN_TEXT, (text) => text.replace("## Steps", "## Stepps"));
    expect((await call(made, PLAN_OPUS)).run.questions).toMatchObject([{ kind: "edited-wrong" }]);
    expect(shown(made)).toContain(`${PLAN_TEXT}:7: found "## Stepps", expected one of ## Steps, ## Risks`);
    answer(made, "put_back");
    expect((await call(made, PLAN_OPUS)).denied).toBeNull();
    expect(textOf(made, PLAN_TEXT)).toBe(own);
  });
});

describe("two that are changed", () => {
  test("the text and the JSON of one: each is asked about, the second against what the first has become", async () => {
    const made = await upTo(PLAN_OPUS);
    edit(made, PLAN_JSON, (text) => text.replace("A pure function beside greet.", "One file for both."));
    edit(made, PLAN_TEXT, (text) => text.replace("A pure function beside greet.", "Two files."));
    expect((await call(made, PLAN_OPUS)).run.questions).toMatchObject([{ edit: { path: PLAN_JSON } }]);
    const next = answer(made, "take_in").tasks.findLast((one) => one.status === "ready")!;
    expect((await call(made, next.id)).run.questions).toMatchObject([{ edit: { path: PLAN_TEXT } }]);
    expect(lines(made)).toEqual(["+ Two files.", "- One file for both."]);
    answer(made, "put_back");
    expect((await call(made, next.id)).denied).toBeNull();
    expect(textOf(made, PLAN_TEXT)).toContain("One file for both.");
  });
});

describe("what is shown is all that is taken", () => {
  const criterion = (text: string) => (all: string) => all.replace("A test covers goodbye", text);

  test("a long line is shown whole, in lines that cannot be taken for others, and what nobody sees by its code", async () => {
    const made = await upTo(PLAN);
    const long = `${"word ".repeat(60)}- **AC9** end`;
    edit(made, STORY, criterion(`It is\u200b ${long}`));
    await call(made, PLAN);
    const all = lines(made);
    expect(all[0]).toStartWith("+ - **AC2** It is⟨U+200B⟩ word word");
    expect(all.slice(1, -1).every((line) => line.startsWith("… "))).toBe(true);
    const joined = all
      .slice(0, -1)
      .map((line) => line.slice(2))
      .join("");
    expect(joined.replaceAll(" ", "")).toBe(`-**AC2**Itis⟨U+200B⟩${long.replaceAll(" ", "")}`);
    expect(all.at(-1)).toBe("- - **AC2** A test covers goodbye");
  });

  test("a mark that turns the reading direction does not come in", async () => {
    const made = await upTo(PLAN);
    edit(made, STORY, criterion("A test \u202ecovers farewell"));
    await call(made, PLAN);
    expect(lines(made)[0]).toBe("+ - **AC2** A test covers farewell");
    answer(made, "take_in");
    expect(JSON.stringify(readRun(made.project)!.questions)).not.toContain("\u202e");
    const { run } = await carryOn(made.root, { answers });
    expect(run.status).toBe("complete");
    expect(accepted(made, STORY_JSON).acceptance_criteria[1].text).toBe("A test covers farewell");
  });

  test("more than one question shows cannot be taken in, and the person reads what to do", async () => {
    const made = await upTo(PLAN);
    const many = Array.from({ length: 14 }, (_, at) => `- Not ${at}\n`).join("");
    edit(made, STORY, (text) => text.replace("- Other languages\n", `- Other languages\n${many}`));
    expect((await call(made, PLAN)).run.questions).toMatchObject([{ kind: "edited-wrong" }]);
    expect(shown(made)).toContain("this changes 14 lines, and a question shows 13 whole; take some back");
    edit(made, STORY, (text) => text.replace("- Not 13\n", ""));
    answer(made, "look");
    expect((await call(made, PLAN)).run.questions).toMatchObject([{ kind: "edited" }]);
    expect(lines(made)).toHaveLength(13);
  });
});

describe("what a program may leave there", () => {
  const STORM: [name: string, text: (own: string) => string, asked: string][] = [
    ["too much for an object", (own) => own.padEnd(2_000_000, "x"), "found 2000000 bytes, expected at most 1000000"],
    ["lists within lists", () => "[".repeat(200_000) + "]".repeat(200_000), "the title, as # <title>"],
    ["a line that goes on in thousands", (own) => `${own}- x\n${"  a\n".repeat(60_000)}`, "a question shows 13 whole"],
  ];
  test.each(STORM)("%s: it is named at once, and put back", async (_name, make, asked) => {
    const made = await upTo(PLAN);
    const own = edit(made, STORY, (text) => text.replace(/## Tests that[\s\S]*/, ""));
    edit(made, STORY, make);
    const before = performance.now();
    expect((await call(made, PLAN)).run.questions).toMatchObject([{ kind: "edited-wrong" }]);
    expect(shown(made)).toContain(asked);
    expect(performance.now() - before).toBeLessThan(5_000);
    answer(made, "put_back");
    expect((await call(made, PLAN)).denied).toBeNull();
    expect(textOf(made, STORY).trim()).toBe(own.trim());
  });

  test.each([STORY, STORY_JSON])(
    "%s, too large to be kept: it is put back behind the command all the same",
    async (path) => {
      const made = await upTo(CODE_SONNET);
      const env = { HOME: tempDir("home-"), CLAUDE_PLUGIN_DATA: tempDir("data-") };
      keepCopy(made.project, made.run.run, env);
      const own = textOf(made, path);
      noteBefore(made.project, "toolu_x", env, () => null);
      edit(made, path, () => "x".repeat(2_000_000));
      const before = takeBefore(made.project, "toolu_x", env);
      expect(behindCall(made.project, before, env, null, { by: "a command", call: "toolu_x" })).toContain(path);
      expect(textOf(made, path)).toBe(own);
    },
  );
});

test("what blanks and line breaks alone change is an edit, too, where it says something else", async () => {
  const made = await upTo(PLAN);
  edit(made, STORY, (text) => text.replace("- Other languages", "- Other languages - and titles"));
  await call(made, PLAN);
  answer(made, "take_in");
  const next = answer(made, "approve").tasks.findLast((one) => one.status === "ready")!;
  edit(made, STORY, (text) => text.replace("- Other languages - and titles", "- Other languages\n- and titles"));
  await call(made, next.id);
  expect(lines(made)).toEqual(["+ - Other languages", "+ - and titles", "- - Other languages - and titles"]);
});

describe("what nobody is asked about", () => {
  test("white space of a formatter, a text that is gone, a link or a folder in its place", async () => {
    const made = await upTo(PLAN_OPUS);
    const own = textOf(made, STORY);
    edit(made, STORY, (text) => text.replaceAll("\n- ", "\n-   ").replace("also says", "also\nsays"));
    rmSync(join(made.root, PLAN_TEXT));
    expect(await call(made, PLAN_OPUS)).toMatchObject({ denied: null, run: { edits: [] } });
    expect(textOf(made, STORY)).toBe(own);
    expect(textOf(made, PLAN_TEXT)).toContain("## Steps");

    const linked = await upTo(PLAN_OPUS);
    const outside = join(tempDir("outside-"), "x.md");
    writeFileSync(outside, more(own));
    rmSync(join(linked.root, STORY));
    symlinkSync(outside, join(linked.root, STORY));
    rmSync(join(linked.root, PLAN_TEXT));
    mkdirSync(join(linked.root, PLAN_TEXT));
    expect(await call(linked, PLAN_OPUS)).toMatchObject({ denied: null, run: { edits: [] } });
    expect(readFileSync(outside, "utf8")).toBe(more(own));
  });
});

test("what a command of an agent changed in a text is put back, whatever else it wrote; what stood there is kept", async () => {
  const made = await upTo(CODE_SONNET);
  const env = { HOME: tempDir("home-"), CLAUDE_PLUGIN_DATA: tempDir("data-") };
  keepCopy(made.project, made.run.run, env);
  const own = textOf(made, STORY);
  noteBefore(made.project, "toolu_x", env, () => null);
  const bad = edit(made, STORY, more);
  // The program's own note of what it wrote last is one more file that a command can write.
  const sha = new Bun.CryptoHasher("sha256").update(bad).digest("hex");
  edit(made, ".task/kept.json", (text) => text.replace(/("\.task\/user-story\.md":")\w+/, `$1${sha}`));
  const before = takeBefore(made.project, "toolu_x", env);
  const refused = behindCall(made.project, before, env, null, { by: "a command", call: "toolu_x" });
  expect(refused).toContain(STORY);
  expect(textOf(made, STORY)).toBe(own);
  expect(textOf(made, `.task/objects/${sha}`)).toBe(bad);
  expect(await call(made, CODE_SONNET)).toMatchObject({ denied: null, run: { edits: [] } });
});

test("the program's own note of what it wrote decides nothing: an edit that it names is asked about like any other", async () => {
  const made = await upTo(PLAN_OPUS);
  const mine = edit(made, STORY, more);
  const sha = new Bun.CryptoHasher("sha256").update(mine).digest("hex");
  edit(made, ".task/kept.json", (text) => text.replace(/("\.task\/user-story\.md":")\w+/, `$1${sha}`));
  expect((await call(made, PLAN_OPUS)).run.questions).toMatchObject([{ kind: "edited", edit: { path: STORY } }]);
});
