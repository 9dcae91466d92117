import type { Resolved } from "../../contract/contract.ts";
import { PLANNING } from "../paths.ts";
import { configIn, readRoot } from "../planning/read.ts";
import { CONFIGURED } from "./config-questions.ts";

/** What stands after `new-project`: a document of the project, words, both or nothing. */

const DOCUMENT = /^@(?:"([^"]+)"|(\S+))\s*/;

/**
 * A new project from what was typed. What stands in a `config.json` that is there counts as
 * answered.
 */
export function resolves(root: string, request: string): Resolved {
  const config = configIn(root)?.config;
  const [typed = "", quoted, plain] = DOCUMENT.exec(request) ?? [];
  const document = quoted ?? plain;
  const words = request.slice(typed.length).trim();
  const describes = document ?? (readRoot(root).foreign ? `${PLANNING}/` : undefined);
  const idea =
    describes === undefined
      ? "Start a new project, which is not described yet"
      : `The project that ${describes} describes`;
  return {
    ok: true,
    entry: "new-project",
    request: words === "" ? idea : words,
    options: {
      ...(config && { ...config, [CONFIGURED]: "yes" }),
      ...(document === undefined ? {} : { document }),
      ...(words === "" && describes === undefined ? { unsaid: "yes" } : {}),
    },
  };
}
