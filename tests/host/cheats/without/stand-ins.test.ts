// What the stand-ins take the place of, and the central lines, are there, also where only
// `test:cheats` plays them.
// Runs: with cheats too.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PLUGIN } from "../../scenario.ts";
import lines from "../lines.yaml";
import { declarationOf } from "./plugin.ts";
import { STAND_INS } from "./stand-ins.ts";

interface Line {
  file: string;
  line: string;
  noticed: Record<"unit" | "door", [file: string, name: string]>;
}

test("each can take the place of a function that is there", () => {
  for (const [guarantee, places] of Object.entries(STAND_INS)) {
    const missing = Object.keys(places).filter((place) => {
      const [file, name] = place.split("#") as [string, string];
      const text = readFileSync(join(PLUGIN, file), "utf8");
      return !declarationOf(name).test(text);
    });
    expect([guarantee, Object.keys(places).length > 0, missing]).toEqual([guarantee, true, []]);
  }
});

test("each central line stands once in its file, and its specs are there", () => {
  const text = (file: string) => readFileSync(join(PLUGIN, file), "utf8");
  for (const { file, line, noticed } of lines as Line[]) {
    expect([line, text(file).split(line).length - 1]).toEqual([line, 1]);
    for (const [spec] of Object.values(noticed)) expect(text(spec)).toContain("test(");
  }
});
