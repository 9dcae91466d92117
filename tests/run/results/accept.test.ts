// Guarantee: A verdict is about one thing.
// Runs: together.
import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callHash, contentHash, continues } from "../../../src/record/changes/agent-writes.ts";
import { checkArtifact, readTaskArtifact } from "../../../src/run/results/accept.ts";
import { parseJson, readArtifact } from "../../../src/store/files/small-file.ts";
import { moduleOf } from "../../../src/workflows/index.ts";
import { dispatched, given, hash, started } from "../../workflows/multi-ai/given.ts";

const root = mkdtempSync(join(tmpdir(), "artifact-"));
mkdirSync(join(root, ".task"));
afterAll(() => rmSync(root, { recursive: true }));

const project = { root, task: join(root, ".task"), found: "folder" as const };
const path = join(root, ".task", "user-story.json");
const nonce = "ab".repeat(16);
const { now: run } = given(started(), dispatched("T1"));
const task = run.tasks[0]!;

const STORY = {
  task: "T1",
  nonce,
  title: "Greeting",
  summary: "Says hello",
  acceptance_criteria: [{ id: "AC1", text: "It says hello" }],
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const check = async (content: Uint8Array | string) => {
  const given = typeof content === "string" ? bytes(content) : content;
  const result = await checkArtifact(project, run, task, hash(nonce), null, given);
  return result.ok ? [] : result.problems;
};
const story = (over: object): string => JSON.stringify({ ...STORY, ...over });

describe("a file that an agent has written", () => {
  test("counts when it is what the task asks for; what it may leave out is filled in", async () => {
    const result = await checkArtifact(project, run, task, hash(nonce), null, bytes(story({})));
    expect(result).toMatchObject({
      ok: true,
      artifact: { outcome: "done", questions: [], assumptions: [] },
    });
    expect(result.ok && result.artifact.sha).toBe(hash(story({})));
  });

  test.each([
    ["", ".task/stories/story.md"],
    [", also over the data of a task of before", task.writes],
  ])(
    "is written for people by the program, where its kind says how%s; refused it is not",
    async (_, path) => {
      const { artifacts } = moduleOf("multi-ai");
      const own = artifacts["user-story"]!;
      const title = (value: unknown): string => `# ${(value as typeof STORY).title}\n`;
      artifacts["user-story"] = async () => ({
        ...(await own()),
        written: (value) => [{ path, text: title(value) }],
      });
      try {
        expect(await check(story({ title: 7 }))).toHaveLength(1);
        const result = await checkArtifact(project, run, task, hash(nonce), null, bytes(story({})));
        expect(result).toMatchObject({
          artifact: { documents: [{ path, sha: hash(title(STORY)) }] },
          written: [{ path, text: title(STORY) }],
        });
      } finally {
        artifacts["user-story"] = own;
      }
    },
  );

  test.each<[string, string | Uint8Array, RegExp]>([
    ["truncated JSON", '{"task": "T1", "nonce": "', /: it is not JSON: /],
    ["two values", `${JSON.stringify(STORY)}{}`, /: it is not JSON: /],
    ["UTF-8 that is none", new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), /: it is not valid UTF-8$/],
    ["deep nesting", "[".repeat(400_000), /: it is not JSON|the whole file: found/],
    [
      "deep nesting in a field",
      story({ title: 0 }).replace("0", `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`),
      /nested more than 500 deep/,
    ],
    ["null", "null", /the whole file: found null, expected object$/],
    ["a list", "[]", /the whole file: found \[\], expected object$/],
    ["a field of another type", story({ title: 7 }), /: title: found 7, expected string$/],
    [
      "a field that is missing",
      story({ summary: undefined }),
      /: summary: found nothing, expected string$/,
    ],
    [
      "a zero byte",
      story({ acceptance_criteria: [{ id: "AC1", text: "a\0b" }] }),
      /: acceptance_criteria\[0\]\.text: found a zero byte or half a character, expected text$/,
    ],
    ["half a character", story({ title: "a\ud83d" }), /: title: found .*, expected text$/],
    ["an empty text", story({ title: " " }), /: title: found " ", expected at least 1 character$/],
    [
      "a text without end",
      story({ title: "x".repeat(4_001) }),
      /: title: found "x+…, expected at most 4000 characters$/,
    ],
    [
      "an id of another form",
      story({ acceptance_criteria: [{ id: "1", text: "a" }] }),
      /acceptance_criteria\[0\]\.id: found "1", expected the form \/\^AC/,
    ],
    [
      "no entries",
      story({ acceptance_criteria: [] }),
      /acceptance_criteria: found \[\], expected at least 1 entry$/,
    ],
    [
      "too many entries",
      story({ assumptions: Array(61).fill("a") }),
      /assumptions: found .*, expected at most 60 entries$/,
    ],
    [
      "a question with one option",
      story({ questions: [{ question: "?", options: ["a"] }] }),
      /questions\[0\]\.options: found \["a"\], expected at least 2 entries$/,
    ],
    ["another task", story({ task: "T2" }), /: task: found "T2", expected "T1"$/],
    [
      "another dispatch",
      story({ nonce: "cd".repeat(16) }),
      /: nonce: it is not the one of your brief/,
    ],
    ["no nonce", story({ nonce: "" }), /: nonce: found "", expected the form/],
    [
      "a prototype for a task",
      '{"__proto__": {"task": "T1"}}',
      /: task: found nothing, expected string/,
    ],
  ])("is refused: %s", async (_name, content, problem) => {
    const problems = await check(content);
    expect(problems.join("\n")).toMatch(new RegExp(problem.source, "m"));
    for (const one of problems) expect(one.startsWith(".task/user-story.json: ")).toBe(true);
    expect(problems.join("\n").length).toBeLessThan(4_000);
  });

  test("tells every problem at once, twelve at most", async () => {
    expect(await check(story({ title: 1, summary: 2 }))).toHaveLength(2);
    const criteria = Array.from({ length: 30 }, () => ({ id: 1, text: 2 }));
    expect(await check(story({ acceptance_criteria: criteria }))).toHaveLength(12);
  });
});

