// What `--auto` runs without asking: the usual test commands of many ecosystems, and nothing that
// reaches farther.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { isOwnCommand } from "../../../src/workflows/tests/may-run.ts";
import commands from "./may-run.yaml";

const { own: OWN, others: OTHERS }: Record<"own" | "others", string[]> = commands;

test.each(OWN)("taken: %s", (command) => {
  expect(isOwnCommand(command)).toBe(true);
});

test.each(OTHERS)("not taken: %s", (command) => {
  expect(isOwnCommand(command)).toBe(false);
});

const command = fc.constantFrom(...OWN);

test("nothing is taken that leads out of the project, whatever it is added to", () => {
  const out = fc.constantFrom(
    "/etc",
    "../x",
    "a/../../b",
    "~/x",
    "https://x.test",
    "--config=/x",
    "--dir=../x",
    "'/x y'",
  );
  fc.assert(fc.property(command, out, (own, more) => !isOwnCommand(`${own} ${more}`)));
});

test("nothing is taken that needs a shell, whatever it is added to", () => {
  const more = fc.constantFrom("&& x", "; x", "| x", "> x", "$(x)", "`x`", "& x", "* $X", "\n x");
  fc.assert(fc.property(command, more, (own, added) => !isOwnCommand(`${own} ${added}`)));
});
