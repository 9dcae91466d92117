/** Text between fences that it cannot close itself, however many backticks it holds. */
export function fence(text: string, language = ""): string {
  let ticks = "````";
  while (text.includes(ticks)) ticks += "`";
  return `${ticks}${language}\n${text.trimEnd()}\n${ticks}`;
}
