// What the plan maker is told of a veto.
// Runs: together.
import { afterAll, expect, test } from "bun:test";
import { findProject } from "../../../src/project/project.ts";
import { BRIEFS } from "../../../src/workflows/council/brief.ts";
import { SEATS_FOLDER } from "../../../src/workflows/council/paths.ts";
import { ledgerOf } from "../../../src/workflows/council/vote/ledger.ts";
import { votesOf } from "../../../src/workflows/council/vote/recorded.ts";
import { cleanup, tempDir } from "../../harness/project.ts";
import { blocker, Council, factsOf } from "./given.ts";

afterAll(cleanup);

test("the plan maker is told once what clears a veto, and every problem whole", () => {
  const council = new Council()
    .plan("one")
    .vote("mistral-security", "REJECT", { objections: [blocker("F1"), blocker("F2")] });
  const words = {
    ...{ id: "F1", severity: "blocker" as const, at: "Security", problem: "p".repeat(400) },
    ...{ fix: "f", quote: "", condition: "No key is stored." },
  };
  const facts = factsOf("Synthesis", {
    plan: "x",
    ledger: ledgerOf(council.run),
    words: () => words,
  });
  const { body } = BRIEFS.synthesis!.parts(facts).find(({ title }) => title === "Open objections")!;
  expect(body.match(/No key is stored/g)).toHaveLength(1);
  expect(body).toStartWith(
    "- Veto of mistral-security, cleared by: No key is stored.\n- mistral-security/F1 blocker at Security (open): ppp",
  );
  expect(body.match(/p{400}/g)).toHaveLength(2);
  // They say all that the votes do.
  expect(BRIEFS.synthesis!.use!(`${SEATS_FOLDER}mistral-security.json`, facts)).toBe("none");
});

test("a seat that votes is told how others voted on the plan before, and not on this one", () => {
  const { run } = new Council()
    .plan("one")
    .vote("grok-devil", "REVISE", { objections: [blocker("F1")] })
    .others("grok-devil")
    .plan("two")
    .vote("grok-devil", "APPROVE");
  const of = (isVoting: boolean) =>
    votesOf(findProject(tempDir()), run, isVoting).find(({ seat }) => seat === "grok-devil")?.vote;
  expect([of(true), of(false)]).toEqual(["REVISE", "APPROVE"]);
});
