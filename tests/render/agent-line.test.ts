import { expect, test } from "bun:test";
import { agentLine } from "../../src/render/agent-line.ts";
import { columns, PLAIN } from "../../src/text.ts";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");
const ROW = {
  id: "T6",
  subject: "Implementation",
  at_work_since: "2026-03-01T11:57:00.000Z",
  bounds: { tool_calls: 9, minutes: 9, tokens: 900_000 },
};
const SEEN = { tool: "Edit", what: "src/discount.ts", tokens: 48_000 };
const line = (row: unknown, seen: Parameters<typeof agentLine>[1] = SEEN, width = 100): string =>
  agentLine(row, seen, { width, paint: PLAIN }, NOW);

test.each([
  ["whole", line(ROW), "T6 Implementation 3 min · Edit src/discount.ts · 48 k of 900 k"],
  ["without bounds", line({ ...ROW, bounds: null }), "T6 Implementation 3 min · Edit src/discount.ts · 48 k tokens"],
  ["nothing seen yet", line(ROW, null), "T6 Implementation 3 min"],
  ["no step yet", line(ROW, { tool: "", what: "", tokens: 0 }), "T6 Implementation 3 min"],
  ["the step is cut", line(ROW, SEEN, 55), "T6 Implementation 3 min · Edit src/dis… · 48 k of 900 k"],
  ["then left out", line(ROW, SEEN, 50), "T6 Implementation 3 min · 48 k of 900 k"],
  ["then the tokens", line(ROW, SEEN, 30), "T6 Implementation 3 min"],
  ["then the name is cut", line(ROW, SEEN, 12), "T6 Implemen…"],
])("%s", (_, shown, expected) => expect(shown).toBe(expected));

test("no line is wider than it may be, and none has control characters", () => {
  const evil = { tool: "Bash", what: `\u001b]0;x\u0007実装 \u202e\n${"y".repeat(100_000)}`, tokens: 1e9 };
  for (let width = 1; width < 90; width++) {
    const shown = line({ ...ROW, subject: "実装\u001b[2J\n".repeat(20) }, evil, width);
    expect([width, columns(shown) <= width]).toEqual([width, true]);
    expect(shown).not.toMatch(/\p{Cc}|\u202e/u);
  }
});

test("tokens near their bound are in colour", () => {
  const paint = { ...PLAIN, yellow: (text: string) => `<y>${text}</>` };
  const at = (tokens: number) => agentLine(ROW, { ...SEEN, tokens }, { width: 100, paint }, NOW);
  expect([at(719_000).includes("<y>"), at(720_000)]).toEqual([
    false,
    "T6 Implementation 3 min · Edit src/discount.ts · <y>720 k of 900 k</>",
  ]);
});

test.each([[undefined], [null], [[]], ["T6"], [{ id: 7, bounds: { tokens: "x" }, at_work_since: 3 }]])(
  "what is no row is no error: %j",
  (row) => expect(line(row)).toContain("48 k tokens"),
);
