import { ask } from "./gemini-cli-ask.ts";
import { probe } from "./gemini-cli-probe.ts";
import { absence, INSTALL } from "./gemini-cli-state.ts";
import type { Provider } from "./provider.ts";

/** Google's Gemini CLI, without its tools: in an empty folder, where whatever would need a yes is refused. */
export function geminiCliProvider({ command = "gemini" }: { command?: string } = {}): Provider {
  const setup = `${INSTALL}, then gemini to log in`;
  return {
    id: "gemini-cli",
    title: "Gemini CLI",
    program: command,
    keys: [],
    baseUrl: null,
    model: null,
    setup,
    absence: async (env) => absence(command, env),
    probe: (env) => probe(command, env),
    ask: (request) => ask(command, request),
  };
}
