import { compileInBackground, discard, entryFor, isReady, takeTry } from "./compiled.ts";

type Program = typeof import("../../program.ts");

/**
 * All of the plugin: compiled, where that was done, else its source. `after`: what is left to do
 * after an answer.
 */
export function load(
  plugin: string,
  data: string | undefined,
): { program: Program; after(): void } {
  const entry = entryFor(plugin, data);
  if (entry !== null && isReady(entry, plugin)) {
    try {
      return { program: require(`${entry}/program.js`), after: () => {} };
    } catch {
      // This Bun cannot load it.
      discard(entry);
    }
  }
  const after = () => {
    if (entry !== null && takeTry(entry)) compileInBackground(plugin, entry);
  };
  return { program: require(`${plugin}/src/program.ts`), after };
}

/**
 * Removes what is compiled: the hook before this one has ended without an answer, perhaps because
 * of it.
 */
export function distrust(plugin: string, data: string | undefined): void {
  const entry = entryFor(plugin, data);
  if (entry !== null) discard(entry);
}
