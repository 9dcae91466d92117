// Guarantee: Evidence is checked, and unknown is not good.
import { expect, test } from "bun:test";
import { emptied } from "../../../src/workflows/checks/emptied.ts";

test("emptied code keeps its comments and the names that a module exports, and does nothing", () => {
  const text = `// tax in percent
import { rate } from "./rate.js";
/** Adds tax. */
export async function tax(net) {
  return net * rate; // tax
}
export const LOW = 7, HIGH = 19;
export default class Tax {}
`;
  expect(emptied("src/tax.js", text).split("\n")).toEqual([
    "// tax in percent",
    "/** Adds tax. */",
    "export const tax = undefined;",
    "export const LOW = undefined;",
    "export default undefined;",
    "",
  ]);
  expect(emptied("tax.py", "#!/usr/bin/python\n# tax\ndef tax(net):\n    return net\n")).toBe("# tax\n");
  expect(emptied("tax.c", "#include <a.h>\n * net\nint tax;\n")).toBe(" * net\n");
});