describe("what is no file of an agent's", () => {
  const refusal = (at: string) => {
    const found = readArtifact(at);
    return found.ok ? null : found.problem;
  };
  const at = (name: string) => join(root, name);

  test("is a symbolic link, also one to a file that would do, or to nothing", () => {
    writeFileSync(at("real.json"), story({}));
    symlinkSync(at("real.json"), at("link.json"));
    symlinkSync(at("nowhere"), at("dangling.json"));
    for (const name of ["link.json", "dangling.json"])
      expect(refusal(at(name))).toBe("it is a symbolic link; expected a regular file");
  });
  test("is a pipe: nobody waits for a writer", () => {
    expect(Bun.spawnSync(["mkfifo", at("pipe.json")]).exitCode).toBe(0);
    expect(refusal(at("pipe.json"))).toBe(
      "it is a pipe, socket or device; expected a regular file",
    );
    expect(refusal("/dev/zero")).toBe("it is a pipe, socket or device; expected a regular file");
  });
  test("has 50 MB: it is not read", () => {
    writeFileSync(at("large.json"), "");
    truncateSync(at("large.json"), 50_000_000);
    expect(refusal(at("large.json"))).toBe(
      "it has 50000000 bytes, and at most 1000000 are read; expected a regular file",
    );
  });

  test("is refused with its name", async () => {
    rmSync(path, { force: true });
    expect(await readTaskArtifact(project, run, task, hash(nonce), null)).toMatchObject({
      ok: false,
      problems: [".task/user-story.json: the file is not there; write it"],
      sha: null,
    });
  });

  /** What is wrong with the task's file, when its agent has written this. */
  const problemsAfter = async (
    wrote: Record<string, unknown> | string | null,
    file: string,
  ): Promise<string[]> => {
    writeFileSync(path, file);
    const sense =
      wrote === null ? null : callHash(typeof wrote === "string" ? { content: wrote } : wrote, {});
    const dispatch = { ...task.dispatch!, ...(sense === null ? {} : { wrote: sense }) };
    const result = await readTaskArtifact(project, run, { ...task, dispatch }, hash(nonce), null);
    return result.ok ? [] : result.problems;
  };

  test("counts as its agent has written it, also when a formatter has laid it out since", async () => {
    expect(await problemsAfter(story({}), story({}))).toEqual([]);
    expect(
      await problemsAfter(story({}), `${JSON.stringify(JSON.parse(story({})), null, 4)}\n`),
    ).toEqual([]);
    // The host strips blanks at the ends of lines.
    expect(await problemsAfter(`${story({})}  \n \n`, `${story({})}\n`)).toEqual([]);
  });

  test("does not count when anything else has written or changed it, and says what to do", async () => {
    expect(await problemsAfter(null, story({}))).toEqual([
      ".task/user-story.json: you have not written it with the Write tool: what lies there is older, or a command wrote it; read it, then write it with Write",
    ]);
    expect(await problemsAfter(story({}), story({ summary: "Says goodbye" }))).toEqual([
      ".task/user-story.json: a command or another process changed it after you wrote it; read it, then write it whole with Write",
    ]);
  });
});

