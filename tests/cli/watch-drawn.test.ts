// The live screen: data to lines at every size.
// Runs: in full too.
import { describe, expect, test } from "bun:test";
import { scrolled, type Watched, watchLines } from "../../src/cli/watch/draw.ts";
import type { RunView, TaskView } from "../../src/render/view.ts";
import { columns, type Paint, PLAIN } from "../../src/text.ts";
import { someOf } from "../harness/in-full.ts";
import { RUN_VIEW, taskView } from "../render/run-view.ts";

const task = (id: string, subject: string, more: Partial<TaskView> = {}): TaskView =>
  taskView(id, subject, { agent: "implementer", model: "sonnet", ...more });

const at = (silent: number | null, what = "src/greet.ts") => ({
  since: "2030-01-02T03:04:05.678Z",
  minutes: 12,
  step: { tool: "Edit", what, seen: "2030-01-02T03:10:00.000Z" },
  silent,
});

const view: RunView = {
  ...RUN_VIEW,
  status: "running",
  phase: "implementation",
  request: "Say goodbye",
  done: 1,
  total: 40,
  tasks: [
    task("T1", "Gather requirements", { status: "done", outcome: "3 acceptance criteria" }),
    task("T2", "Die Prüfung 統合テストを書く 👩‍👩‍👧 é́", { status: "running", at_work: at(1) }),
    task("T3", "Code \u001b[31mReview\u001b[0m\u202e", {
      status: "running",
      at_work: at(7, `src/${"lang/".repeat(60)}`),
    }),
    ...Array.from({ length: 37 }, (_, index) =>
      task(`T${index + 4}`, `Step ${index}`, { blocked_by: ["T2"] }),
    ),
  ],
  groups: [],
  questions: [],
  findings: [],
  tests: [],
  spent: { total: { tool_calls: 4, minutes: 30, tokens: 900_000 }, main_thread: null },
  ceiling_tokens: 1_000_000,
  owner: null,
  next: "nothing to do: T2 is running",
};

const asked: RunView = {
  ...view,
  status: "waiting_for_user",
  questions: [
    {
      id: "Q1",
      header: "Plan",
      question: `Q1 · How should it continue?\n${Array.from({ length: 12 }, (_, line) => `What was said in line ${line}`).join("\n")}`,
      parts: { title: "How should it continue?", commands: [], lines: [], price: [], file: null },
      multiple: false,
      options: [
        { label: "Go on", description: "As it is", key: "a" },
        { label: "Stop", description: "", key: "b" },
      ],
    },
  ],
};

const watched = (more: Partial<Watched> = {}): Watched => ({
  view,
  none: "",
  problem: null,
  beside: [],
  events: Array.from(
    { length: 50 },
    (_, index) =>
      `  0:${index}  \u001b[32m✓\u001b[39m T1 Gather: done ${index} ${"統".repeat(index)}`,
  ),
  ...more,
});

const LOUD: Paint = Object.fromEntries(
  (["bold", "dim", "red", "green", "yellow", "cyan"] as const).map((name, index) => [
    name,
    (text: string) => `\u001b[${31 + index}m${text}\u001b[39m`,
  ]),
) as Paint;

/** All that the screen can show, by name. */
const SHOWN: [string, Watched][] = [
  ["a run at work", watched()],
  ["one that asks", watched({ view: asked })],
  [
    "one beside others",
    watched({
      beside: Array(9).fill(`In same-line-1f2a: multi-ai-1, waiting \u001b[2J${"統".repeat(60)}`),
    }),
  ],
  ["one that is over", watched({ view: { ...view, status: "complete" } })],
  [
    "one that waits",
    watched({ view: { ...view, held: "Claude's API gave no answer ".repeat(9) } }),
  ],
  [
    "a broken journal",
    watched({ problem: "The journal is broken at line 7: it does not continue. ".repeat(4) }),
  ],
  [
    "no run",
    watched({
      view: null,
      none: "No run here (looked for .task).\nStart one: /multi-ai <request>",
    }),
  ],
];

