// What somebody meant who typed a word that is none, for programs that run before there is TypeScript.

/** Whether a word is the beginning of a name, or differs from it in one place: in at most two letters there. */
export function isSlip(word, name) {
  if (word.length < 3) return false;
  let [from, to] = [0, 0];
  while (from < word.length && word[from] === name[from]) from++;
  while (to < Math.min(word.length, name.length) - from && word.at(-1 - to) === name.at(-1 - to)) to++;
  return name.startsWith(word) || Math.max(word.length, name.length) - from - to <= 2;
}
