import { isDocument, type PathRule, pathRules } from "./path-rules.ts";
import { SENSITIVE, type Sensitive, sensitiveIn, wordsOf } from "./sensitive.ts";

/** Topics that nothing small may touch, in the words of a request and in the paths of a change. */

export interface Found {
  topic: Sensitive;
  /** Words of the request, and paths. */
  words: string[];
}

/** What a changed file's path says about a topic. */
const TOPIC_OF: Partial<Record<PathRule, Sensitive>> = {
  "path:auth": "authentication",
  "path:crypto": "cryptography",
  "path:sql": "migrations",
  "path:migration": "migrations",
  "path:payment": "payment data",
  "path:personal": "personal data",
  "path:access": "access",
  "path:dependencies": "new dependencies",
};

function topicsOf(path: string, { manifests }: { manifests: boolean }): Sensitive[] {
  const topics = pathRules(path).flatMap((rule) => TOPIC_OF[rule] ?? []);
  if (!isDocument(path)) {
    const words = wordsOf(path);
    if (/(?:^| )feature (?:flags?|toggles?)(?: |$)/.test(words.join(" "))) topics.push("feature flags");
  }
  return manifests ? topics.filter((topic) => topic !== "new dependencies") : topics;
}

/** Topics of a request and of changed paths, with what was found for each. `manifests`: a manifest is what it is for. */
export function sensitiveOf(request: string, files: readonly string[], of = { manifests: false }): Found[] {
  const found = new Map(sensitiveIn(request).map(({ topic, words }) => [topic, words]));
  for (const path of files)
    for (const topic of topicsOf(path, of)) found.set(topic, [...new Set([...(found.get(topic) ?? []), path])]);
  return SENSITIVE.flatMap((topic) => {
    const words = found.get(topic);
    return words === undefined ? [] : [{ topic, words }];
  });
}

const MAX_WORDS = 3;
/** `authentication ("login", "src/auth.ts" and 2 more)`. */
export const told = (found: { topic: string; words: string[] }[]): string =>
  found
    .map(({ topic, words }) => {
      const shown = words.slice(0, MAX_WORDS).map((word) => JSON.stringify(word));
      const more = words.length > MAX_WORDS ? ` and ${words.length - MAX_WORDS} more` : "";
      return `${topic} (${shown.join(", ")}${more})`;
    })
    .join(", ");