describe.each(SHOWN)("%s", (_, data) => {
  test.each(someOf([20, 40, 60, 100, 200]))(
    "in %d columns, 8 to 60 rows: no line too many, none too wide",
    (width) => {
      for (let rows = 1; rows <= 60; rows++) {
        for (const paint of [PLAIN, LOUD]) {
          const lines = watchLines(data, { rows, width }, paint);
          expect(lines.length).toBe(rows);
          for (const line of lines) {
            expect([line, columns(line) <= width]).toEqual([line, true]);
            // Colours of ours are all that may be left.
            // biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for
            const uncoloured = line.replaceAll(/\u001b\[3\dm/g, "");
            // biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for
            expect(uncoloured).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
            // Each colour ends on its line.
            if (line.includes("\u001b"))
              expect(line.lastIndexOf("\u001b[39m")).toBe(line.lastIndexOf("\u001b"));
          }
        }
      }
    },
  );
});

const textOf = (data: Watched, width = 100, rows = 40): string =>
  watchLines(data, { rows, width }, PLAIN).join("\n");

describe("of a run at work", () => {
  test("it says where it stands, who does what, and the newest events", () => {
    const text = textOf(watched(), 100, 70);
    expect(text).toStartWith("multi-ai-0a1b2c3d (multi-ai) · running · 1 of 40 tasks done · since");
    expect(text).toMatch(/T2 +Die Prüfung .* no activity for 7 min/);
    expect(text).toContain("You are asked at 1.0 M tokens");
    expect(text).toContain("Next: nothing to do: T2 is running\n\nLatest events\n");
    expect(text).toContain("T1 Gather: done 49");
  });

  test("80 columns and 24 rows show every task of a chain, what is next, and the newest event", () => {
    const tasks = Array.from({ length: 14 }, (_, index) =>
      task(`T${index + 1}`, `Code Review - Sonnet v${index}`, {
        ...(index === 7 ? { status: "running", at_work: at(1) } : {}),
        ...(index < 7 ? { status: "done", outcome: "needs changes, 1 major" } : {}),
      }),
    );
    const lines = watchLines(watched({ view: { ...view, tasks } }), { rows: 24, width: 80 }, PLAIN);
    for (const { id, subject } of tasks)
      expect(
        lines.filter((line) => line.includes(` ${id} `) && line.includes(subject)),
      ).not.toEqual([]);
    const text = lines.join("\n");
    expect(text).toContain("Next: nothing to do");
    expect(text).toContain("T1 Gather: done 49");
    expect(lines.at(-1)).toBe("f findings · s story · q quits");
  });

  test("a page takes the place of the status, says how much of it is below, and is scrolled to its end", () => {
    const page = {
      name: "story" as const,
      lines: Array.from({ length: 60 }, (_, n) => `line ${n}`),
    };
    const size = { rows: 24, width: 80 };
    const from = (at: number): string[] =>
      watchLines(watched(), size, PLAIN, "UTC", { ...page, from: at });
    expect([from(0)[0], from(0)[1]]).toEqual(["Story · 38 more lines below", "line 0"]);
    const end = scrolled({ ...page, from: 0 }, 1_000, size);
    const last = from(end.from);
    expect([last[0], last.at(-2), last.at(-1)]).toEqual([
      "Story",
      "line 59",
      "arrows scroll · esc back · q quits",
    ]);
    expect(scrolled(end, -1_000, size).from).toBe(0);
  });

  test("the task at work is in sight, also of many in few rows", () => {
    const late = {
      ...view,
      tasks: [...view.tasks.slice(3), view.tasks[1]!, ...view.tasks.slice(4)],
    };
    expect(textOf(watched({ view: late }), 100, 20)).toMatch(/^▶ +T2 +Die/m);
  });
});

test.each([
  [40, 14],
  [100, 10],
])(
  "of a question its options and how to answer are in sight in %d columns and %d rows",
  (width, rows) => {
    const text = textOf(watched({ view: asked }), width, rows);
    expect(text).toContain("  A  Go on — As it is\n  B  Stop\n");
    expect(text.replaceAll("\n", " ")).toContain("Answer: multi-ai decide <A, B> --question Q1");
  },
);

test("a broken journal is told above what was known before", () => {
  const text = textOf(watched({ problem: "The journal is broken at line 7." }));
  expect(text.split("\n")[0]).toBe("The journal is broken at line 7.");
  expect(text).toContain("Gather requirements");
});
