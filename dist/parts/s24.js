// @bun
// src/runners/report.ts
var titleOf3 = ({ suites, name }) => [...suites, name].join(" > ");
var FILE = /^[^\s:>]+\.\w{1,6}$/;
function partsOf(line) {
  const parts = [""];
  for (const piece of line.split(/( > | \u203A |::)/)) {
    const last = parts.length - 1;
    const isOpen = parts[last].split("[").length > parts[last].split("]").length;
    if (/^(?: > | \u203A |::)$/.test(piece) && !(piece === "::" && isOpen))
      parts.push("");
    else
      parts[last] += piece;
  }
  return parts;
}
function testOfLine(line, state) {
  const parts = partsOf(line).filter((part) => part.trim() !== "");
  const isFirstAFile = parts.length > 1 && FILE.test(parts[0]);
  const suites = parts.slice(isFirstAFile ? 1 : 0);
  const name = suites.pop() ?? line;
  return { file: isFirstAFile ? parts[0] : null, suites, name, state, message: null, frames: [] };
}
var SEPARATORS = ["::", " > ", " \u203A ", " ", "/", "."];
var PARAMETERS = /(?:\s*(?:(?:\{[^}]*\}|\([^)]*\))?\[(?:[^[\]]|\[[^[\]]*\])*\]|\([^)]*\))| with data set (?:"[^"]*"|#\d+))$/;
var withoutParameters = (name) => name.replace(PARAMETERS, "");
var blanked = (text) => text.includes("_") ? [text, text.replaceAll("_", " ")] : [text];
var spellings = (part) => [part, ...moduleOf(part)].flatMap((whole) => [0, ...[...whole.matchAll(/[\\/.]|::/g)].map((one) => one.index + one[0].length)].flatMap((at) => blanked(whole.slice(at))));
var moduleOf = (file) => file.endsWith(".py") ? [file.slice(0, -".py".length).replaceAll(/[\\/]/g, ".")] : [];
function isTestNamed({ file, suites, name, held = 0 }, written) {
  const named = written.trim();
  if (named === "")
    return false;
  const path = [...file === null ? [] : [file], ...suites, name];
  return Array.from({ length: held + 1 }, (_, at) => path.slice(0, path.length - at)).some((whole) => {
    const around = whole.slice(0, -1);
    const own = whole.at(-1);
    return [own, withoutParameters(own)].flatMap(blanked).some((one) => {
      if (one === "" || !named.endsWith(one))
        return false;
      const before = named.slice(0, named.length - one.length);
      return before === "" || around.some((_, at) => isJoined(around.slice(at), before));
    });
  });
}
function isJoined([part, ...rest], text) {
  if (part === undefined)
    return text === "";
  return spellings(part).some((one) => {
    if (one === "" || !text.startsWith(one))
      return false;
    const left = text.slice(one.length);
    return SEPARATORS.some((separator) => left.startsWith(separator) && isJoined(rest, left.slice(separator.length)));
  });
}
var NOT_LOADED = "(could not be loaded)";

export { titleOf3, testOfLine, withoutParameters, isTestNamed, NOT_LOADED };
