import { expect, test } from "bun:test";
import { inColumns } from "../src/text.ts";

test("a line that is copied is not broken: the terminal breaks it, and what is copied is what was printed", () => {
  expect(inColumns("Next: multi-ai run --continue, or so", 16)).toBe(
    "Next: multi-ai run --continue, or so",
  );
  expect(inColumns("\u001b[1mNext:\u001b[22m multi-ai run", 16)).toBe(
    "\u001b[1mNext:\u001b[22m multi-ai run",
  );
  expect(inColumns("Then multi-ai run", 10)).toBe("Then\nmulti-ai\nrun");
});
