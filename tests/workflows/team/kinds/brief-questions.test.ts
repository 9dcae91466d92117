// A brief with an open question is put to the person with its options, whatever its writer holds it to be.
import { expect, test } from "bun:test";
import { checkData, gate, walkthrough } from "./given.ts";

const ASKED = walkthrough("brief.md").replace("None at this time.", "- Which hash? Options: bcrypt; argon2");
const context = { role: "pm", brief: null, documents: { "pipeline/brief.md": ASKED } };

test.each([
  ["PASS", []],
  ["ESCALATE", ["The hash is the person's: bcrypt or argon2"]],
])("%s: the question is asked, and its options are kept", (status, blockers) => {
  const checked = checkData("stage-01", gate("gates/stage-01.json", { status, blockers }), context);
  expect(checked.problems).toEqual([]);
  expect(checked.outcome).toBe("questions");
  expect(checked.questions).toEqual([{ question: "Which hash?", options: ["bcrypt", "argon2"] }]);
});

test("held back without one it is the gate's own word that the person hears", () => {
  const checked = checkData("stage-01", gate("gates/stage-01.json", { status: "ESCALATE", blockers: ["Who pays?"] }), {
    role: "pm",
    brief: null,
  });
  expect([checked.outcome, checked.questions]).toEqual(["escalate", []]);
});
