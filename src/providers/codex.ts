import { INSTALL } from "./codex-failures.ts";
import { absence, probe } from "./codex-state.ts";
import type { Provider } from "./provider.ts";

/** OpenAI's Codex CLI as a reviewer: `codex exec`, read-only. `command` is what is looked for on PATH, or a path. */
export function codexProvider({ command = "codex" }: { command?: string } = {}): Provider {
  return {
    id: "codex",
    title: "Codex",
    program: command,
    setup: `${INSTALL}, then codex login`,
    absence: (env) => absence(command, env),
    probe: (env) => probe(command, env),
    review: async (request) => (await import("./codex-review.ts")).review(command, request),
  };
}
