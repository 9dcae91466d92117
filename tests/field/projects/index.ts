// Every project of the field: a file in this folder, with its texts in tests/fixtures/field.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FieldProject } from "../project.ts";
import { withTexts } from "../texts.ts";

export const PROJECTS = readdirSync(import.meta.dir)
  .filter((name) => name.endsWith(".yaml"))
  .sort()
  .map((name) => Bun.YAML.parse(readFileSync(join(import.meta.dir, name), "utf8")))
  .map((project) => withTexts(project) as FieldProject);
