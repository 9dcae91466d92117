/** One line without signs that draw others around, or that a terminal obeys. */
export const oneLine = (text: string, most = Number.POSITIVE_INFINITY): string => {
  const flat = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return flat.length > most ? `${flat.slice(0, most - 1)}…` : flat;
};
