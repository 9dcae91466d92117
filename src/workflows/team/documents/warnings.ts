import { shown } from "../../../text.ts";

/** Warnings travel by id: raised once, named again by `W<n>: …`, closed only with a reason. */
export interface Warning {
  id: string;
  text: string;
}

const REFERENCE = /^(W[1-9]\d{0,5}):(?:\s+|$)/;

/** What is wrong with the warnings that a role raises, and with those that it closes: each that it names has to be open. */
export function warningProblems(
  open: readonly Warning[],
  raised: readonly string[],
  closing: readonly { id: string; reason: string }[],
): string[] {
  const ids = open.map((one) => one.id);
  const expected = `expected the id of an open warning (${ids.join(", ") || "there is none"})`;
  const named = raised.flatMap((text) => {
    const id = REFERENCE.exec(text.trim())?.[1];
    return id === undefined ? [] : [{ id, text }];
  });
  return [
    ...named.filter(({ id }) => !ids.includes(id)).map(({ text }) => `warnings: found ${shown(text)}, ${expected}`),
    ...closing
      .filter(({ id }, at) => !ids.includes(id) || closing.findIndex((one) => one.id === id) < at)
      .map(({ id }) => `closed_warnings: found "${id}", ${expected}`),
  ];
}
