// The session's file: printed from data, and what was ruled out is read back from its fields.
import { expect, test } from "bun:test";
import * as fc from "fast-check";
import { oneLine } from "../../../../src/text.ts";
import {
  newSession,
  readSession,
  sessionText,
  withRound,
} from "../../../../src/workflows/phases/debug/session-file.ts";

const NOW = "2026-11-21T10:00:00.000Z";

/** As another tool leaves it. */
const FOREIGN = `---
status: investigating
trigger: "login: 500"
created: 2026-01-01T00:00:00Z
updated: 2026-01-01T00:00:00Z
---

## Eliminated

- hypothesis: the certificate is old
  evidence: openssl says it is of this year
`;

test.each([FOREIGN, "", "no front matter", "---\n: : :\n---\n## Eliminated\n- what\n"])(
  "a file of another hand is no session: %j",
  (text) => {
    expect(readSession(text)).toBeNull();
  },
);

const words = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 60 })
  .filter((one) => /[\p{L}\p{N}]/u.test(one));

test("whatever is ruled out is printed, and read back in order", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(words, words), { maxLength: 6 }), words, (ruledOut, trigger) => {
      const session = ruledOut.reduce(
        (before, [hypothesis, evidence]) =>
          withRound(withRound(before, { eliminated: { hypothesis, evidence, timestamp: NOW } }), {
            evidence: { timestamp: NOW, checked: hypothesis, found: evidence },
          }),
        newSession(trigger, NOW, { actual: trigger }),
      );
      const text = sessionText({ ...session, resolution: { root_cause: trigger } });
      const read = readSession(text)!;
      expect([read.trigger, read.symptoms.actual]).toEqual([oneLine(trigger), oneLine(trigger)]);
      expect(read.eliminated.map((one) => [one.hypothesis, one.evidence])).toEqual(
        ruledOut.map((pair) => pair.map(oneLine)),
      );
      expect(text).toContain(`## Resolution\n\nroot_cause: ${oneLine(trigger)}\n`);
    }),
  );
});
