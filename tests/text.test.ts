import { expect, test } from "bun:test";
import { inColumns } from "../src/text.ts";

test("a line that is copied is filled up to where the terminal breaks it: between words, with no line's end in it", () => {
  const shown = inColumns("Next: multi-ai run --continue, or so", 16, true);
  expect(shown).toBe("Next: multi-ai  run --continue, or so");
  expect(inColumns("\u001b[1mNext:\u001b[22m multi-ai run", 16, true)).toBe("\u001b[1mNext:\u001b[22m multi-ai  run");
  // A word that is longer than a line is the terminal's to break.
  expect(inColumns("Next: multi-ai-resume x", 10, true)).toBe("Next:     multi-ai-resume     x");
  expect(inColumns("Next: multi-ai run", 10)).toBe("Next: multi-ai run");
  expect(inColumns("Then multi-ai run", 10, true)).toBe("Then\nmulti-ai\nrun");
});
