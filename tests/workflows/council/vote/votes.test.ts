// Runs: together.
import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { numbered } from "../../../../src/record/changes/agent-writes.ts";
import { parseArtifact } from "../../../../src/run/results/accept.ts";
import { sha256 } from "../../../../src/store/journal.ts";
import type { Objection } from "../../../../src/workflows/council/vote/ledger.ts";
import type { Severity, VoteWord } from "../../../../src/workflows/council/vote/recorded.ts";
import { tallyOf } from "../../../../src/workflows/council/vote/tally.ts";
import { judgeVote, kind, type Vote } from "../../../../src/workflows/council/vote/vote.ts";
import { Council, hashesOf, PLAN_DATA, PLAN_TEXT } from "../given.ts";

const folder = join(import.meta.dir, "../../../fixtures/council/votes");

/** One answer of a seat, whatever it is: what comes of it, and for which seat. */
interface Row {
  file: string;
  what: string;
  seat: string;
  comes: VoteWord | "refused";
  /** Objections of the seat that it has to answer. */
  owed?: [string, Severity][];
  /** What a problem says. */
  says?: string;
}
const TABLE = JSON.parse(readFileSync(join(folder, "table.json"), "utf8")) as Row[];

const plan = {
  hash: sha256(PLAN_TEXT),
  text: PLAN_TEXT,
  parts: Object.keys(hashesOf(PLAN_DATA)),
};

const objection = (id: string, severity: Severity): Objection => ({
  id,
  seat: id.split("/")[0]!,
  task: "T9",
  severity,
  at: "Task 2",
  problem: "The exit code of a missing argument is not said.",
  state: "taken",
  reason: "Task 2",
  round: 1,
  returns: 0,
});

/** The way of an answer: bytes, JSON, schema, rules. */
function read({ file, seat, owed = [] }: Row): { vote: VoteWord | "refused"; problems: string[] } {
  const bytes = numbered(readFileSync(join(folder, file)), 1 + owed.length);
  const parsed = parseArtifact(kind, bytes, "T20");
  if (!parsed.ok) return { vote: "refused", problems: parsed.problems };
  const value = parsed.value as Vote;
  const context = {
    seat,
    plan,
    owed: owed.map(([id, severity]) => objection(id, severity)),
    closed: [],
  };
  const { problems, facts } = judgeVote(value, context);
  return problems.length > 0
    ? { vote: "refused", problems }
    : { vote: facts!.vote as VoteWord, problems };
}

/** Whether the plan is approved, all other seats approving. */
function approved(seat: string, vote: VoteWord | "refused"): boolean {
  const council = new Council().plan("one").others(seat);
  if (vote !== "refused") council.vote(seat, vote);
  return tallyOf(council.run).approved;
}

test("each file of the corpus has its row, and each row its file", () => {
  const files = readdirSync(folder).filter((file) => file !== "table.json");
  expect(TABLE.map((row) => row.file).sort()).toEqual(files.sort());
  expect(TABLE.filter((row) => row.comes !== "APPROVE").length).toBeGreaterThanOrEqual(60);
});

describe("what comes of an answer", () => {
  test.each(TABLE.map((row) => [`${row.what} (${row.file})`, row] as const))("%s", (_, row) => {
    const { vote, problems } = read(row);
    expect({ vote, problems: row.comes === "refused" ? [] : problems }).toEqual({
      vote: row.comes,
      problems: [],
    });
    if (row.says !== undefined) expect(problems.join("\n")).toContain(row.says);
    expect(approved(row.seat, vote)).toBe(row.comes === "APPROVE");
  });
});
