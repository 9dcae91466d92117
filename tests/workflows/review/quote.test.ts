import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { fold } from "../../../src/text.ts";
import {
  checkCauses,
  checkLines,
  evidenceProblem,
} from "../../../src/workflows/review/evidence/change.ts";
import {
  checkCitation,
  checkCriteria,
  checkFindings,
  checkPlanPlace,
  checkPrior,
} from "../../../src/workflows/review/evidence/evidence.ts";
import { nearestQuote, solid } from "../../../src/workflows/review/evidence/quote.ts";
import { changeOf } from "./check-context.ts";

describe("quotes and claims of any kind", () => {
  const word = fc.stringMatching(/^[a-z(){};"'=.]{1,8}$/);
  const line = fc.array(word, { minLength: 0, maxLength: 5 });
  const white = fc.constantFrom(" ", "  ", "\t", " \t ", "\u00a0", "\r\n ");
  const file = fc.array(line, { minLength: 1, maxLength: 30 });

  test("a line with other white space is found, at its own line when that one is claimed", () => {
    fc.assert(
      fc.property(file, fc.nat(), white, white, (lines, pick, inner, outer) => {
        const text = lines.map((words) => words.join(" ")).join("\n");
        const at = pick % lines.length;
        const words = lines[at]!;
        fc.pre(solid(words.join("")) > 0);
        const quote = outer + words.join(inner) + outer;
        expect(checkCitation({ file: "a", line: at + 1, quote }, () => text)).toEqual({ ok: true });
        expect(nearestQuote(text, quote, at + 1)!.line).toBe(at + 1);
      }),
    );
  });

  test("lines put above a quote move it by just as many", () => {
    fc.assert(
      fc.property(
        file,
        fc.array(fc.constantFrom("", "  ", "#"), { maxLength: 20 }),
        fc.nat(),
        (lines, above, pick) => {
          const body = lines.map((words, i) => `${i} ${words.join(" ")} end${i}`);
          const at = pick % body.length;
          const text = [...above, ...body].join("\n");
          expect(nearestQuote(text, body[at]!, at + 1)!.line).toBe(above.length + at + 1);
        },
      ),
    );
  });

  test("the nearest occurrence is the one that a search through all lines finds", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("abc", "x abc y", "abc abc", "", "zzz"), { maxLength: 40 }),
        fc.integer({ min: 1, max: 60 }),
        (lines, claimed) => {
          const hits = lines.flatMap((text, i) => (text.includes("abc") ? [i + 1] : []));
          const best = hits.reduce(
            (a, b) => (Math.abs(b - claimed) < Math.abs(a - claimed) ? b : a),
            hits[0] ?? 0,
          );
          expect(nearestQuote(lines.join("\n"), "abc", claimed)?.line ?? 0).toBe(best);
        },
      ),
    );
  });

  test("a masked value in a quote stands for any text of the line, and says nothing itself", () => {
    const text = 'a\nconst key = "hunter2";\nconst key = "[masked]";\nlogin(ada, hunter2, 3);\n';
    expect(nearestQuote(text, 'const key = "[masked]";', 1)).toEqual({
      line: 3,
      last: 3,
      wholeLine: true,
    });
    expect(nearestQuote(text, "login([masked], 3)", null)).toEqual({
      line: 4,
      last: 4,
      wholeLine: false,
    });
    expect(nearestQuote(text, "login([masked], 4)", null)).toBeNull();
    expect(nearestQuote(text, "3 [masked] login", null)).toBeNull();
    expect(nearestQuote(text, "[masked]", 2)).toEqual({ line: 3, last: 3, wholeLine: false });
    expect(nearestQuote("a\nb\n", "[masked]", 1)).toBeNull();
    const change = changeOf({ "src/a.ts": "a\n" }, { "src/a.ts": text });
    const evidence = (quote: string) =>
      evidenceProblem({ file: "src/a.ts", line: 4, quote }, change, "AC1", new Map());
    expect(evidence("login(ada, [masked], 3);")).toBeNull();
    expect(evidence("(ada[masked]")).toContain("too short to show anything");
  });

  test("what is found occurs in the folded text, what is not found does not", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", " ", "\n", "\t") });
    fc.assert(
      fc.property(text, text, (body, quote) => {
        expect(nearestQuote(body, quote, 1) !== null).toBe(
          fold(quote) !== "" && fold(body).includes(fold(quote)),
        );
      }),
    );
  });

  test("nothing throws, whatever is written, and every problem is one line", () => {
    const any = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("src/a.ts", "S1", "AC1", "__proto__", "constructor"),
      fc.constant(null),
    );
    const number = fc.oneof(fc.integer(), fc.double(), fc.constant(null));
    const flag = fc.constantFrom(true, false, null);
    const claim = fc.record({
      id: fc.string(),
      file: any,
      line: number,
      quote: any,
      missing: flag,
      outside: flag,
      at: any,
    });
    fc.assert(
      fc.property(
        fc.array(claim, { maxLength: 4 }),
        fc.string({ unit: "binary" }),
        (claims, text) => {
          const plan = {
            steps: [{ id: "S1", texts: [text], covers: [] }],
            criteria: [{ id: "AC1", text }],
            text,
          };
          const problems = [
            ...claims.flatMap((one) => [
              checkCitation(one, () => text),
              checkCitation(one, () => null),
              checkPlanPlace(one, plan),
            ]),
          ].flatMap((check) => (check.ok ? [] : [check.problem]));
          checkFindings(claims, () => text);
          const change = changeOf(
            { "src/a.ts": text, S1: text },
            { "src/a.ts": `${text}\n`, AC1: text },
          );
          for (const one of claims) {
            const said = {
              ...one,
              file: one.file ?? "",
              unchanged: one.missing,
              reason: text,
              gone: one.at,
              test: null,
            };
            for (const problem of [
              evidenceProblem(said, change, "AC1", new Map([[said.file, text]])),
              ...checkCauses([{ ...one, severity: text, because: said }], change),
            ])
              expect(problem ?? "").not.toMatch(/[\n\0]/);
          }
          checkCriteria(
            claims.map(({ id }) => ({ id, met: true, evidence: [text] })),
            [text],
            () => text,
          );
          checkPrior(
            claims.map(({ id }) => ({ id, state: text })),
            [text],
          );
          for (const problem of problems) expect(problem).not.toMatch(/[\n\0]/);
        },
      ),
    );
  });

  test("a text of one letter and a long quote do not cost the square of their lengths", () => {
    const text = "a".repeat(400_000);
    expect(nearestQuote(text, "a".repeat(4_000), 1)).toMatchObject({ line: 1, wholeLine: false });
    expect(nearestQuote("a\n".repeat(100_000), "a", 100_000)).toMatchObject({
      line: 100_000,
      wholeLine: true,
    });
  });
});

