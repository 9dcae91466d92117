// What a seat is shown when it votes again, and what the plan maker is told of a veto.
import { describe, expect, test } from "bun:test";
import type { Task } from "../../../src/engine/run.ts";
import { BRIEFS } from "../../../src/workflows/council/brief.ts";
import type { CouncilFacts } from "../../../src/workflows/council/facts.ts";
import { AUDIT, MASTER_PLAN, REFINED, RESEARCH } from "../../../src/workflows/council/paths.ts";
import { ledgerOf } from "../../../src/workflows/council/vote/ledger.ts";
import { approvedBefore } from "../../../src/workflows/council/vote/votes.ts";
import { blocker, Council } from "./given.ts";

const needed = (confirm: CouncilFacts["confirm"]): string[] =>
  [REFINED, AUDIT, RESEARCH, MASTER_PLAN].filter((path) => BRIEFS.vote!.needs!(path, { confirm } as CouncilFacts));

test("a seat that confirms what changed since its approval is sent no file, any other all there is", () => {
  expect(needed(null)).toEqual([REFINED, AUDIT, RESEARCH, MASTER_PLAN]);
  expect(needed({ hunks: "-a\n+b\n", parts: [] })).toEqual([]);
});

describe("the change alone", () => {
  /** The plan whose change the seat may confirm, with a model that by default is the one before; null: it reads all. */
  function before({ run }: Council, seat: string, who: Partial<Task["who"]> = {}): string | null {
    const task = { item: seat, who: { agent: "council-seat", model: seat, ...who } } as Task;
    return approvedBefore(run, task, ledgerOf(run))?.id ?? null;
  }
  const asked = { objections: [blocker("F1")] };

  test("for a seat that approved the plan before, and the one before that", () => {
    const council = new Council().plan("one").others("grok-devil").vote("grok-devil", "REVISE", asked);
    expect(before(council.plan("two", { Security: "s2" }), "gpt4o-product")).toBe("T1");
    expect(before(council.plan("three", { Security: "s3" }), "gpt4o-product")).toBe("T1");
  });

  test("not for a seat that asked for changes, or has never voted", () => {
    const council = new Council().plan("one").vote("grok-devil", "REVISE", asked).plan("two", { Security: "s2" });
    expect(before(council, "grok-devil")).toBeNull();
    expect(before(council, "gpt4o-product")).toBeNull();
  });

  test("not for a model that has never seen the plan: another one of the vendor, or another vendor's", () => {
    const council = new Council().plan("one").others().plan("two", { Security: "s2" });
    expect(before(council, "grok-devil")).toBe("T1");
    expect(before(council, "grok-devil", { model: "grok-mini" })).toBeNull();
    expect(before(council, "grok-devil", { provider: "xai" })).toBeNull();
  });

  test("not where it changes a part that the seat has objected to, settled or not", () => {
    const minor = { objections: [blocker("F1", "Security", "A wish.", "minor")] };
    const council = new Council().plan("one").others("grok-devil").vote("grok-devil", "APPROVE", minor);
    expect(before(council.plan("two", { "Task 1": "other" }), "grok-devil")).toBe("T1");
    expect(before(council.plan("three", { Security: "s2" }), "grok-devil")).toBeNull();
    expect(before(council, "gpt4o-product")).toBe("T1");
  });

  test("stands there as a diff, beside the headings of the plan", () => {
    const facts = {
      ...{ seat: "grok-devil", decided: "", attempt: [], ledger: { objections: [], rounds: [] } },
      confirm: { hunks: "-as it was\n+as it is\n", parts: ["Overview", "Task 2"] },
    } as unknown as CouncilFacts;
    const text = BRIEFS.vote!.parts(facts)
      .map(({ title, body }) => `## ${title}\n${body}`)
      .join("\n");
    expect(text).toContain("````diff\n-as it was\n+as it is\n````");
    expect(text).toEndWith("## Headings of the plan\n- Overview\n- Task 2");
  });
});

test("the plan maker is told once what clears a veto, and every problem whole", () => {
  const council = new Council()
    .plan("one")
    .vote("mistral-security", "REJECT", { objections: [blocker("F1"), blocker("F2")] });
  const words = { problem: "p".repeat(400), fix: "f", quote: "", condition: "No key is stored." };
  const facts = {
    ...{
      ...{ plan: "x", seat: "", decided: "", constraints: "", notes: "", memory: "", refined: null },
      attempt: [],
      votes: [],
    },
    ...{ ledger: ledgerOf(council.run), words: () => words },
  } as unknown as CouncilFacts;
  const { body } = BRIEFS.synthesis!.parts(facts).find(({ title }) => title === "Open objections")!;
  expect(body.match(/No key is stored/g)).toHaveLength(1);
  expect(body).toStartWith(
    "- Veto of mistral-security, cleared by: No key is stored.\n- mistral-security/F1 (blocker, open) at Security: ppp",
  );
  expect(body.match(/p{400}/g)).toHaveLength(2);
});
