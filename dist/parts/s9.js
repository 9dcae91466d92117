// @bun
// src/host/check-call.ts
var WORD = String.raw`(?:"[^"$\x60\\]*"|'[^']*'|[^\s;&|<>()"'$\x60\\]+)`;
var CHECK = new RegExp(String.raw`^(?:\w+=${WORD}?\s+)*(?:(?:time|nohup|exec|command|env|timeout)\s+(?:[\d.]+[smh]?\s+)?)*(?:(?:bunx?|npx|node|sh|bash)\s+(?:run\s+)?)?(${WORD})(?:\s+--[\w-]+)*\s+check\s+["']?(T\d{1,4})["']?(?![\w/.-])`);
var PROGRAM = /(?:^|\/)(?:multi-ai|orchestrator(?:\.[tj]s)?|cli\/main\.ts)$/;
var REDIRECTED = /^(?:\s*(?:(?<![\w./-])\d|&)?>>?\s*(?:&\d|[\w./-]+))*\s*$/;
var BESIDE = /^(?:$|(?:cd|pushd|echo|printf|true|:|sleep|wait|exit|date|tail|head|cat|tee|grep|wc|set)(?=\s|$))/;
function partsOf(line) {
  const parts = [""];
  let quote = "";
  for (let at = 0;at < line.length; at++) {
    const c = line[at];
    const add = (text) => {
      parts[parts.length - 1] += text;
    };
    if (c === "\\" && quote !== "'")
      add(c + (line[++at] ?? ""));
    else if (quote !== "") {
      add(c);
      if (c === quote)
        quote = "";
    } else if (c === "'" || c === '"') {
      add(c);
      quote = c;
    } else if (c === "&" && (line[at - 1] === ">" || line[at + 1] === ">"))
      add(c);
    else if (/[;&|\n]/.test(c))
      parts.push("");
    else
      add(c);
  }
  return parts.map((part) => part.trim());
}
function checkCall(command) {
  if (command.length > 2000 || !command.includes("check"))
    return null;
  const parts = partsOf(command);
  const found = parts.map((part) => {
    const match = CHECK.exec(part);
    if (!match || !PROGRAM.test(match[1].replaceAll(/["']/g, "")))
      return null;
    return { task: match[2], alone: REDIRECTED.test(part.slice(match[0].length)) };
  });
  const [first, ...more] = found.filter((one) => one !== null);
  if (first === undefined || !first.alone || more.length > 0)
    return null;
  const rest = parts.filter((_part, at) => found[at] === null);
  return rest.every((part) => BESIDE.test(part) && !/[`<]|\$\(/.test(part)) ? first.task : null;
}

export { checkCall };