test("a character that a diff names because nobody sees it is found by its name", () => {
  const text = "if (isAdmin\u202e) { // \u2066check\n}";
  expect(nearestQuote(text, "if (isAdmin⟨U+202E⟩) { // ⟨U+2066⟩check", 1)).not.toBeNull();
  expect(nearestQuote("if (isAdmin) {", "if (isAdmin⟨U+202E⟩) {", 1)).toBeNull();
});

describe("a line that only looks new is no evidence", () => {
  const before =
    "export function total(items) {\n  return sum(items);\n}\nexport const rate = 2;\nexport const more = 3;\n";
  const shown = (now: string, quote: string, more: object = {}) =>
    evidenceProblem(
      { file: "src/a.ts", line: 1, quote, ...more },
      changeOf({ "src/a.ts": before }, { "src/a.ts": now }),
      "AC1",
      new Map(),
    );

  test.each([
    ["one blank more", before.replace("sum(items)", "sum( items)"), "return sum( items);"],
    ["other line ends", before.replaceAll("\n", "\r\n"), "return sum(items);"],
    [
      "another place",
      before.replace("export const rate = 2;\n", "").concat("export const rate = 2;\n"),
      "export const rate = 2;",
    ],
  ])("%s", (_, now, quote) => {
    expect(shown(now, quote)).toContain("only its place or its white space is new");
    expect(
      shown(now, quote, { reason: "The criterion asks for just this layout of the file." }),
    ).toBeNull();
  });

  test("honest: a line with one more word, and a moved one beside a new one, show it", () => {
    expect(
      shown(before.replace("sum(items)", "sum(items, rate)"), "return sum(items, rate);"),
    ).toBeNull();
    const moved = before
      .replace("export const rate = 2;\n", "")
      .concat("export const rate = 2;\nexport const last = 1;\n");
    expect(shown(moved, "export const rate = 2;\nexport const last = 1;")).toBeNull();
  });
});

test("one line for three criteria is none for any; for two, with a reason, or beside others it counts", () => {
  const line = { file: "src/a.ts", line: 3, quote: "return x;" };
  const of = (...pieces: object[]) =>
    checkLines(pieces.map((one, at) => ({ id: `AC${at + 1}`, met: true, evidence: [one] })));
  expect(of(line, { ...line, quote: " return x;" }, line)).toEqual([
    expect.stringContaining("AC1, AC2, AC3"),
  ]);
  expect(of(line, line)).toEqual([]);
  expect(of(line, line, { ...line, quote: "return y;" })).toEqual([]);
  expect(of(line, line, { ...line, reason: "It gives back the third value as well." })).toEqual([]);
  expect(of(...[1, 2, 3].map((at) => ({ test: `case ${at}` })))).toEqual([]);
});
