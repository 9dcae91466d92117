import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Resolved } from "../../contract/contract.ts";
import { CONFIG } from "../paths.ts";
import { archivedMilestones } from "../planning/milestones.ts";
import { readOverview } from "../planning/read.ts";
import { SETUP, type Setting, VALUES } from "./config-questions.ts";
import { existing } from "./existing.ts";
import { STAGE } from "./recorded.ts";
import type { Wishes } from "./settled.ts";

/** What stands behind `new-project`: a document of the project, words, both or nothing. */

const DOCUMENT = /^@(?:"([^"]+)"|(\S+))\s*/;

/** What a configuration that is there settles, as options of the run. */
export const settled = (config: Wishes): Record<Setting, string> =>
  Object.fromEntries(
    Object.keys(VALUES).map((name) => {
      const wish = config[name as Setting];
      return [name, typeof wish === "string" ? wish : wish ? "yes" : "no"];
    }),
  ) as Record<Setting, string>;

/** `--settings mode=yolo,tdd=yes` as options; the names and values are known to be right. */
function given(text: string): { ok: true; options: Record<string, string> } | { ok: false; problem: string } {
  const options: Record<string, string> = {};
  for (const one of text.split(",").filter((part) => part !== "")) {
    const [name = "", value = ""] = one.split("=");
    if (options[name] !== undefined) return { ok: false, problem: `--settings: ${name} is given twice` };
    options[name] = value;
  }
  return { ok: true, options };
}

/** A new project from what was typed. What stands in a `config.json` that is there counts as answered. */
export function resolves(root: string, request: string, options: Readonly<Record<string, string>>): Resolved {
  const planning = readOverview(root);
  const there = existing(planning, archivedMilestones(root).length > 0);
  if (there !== null) return { ok: false, problem: there };
  const flags = given(options.settings ?? "");
  if (!flags.ok) return flags;
  const config = existsSync(join(root, CONFIG)) ? settled(planning.config) : {};
  const [typed = "", quoted, plain] = DOCUMENT.exec(request) ?? [];
  const document = quoted ?? plain;
  const words = request.slice(typed.length).trim();
  const said =
    document === undefined
      ? "Begin a new project; what it is has still to be said"
      : `The project that ${document} describes`;
  return {
    ok: true,
    entry: "new-project",
    request: words === "" ? said : words,
    options: {
      [STAGE]: SETUP,
      ...config,
      ...flags.options,
      ...(document === undefined ? {} : { document }),
      ...(words === "" && document === undefined ? { unsaid: "yes" } : {}),
    },
  };
}
