// @bun
import {
  INSTALL,
  probe,
  absence
} from "./s85.js";

// src/providers/codex.ts
function codexProvider({ command = "codex" } = {}) {
  return {
    id: "codex",
    title: "Codex",
    program: command,
    setup: `${INSTALL}, then codex login`,
    absence: (env) => absence(command, env),
    probe: (env) => probe(command, env),
    review: async (request) => (await import("./codex-review.js")).review(command, request)
  };
}

// src/providers/index.ts
var providers = {
  codex: codexProvider()
};

export { providers };
