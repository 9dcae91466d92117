/**
 * Adds a problem of an artifact: a sentence with its place, what was found and what is expected.
 */
type Refuse = (place: string, found: unknown, expected: string) => void;

/** `at`: what every place begins with. */
export const refusing =
  (problems: string[], at = ""): Refuse =>
  (place, found, expected) => {
    problems.push(`${at}${place}: found ${String(found)}, expected ${expected}`);
  };
