import { describe, expect, test } from "bun:test";
import { type Answered, againstOf } from "../../../src/workflows/review/same.ts";

const OLD = "export const hello = () => name;";
const NEW = "export const hello = () => name.trim();";
/** Sonnet had objected to OLD; the fix wrote NEW. */
const answered = (over: Partial<Answered> = {}): Answered => ({
  gate: "code-review-sonnet",
  finding: "F1",
  said: { file: "src/a.ts", quote: OLD, problem: "Blanks stay.", fix: "Trim the name." },
  before: `// top\n${OLD}\n`,
  after: `// top\n${NEW}\n`,
  ...over,
});
const said = { file: "src/a.ts", quote: NEW, problem: "It is wrong.", fix: "Mend it." };
const asks = (finding: object, over?: Partial<Answered>, now = `// top\n${NEW}\n`): string[] =>
  againstOf({ ...said, ...finding }, [answered(over)], now).map((one) => `${one.asks} ${one.gate} ${one.finding}`);

const BACK = ["back code-review-sonnet F1"];
const ABOUT = ["about code-review-sonnet F1"];

describe("a finding asks back what another reviewer's fix took away", () => {
  test.each([`Put \`${OLD}\` back.`, `It does not work: write ${OLD}`, `Replace ${NEW} by\n  ${OLD}`])(
    "when its fix names it: %s",
    (fix) => {
      expect(asks({ fix })).toEqual(BACK);
    },
  );

  test("also when it says that it is missing", () => {
    expect(asks({ quote: null, missing: true, fix: OLD })).toEqual(BACK);
  });

  test.each([
    `Guard it, but do not go back to \`${OLD}\`.`,
    `Use trimStart instead of \`${OLD}\``,
    `Rather than ${OLD}, throw.`,
    "Put it back as it was.",
  ])("not when its fix names it as what should not be, or does not name it: %s", (fix) => {
    expect(asks({ fix })).toEqual(ABOUT);
  });

  test("not while the text still stands there: the finding is about something else", () => {
    expect(asks({ fix: OLD }, {}, `${OLD}\n${NEW}\n`)).toEqual(ABOUT);
  });

  test("nor a text that is too short to be meant", () => {
    expect(asks({ fix: "return 1;" }, { said: { file: "src/a.ts", quote: "1;", problem: "p", fix: "f" } })).toEqual(
      ABOUT,
    );
  });
});

describe("a finding is about what another reviewer's fix wrote", () => {
  test("when it quotes what that fix added", () => {
    expect(asks({})).toEqual(ABOUT);
  });

  test.each<[string, object, Partial<Answered>]>([
    ["another file", { file: "src/b.ts" }, {}],
    ["a line that was there before", { quote: "// top" }, {}],
    ["a line that came later, with somebody else's change", {}, { after: `// top\n${OLD}\n` }],
    ["something missing", { quote: null, missing: true }, {}],
  ])("not when it is about %s", (_name, finding, over) => {
    expect(asks({ fix: OLD, ...finding, ...(over.after ? {} : { fix: "Mend it." }) }, over)).toEqual([]);
  });

  test("a plan's finding the same way, at its step", () => {
    const step = {
      file: null,
      at: "S1",
      quote: "Write it in one function",
      problem: "Too long.",
      fix: "Split it in two functions again",
    };
    const other = answered({
      said: { at: "S1", quote: "Split it in two functions", problem: "Too many.", fix: "One is enough." },
      before: "Split it in two functions",
      after: "Write it in one function",
    });
    const now = "Write it in one function";
    expect(againstOf(step, [other], now).map((one) => one.asks)).toEqual(["back"]);
    expect(againstOf({ ...step, at: "S2" }, [other], now)).toEqual([]);
  });
});
