// The session's file: what GSD, and people, have written into it stays; what was ruled out is read
// back.
import { describe, expect, test } from "bun:test";
import * as fc from "fast-check";
import {
  newSession,
  readSession,
  withEntry,
  withResolution,
  withStatus,
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
  test("of another hand says what was ruled out, on several lines and in quotes, too", () => {
    const session = readSession(FOREIGN);
    expect(session).toMatchObject({
      status: "investigating",
      trigger: "login: 500",
      symptoms: ["expected: 200"],
    });
    expect(session.eliminated).toEqual([
      { hypothesis: "the certificate is old", evidence: "openssl says it is of this year" },
      { hypothesis: "DNS", evidence: "dig answers" },
    ]);
    expect(session.evidence.length).toBe(1);
  });

  test("keeps every line when something is added", () => {
    let text = withStatus(FOREIGN, "fixing", LATER);
    text = withEntry(text, "Eliminated", { hypothesis: "the pool is empty", evidence: "it has 5" });
    text = withResolution(text, { root_cause: "the pool leaks" });
    const gone = FOREIGN.split("\n").filter((line) => !text.split("\n").includes(line));
    expect(gone).toEqual(["status: investigating", "updated: 2026-01-01T00:00:00Z"]);
    expect(text).toContain("owner: anna\n");
    expect(text).toContain(
      "  evidence: dig answers\n- hypothesis: the pool is empty\n  evidence: it has 5\n\n## Evidence",
    );
    expect(text).toEndWith("## Resolution\n\nroot_cause: the pool leaks\n");
    expect(readSession(text).eliminated.length).toBe(3);
  });

  test.each(["", "no front matter", "---\n: : :\n---\n## Eliminated\n- what\n", "## Eliminated"])(
    "%j never fails",
    (text) => {
      expect(() => readSession(text)).not.toThrow();
      expect(
        readSession(
          withEntry(text, "Eliminated", { hypothesis: "a", evidence: "b" }),
        ).eliminated.at(-1),
      ).toEqual({
        hypothesis: "a",
        evidence: "b",
      });
    },
  );
});

const words = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 60 })
  .filter((one) => /[\p{L}\p{N}]/u.test(one));
const plain = (text: string): string => text.replace(/\s+/g, " ").trim();

test("whatever is ruled out is read back, in order, through every other change", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(words, words), { maxLength: 6 }), words, (ruledOut, trigger) => {
      let text = newSession(trigger, NOW);
      for (const [hypothesis, evidence] of ruledOut) {
        text = withEntry(text, "Eliminated", { hypothesis, evidence, timestamp: NOW });
        text = withResolution(text, { root_cause: evidence, fix: hypothesis });
        text = withEntry(text, "Evidence", {
          timestamp: NOW,
          checked: hypothesis,
          found: evidence,
        });
        text = withStatus(text, "investigating", LATER);
      }
      const read = readSession(text);
      expect(read.eliminated.length).toBe(ruledOut.length);
      expect(read.evidence.length).toBe(ruledOut.length);
      expect(read.eliminated.map((one) => plain(one.hypothesis).length > 0)).toEqual(
        ruledOut.map(() => true),
      );
    }),
    { numRuns: 200 },
  );
});

test("a supposed cause with the word evidence in it is read back whole", () => {
  const hypothesis = "the log is no evidence: the cache is stale";
  const evidence = "grep ended with 1";
  const text = withEntry(newSession("x", NOW), "Eliminated", {
    hypothesis,
    evidence,
    timestamp: LATER,
  });
  expect(readSession(text).eliminated).toEqual([{ hypothesis, evidence }]);
});
