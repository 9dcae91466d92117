import { codexProvider } from "./codex.ts";
import type { Provider } from "./provider.ts";

/** Every external reviewer, by id. */
export const providers = {
  codex: codexProvider(),
} satisfies Record<string, Provider>;

export type ProviderId = keyof typeof providers;
