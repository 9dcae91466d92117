// What the cheating suite wrote down while it ran (see cheats.ts), as numbers and as words.

/** Cheats by name, each with what stopped it and what became of it without that, and false claims. A cut line counts for nothing. */
export function readCheats(text) {
  const cheats = new Map();
  let claims = { made: 0, refused: 0 };
  for (const line of text.split("\n").slice(0, -1)) {
    const [what, name, words] = JSON.parse(line);
    if (what === "claims") claims = { made: name, refused: words };
    else cheats.set(name, { ...cheats.get(name), name, [what]: words });
  }
  return { cheats: [...cheats.values()], claims };
}

const isHeld = (words) => words.startsWith("stopped all the same");

/** One line, such as `cheats: 71 of 71 stopped, 60 of 62 worked without the check; false claims: 40 made, 40 refused`. */
export function cheatsLine({ cheats, claims }) {
  const parts = [];
  const stopped = cheats.filter((one) => one.stopped !== undefined);
  if (stopped.length > 0) parts.push(`${stopped.length} tried and stopped`);
  const without = cheats.filter((one) => one.worked !== undefined);
  const worked = without.filter((one) => !isHeld(one.worked));
  if (without.length > 0) parts.push(`${without.length} tried without the check that stops them: ${worked.length} worked`);
  const said = claims.made > 0 ? `; false claims: ${claims.made} made, ${claims.refused} refused` : "";
  return `cheats: ${parts.join(", ")}${said}`;
}

/** A Markdown table: a row for each cheat, in the order of what stops them. */
export function cheatsTable({ cheats }) {
  const order = [...new Set(cheats.map((one) => one.stopped))];
  const rows = order.flatMap((stopped) => cheats.filter((one) => one.stopped === stopped));
  const row = ({ name, stopped = "not tried", worked = "not tried" }) => `| ${name} | ${stopped} | ${worked} |`;
  return ["| cheat | stopped, because | without that |", "|---|---|---|", ...rows.map(row)].join("\n");
}