describe("what an agent has written", () => {
  const of = (text: string) => contentHash(bytes(text));

  test("is known from the call: the whole text, an edit, several edits, an edit of every place", () => {
    expect(callHash({ content: '{"a": 1}' }, {})).toBe(of('{ "a":1 }'));
    const originalFile = "# A\n\nold one, old two\n";
    const edit = { old_string: "old", new_string: "$& new" };
    expect(callHash(edit, { originalFile })).toBe(of("# A\n\n$& new one, old two\n"));
    expect(callHash({ ...edit, replace_all: true }, { originalFile })).toBe(
      of("# A\n$& new one, $& new two"),
    );
    expect(
      callHash({ edits: [edit, { old_string: "two", new_string: "2" }] }, { originalFile }),
    ).toBe(of("# A\n\n$& new one, old 2\n"));
    expect(callHash({ old_string: "", new_string: "new" }, { originalFile: null })).toBe(of("new"));
  });

  test("is an edit of its own text, not of what another process has put there", () => {
    const edit = { old_string: "a", new_string: "b" };
    const own = { wrote: of("a approved"), nonce: hash(nonce) };
    expect(continues(own, edit, { originalFile: "a  approved\n" })).toBe(true);
    expect(continues(own, edit, { originalFile: "a rejected" })).toBe(false);
    expect(continues(own, { content: "whole" }, { originalFile: "a rejected" })).toBe(true);
    const fresh = { nonce: hash(nonce) };
    expect(continues(fresh, edit, { originalFile: null })).toBe(true);
    // The file of an earlier round.
    expect(continues(fresh, edit, { originalFile: story({ nonce: "f".repeat(32) }) })).toBe(true);
    expect(continues(fresh, edit, { originalFile: story({}) })).toBe(false);
    expect(continues(fresh, edit, { originalFile: `<!-- task: T1 nonce: ${nonce} -->` })).toBe(
      false,
    );
  });

  test("is its values and words, not its layout", () => {
    expect(of("- [ ] *Review* of `a`\n")).toBe(of("* [ ] _Review_ of\n`a`"));
    for (const [one, other] of [
      ['{"status":"needs_changes"}', '{"status":"approved"}'],
      ['{"line":1}', '{"line":11}'],
      ['{"a":"x y"}', '{"a":"xy"}'],
      ["REVIEW: CHANGES", "REVIEW: APPROVED"],
    ] as const)
      expect(of(one)).not.toBe(of(other));
  });
});

test("any bytes are read as JSON or refused, never thrown", () => {
  for (let n = 0; n < 256; n++) {
    const result = parseJson(new Uint8Array([n, 255 - n, n]));
    if (!result.ok) expect(result.problem).toMatch(/^it is not /);
  }
});
