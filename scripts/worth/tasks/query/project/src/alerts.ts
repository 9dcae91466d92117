import { fits, parseWords, type Word } from "./words.ts";

export interface AlertRule {
  name: string;
  /** The filter. */
  where: string;
}

/** Filters by name. */
export class Alerts {
  private readonly rules: { name: string; words: Word[] }[] = [];

  constructor(rules: readonly AlertRule[], warn: (message: string) => void) {
    for (const { name, where } of rules) {
      try {
        this.rules.push({ name, words: parseWords(where) });
      } catch (error) {
        warn(`${name}: ${(error as Error).message}`);
      }
    }
  }

  /** The names of those that a record fits, in the order of the rules. */
  fired(record: unknown): string[] {
    return this.rules.filter(({ words }) => fits(words, record)).map(({ name }) => name);
  }
}
