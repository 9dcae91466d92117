import { expect, test } from "bun:test";
import fc from "fast-check";
import { dropNulls, readAnswer, unfenced } from "../../src/providers/answer.ts";

const objects = fc.dictionary(fc.string(), fc.jsonValue()).filter((one) => !("__proto__" in one));
const read = (text: string): unknown => {
  const object = readAnswer(text);
  return object.ok ? JSON.parse(object.text) : null;
};

test("any object is read as it is, with and without a fence around it", () => {
  fc.assert(
    fc.property(
      objects,
      fc.constantFrom("", "json"),
      fc.constantFrom("", "\n", "  \n\n"),
      (object, language, around) => {
        const text = JSON.stringify(object, null, 2);
        const wanted = JSON.parse(JSON.stringify(dropNulls(object)));
        expect(read(`${around}${text}${around}`)).toEqual(wanted);
        expect(read(`${around}\`\`\`${language}\n${text}\n\`\`\`${around}`)).toEqual(wanted);
      },
    ),
  );
});

test("an object of nothing but nulls and empty texts is absent; one with anything in it, and an empty one, stay", () => {
  const place = { file: null, line: null, quote: "" };
  const given = {
    because: place,
    at: { deep: { ...place } },
    list: [place],
    some: { ...place, line: 3 },
    none: {},
  };
  const list = [{ quote: "" }];
  expect(dropNulls(given)).toEqual({ list, some: { line: 3, quote: "" }, none: {} });
});

test("an object with words before or behind it is never read, fenced or not", () => {
  const words = fc.string({ minLength: 1 }).filter((text) => /^[a-z]/i.test(text));
  fc.assert(
    fc.property(objects, words, (object, word) => {
      const text = JSON.stringify(object);
      for (const one of [
        `${word}\n${text}`,
        `${text}\n${word}`,
        `${word}\n\`\`\`json\n${text}\n\`\`\``,
        `\`\`\`json\n${text}\n\`\`\`\n${word}`,
      ])
        expect(read(one)).toBeNull();
    }),
  );
});

test.each([
  ["```ts\nconst a = 1;\n```", "a language that is not wanted"],
  ["```markdown\n# A\n", "no end"],
  ["````markdown\n# A\n```", "an end that is shorter"],
  ["# A\n```\ncode\n```", "a fence within"],
  ["```", "one line"],
])("%j stays as it is: %s", (text) => expect(unfenced(text, ["markdown"])).toBe(text));

test("an object that names something twice is none, however it is spelled", () => {
  for (const text of [
    '{"status": "needs_changes", "status": "approved"}',
    '{"status": "needs_changes", "st\\u0061tus": "approved"}',
    '{"deep": [{"a": 1, "a": 2}]}',
    '{"__proto__": 1, "__proto__": 2}',
  ]) {
    expect(readAnswer(text)).toMatchObject({
      ok: false,
      problem: expect.stringContaining("twice in one object"),
    });
    expect(readAnswer(`\`\`\`json\n${text}\n\`\`\``).ok).toBe(false);
  }
});
