import type { Resolved } from "../contract/contract.ts";
import { MODELS } from "./models.ts";
import { CONFIG } from "./paths.ts";
import { readConfigText } from "./planning/config.ts";
import { readText } from "./planning/files.ts";

type Resolve = (root: string, request: string, options: Readonly<Record<string, string>>) => Resolved;

/** The same start, with the models that the project's config names; what it settles itself comes first. */
export const withModels =
  (resolve: Resolve): Resolve =>
  (root, ...models) => {
    const resolved = resolve(root, ...models);
    const text = resolved.ok ? readText(root, CONFIG, []) : null;
    if (!resolved.ok || text === null) return resolved;
    const { config } = readConfigText(text, CONFIG);
    return { ...resolved, options: { [MODELS]: config.models, ...resolved.options } };
  };
