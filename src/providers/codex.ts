import { ask } from "./codex-ask.ts";
import { INSTALL, LOGIN, probe } from "./codex-state.ts";
import type { Provider } from "./provider.ts";

/**
 * OpenAI's Codex CLI: `codex exec`, read-only. `command` is what is looked for on PATH, or a path.
 */
export function codexProvider({ command = "codex" }: { command?: string } = {}): Provider {
  return {
    id: "codex",
    title: "Codex",
    program: command,
    keys: [],
    baseUrl: null,
    model: null,
    setup: `${INSTALL}, then ${LOGIN}`,
    probe: (env) => probe(command, env),
    ask: (request) => ask(command, request),
  };
}
