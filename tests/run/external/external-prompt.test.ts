import { expect, test } from "bun:test";
import fc from "fast-check";
import { withoutNonces } from "../../../src/run/dispatch/brief-files.ts";

const NONCE = "0123456789abcdef0123456789abcdef";

test("a nonce is taken out of an artifact wherever it stands, and the rest stays as it is", () => {
  const field = fc
    .tuple(fc.stringMatching(/^[a-z]{1,8}$/), fc.jsonValue())
    .filter(([name]) => name !== "nonce");
  fc.assert(
    fc.property(
      fc.array(field),
      fc.array(field),
      fc.constantFrom(0, 2, "\t"),
      (before, behind, indent) => {
        const rest = Object.fromEntries([...before, ...behind]);
        const at = Object.fromEntries([...before, ["nonce", NONCE], ...behind]);
        const text = withoutNonces(JSON.stringify(at, null, indent));
        expect(text).not.toContain(NONCE);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(rest)));
      },
    ),
  );
});

test("what a project calls a nonce, and is none of ours, stays", () => {
  const text = '{"nonce": "to be made by the server", "id": 1}';
  expect(withoutNonces(text)).toBe(text);
});
