import { describe, expect, test } from "bun:test";
import {
  areaNamed,
  parseDesignSpec,
} from "../../../../src/workflows/team/documents/design-spec.ts";
import { type Refusal, walkthrough } from "../kinds/given.ts";

const areas = ["backend", "frontend", "platform"];
const criteria = [1, 2, 3, 4, 5, 6, 7];
const text = walkthrough("design-spec.md");
const parse = (input: string) => parseDesignSpec(input, { areas, criteria });

test.each([
  ["design-spec.draft.md", "DRAFT"],
  ["design-spec.md", "APPROVED"],
  ["design-spec.ruled.md", "APPROVED"],
] as const)("%s holds and is %s", (file, status) => {
  const { spec, problems } = parse(walkthrough(file));
  expect(problems).toEqual([]);
  expect(spec.status).toBe(status);
  expect(spec.components).toHaveLength(5);
  expect(spec.components[0]).toEqual({
    name: "Reset endpoints",
    area: "backend",
    criteria: [1, 5, 6, 7],
  });
  expect(spec.components[4]).toMatchObject({ area: "platform", criteria: [] });
});

const row = (cells: string) => text.replace("| CI pipeline |", `${cells}\n| CI pipeline |`);

describe("is refused", () => {
  test.each<Refusal<string>>([
    [
      "no status",
      text.replace("STATUS: APPROVED", ""),
      /^STATUS: found nothing, expected "STATUS: DRAFT" or/m,
    ],
    ["an unknown status", text.replace("STATUS: APPROVED", "STATUS: DONE"), /STATUS: found "DONE"/],
    [
      "two of them",
      text.replace("STATUS: APPROVED", "STATUS: DRAFT\nSTATUS: APPROVED"),
      /STATUS: found "DRAFT and APPROVED"/,
    ],
    ["a missing section", text.replace("## Security", "## Safety"), /## Security: found nothing/],
    [
      "no table",
      text.replaceAll("|", ""),
      /## Component Ownership: found nothing, expected a table \| Component \| Area \| Criteria \| Paths \|/,
    ],
    [
      "another area",
      row("| X | mobile | 1 | a |"),
      /line \d+: found "mobile", expected one of the areas: backend, frontend, platform/,
    ],
    [
      "a criterion that the brief has not",
      row("| X | backend | 8 | a |"),
      /found "8", expected criteria of the brief \(1, 2, 3, 4, 5, 6, 7\)/,
    ],
    [
      "a row with too few cells",
      row("| X | backend"),
      /found "2 cells", expected 4: Component, Area, Criteria, Paths/,
    ],
  ])("%s", (_name, input, problem) => {
    expect(parse(input).problems.join("\n")).toMatch(problem);
  });
});

test("areas are known whatever form their letters have", () => {
  expect(areaNamed("Küche".normalize("NFD"), ["küche"])).toBe("küche");
  expect(areaNamed("kuche", ["küche"])).toBeNull();
  const spec = text
    .replaceAll("| backend |", `| ${"Küche".normalize("NFD")} |`)
    .replaceAll("\n", "\r\n");
  const { problems, spec: found } = parseDesignSpec(spec, {
    areas: ["küche", "frontend", "platform"],
    criteria,
  });
  expect(problems).toEqual([]);
  expect(found.components[0]!.area).toBe("küche");
});

test("a bar within a cell, and alignment marks", () => {
  const spec = text
    .replace("|---|---|---|---|", "| :-- | :-: | --: | --- |")
    .replace("| Reset pages |", "| Reset \\| pages |");
  expect(parse(spec).spec.components[2]!.name).toBe("Reset | pages");
});
