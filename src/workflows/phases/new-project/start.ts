import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Resolved } from "../../contract/contract.ts";
import { CONFIG, PLANNING } from "../paths.ts";
import { problemText } from "../planning/model.ts";
import { archivedMilestones, existing, readOverview } from "../planning/read.ts";
import { CONFIGURED, optionsOf, SETUP } from "./config-questions.ts";
import { STAGE } from "./recorded.ts";

/** What stands behind `new-project`: a document of the project, words, both or nothing. */

const DOCUMENT = /^@(?:"([^"]+)"|(\S+))\s*/;

/**
 * A new project from what was typed. What stands in a `config.json` that is there counts as
 * answered.
 */
export function resolves(root: string, request: string): Resolved {
  const planning = readOverview(root);
  const there = existing(planning, archivedMilestones(root).length > 0);
  if (there !== null) return { ok: false, problem: there };
  // Even a run that ends at once would write STATE.md.
  const wrong = planning.exists
    ? planning.problems.find(({ file }) => file === PLANNING)
    : undefined;
  if (wrong !== undefined) return { ok: false, problem: problemText(wrong) };
  const config = existsSync(join(root, CONFIG))
    ? { ...optionsOf(planning.config), [CONFIGURED]: "yes" }
    : {};
  const [typed = "", quoted, plain] = DOCUMENT.exec(request) ?? [];
  const document = quoted ?? plain;
  const words = request.slice(typed.length).trim();
  const idea =
    document === undefined
      ? "Start a new project, which is not described yet"
      : `The project that ${document} describes`;
  return {
    ok: true,
    entry: "new-project",
    request: words === "" ? idea : words,
    options: {
      [STAGE]: SETUP,
      ...config,
      ...(document === undefined ? {} : { document }),
      ...(words === "" && document === undefined ? { unsaid: "yes" } : {}),
    },
  };
}
