// The session's file: what GSD, and people, have written into it stays; what was ruled out is read
// back.
import { describe, expect, test } from "bun:test";
import * as fc from "fast-check";
import { oneLine } from "../../../../src/text.ts";
import {
  newSession,
  readSession,
  withEntry,
  withSession,
} from "../../../../src/workflows/phases/debug/session-file.ts";

const NOW = "2026-11-21T10:00:00.000Z";
const LATER = "2026-11-21T11:00:00.000Z";

/** As another tool, and a person, may have left it. */
const FOREIGN = `---
status: investigating
trigger: "login: 500"
created: 2026-01-01T00:00:00Z
updated: 2026-01-01T00:00:00Z
owner: anna
---

## Current Focus
<!-- replaced each time -->

hypothesis: the pool is empty
  and stays so
test: count it
next_action: look

## Symptoms

expected: 200
actual:

A note of mine.

## Eliminated
<!-- only grows -->

- hypothesis: the certificate is old
  evidence: openssl says
    it is of this year
  timestamp: 2026-01-01T00:00:00Z

- hypothesis: "DNS"
  evidence: dig answers

## Evidence

- timestamp: 2026-01-01T00:00:00Z
  checked: logs
  found: nothing
`;

describe("a session's file", () => {
  test("of another hand keeps its words and its text, and says what is added", () => {
    expect(readSession(FOREIGN)).toMatchObject({ status: "investigating", trigger: "login: 500" });
    let text = withSession(FOREIGN, { status: "fixing", updated: LATER });
    text = withEntry(text, "eliminated", { hypothesis: "the pool is empty", evidence: "it has 5" });
    text = withSession(text, { resolution: { root_cause: "the pool leaks" } });
    expect(text).toContain(
      "## Eliminated\n\n- hypothesis: the pool is empty\n  evidence: it has 5\n\n## Evidence",
    );
    expect(text).toContain("## Resolution\n\nroot_cause: the pool leaks\n");
    expect(text).toEndWith(FOREIGN);
    expect(readSession(text)).toMatchObject({
      ...{ status: "fixing", trigger: "login: 500" },
      eliminated: [{ hypothesis: "the pool is empty", evidence: "it has 5" }],
    });
  });

  test.each(["", "no front matter", "---\n: : :\n---\n## Eliminated\n- what\n", "## Eliminated"])(
    "%j never fails",
    (text) => {
      const entry = { hypothesis: "a", evidence: "b" };
      expect(readSession(withEntry(text, "eliminated", entry)).eliminated).toEqual([entry]);
    },
  );
});

const words = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 60 })
  .filter((one) => /[\p{L}\p{N}]/u.test(one));

test("whatever is ruled out is read back, in order, through every other change", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(words, words), { maxLength: 6 }), words, (ruledOut, trigger) => {
      let text = newSession(trigger, NOW);
      for (const [hypothesis, evidence] of ruledOut) {
        text = withEntry(text, "eliminated", { hypothesis, evidence, timestamp: NOW });
        text = withEntry(text, "evidence", {
          timestamp: NOW,
          checked: hypothesis,
          found: evidence,
        });
        text = withSession(text, { status: "investigating", resolution: { root_cause: evidence } });
      }
      const session = readSession(text);
      expect(session.trigger).toBe(oneLine(trigger));
      expect(session.eliminated.map((one) => [one.hypothesis, one.evidence])).toEqual(
        ruledOut.map((pair) => pair.map(oneLine)),
      );
    }),
  );
});
