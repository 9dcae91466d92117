// @bun
// src/policy/shell/words.ts
function literalText(value) {
  let text = "";
  for (const atom of value) {
    if (!("lit" in atom))
      return null;
    text += atom.lit;
  }
  return text;
}
var literals = (value) => value.map((atom) => ("lit" in atom) ? atom.lit : "").join("");
var isHinted = (value) => value.some((atom) => ("any" in atom) && atom.hint);
function unquoted(text) {
  const closes = text.lastIndexOf("]");
  const sets = /\*|\?|\[[^\]]+\]|[^*?[]+|\[/g;
  const found = closes < 0 ? text.match(/\*|\?|[^*?]+/g) : [...text.slice(0, closes + 1).match(sets) ?? [], ...text.slice(closes + 1).match(/\*|\?|[^*?]+/g) ?? []];
  return (found ?? []).map((part) => /^(?:\*|\?|\[.+\])$/s.test(part) ? { glob: part } : { lit: part });
}

// src/policy/shell/door-names.ts
var ofSettings2 = (act) => act === "unasked" ? { act: "deny", rule: "unasked" } : { act, rule: "host" };
var DRIVERS = new Set("tmux screen byobu zellij abduco dtach tmate xdotool xte xvkbd ydotool wtype dotool eitype osascript cliclick kitty kitten wezterm wezterm-gui expect unbuffer reptyr ttyecho injcode alacritty gnome-terminal konsole xterm x-terminal-emulator foot ghostty at batch crontab systemd-run launchctl dbus-send gdbus busctl qdbus".split(" "));
var HOSTS = /^claude(?:\.exe|-code)?$/;
var PACKAGE = /(?:^|\/)@anthropic-ai\/claude-code(?:@|\/|$)/;
var isDoor = (name) => DRIVERS.has(name) || HOSTS.test(name);
var isHostProgram = (value) => HOSTS.test(literals(value).split("/").at(-1)) || PACKAGE.test(literals(value));
var isTerminal = (path) => /^\/dev\/(?:pts\/|tty[^/]*$|console$|vcsa?\d|uinput|input\/)/.test(path);

// src/policy/shell/doors.ts
var asked = (rule) => ({ act: "ask", rule });
var denied = (rule) => ({ act: "deny", rule });
var OURS = /multi-ai|orchestrator|\bclaude\b/i;
var LOOKS = /^(?:-V|ls|list-\S+|lsp?|has(?:-session)?|capture-pane?|capturep|show\S*|display(?:-message)?|kill-\S+|info|wait-for|set(?:-\S+)?|start(?:-server)?|resize-\S+|rename-\S+|select-\S+|source(?:-file)?|detach\S*|attach\S*|a|source)$/;
var SENDS = /^(?:send\S*|paste\S*|pasteb|pipe-pane|pipep|respawn\S*|run(?:-shell)?|if(?:-shell)?|set-buffer|setb|load-buffer|loadb|write-chars|write|action|run-shell)$/;
function verbOf(rest, valued) {
  const texts = rest.map(literals);
  let at = 0;
  while (texts[at]?.startsWith("-") === true && texts[at] !== "-V")
    at += valued.test(texts[at]) ? 2 : 1;
  return { verb: texts[at] ?? "", options: texts.slice(0, at) };
}
function speaksFor2(name, rest, all, { asking, env }, made) {
  if (HOSTS.test(name))
    return hostSays(rest, all);
  const texts = rest.map(literals);
  const says = texts.join(" ");
  if (name === "crontab" && texts.includes("-l"))
    return null;
  if (name === "unbuffer" || name === "systemd-run") {
    if (OURS.test(says))
      return denied("keyboard");
    return name === "unbuffer" ? null : asking ? denied("keyboard") : asked("keyboard");
  }
  const isMultiplexer = /^(?:tmux|byobu|screen|zellij|tmate|abduco|dtach)$/.test(name);
  if (isMultiplexer)
    return multiplexer(name, rest, says, { asking, env }, made);
  if (OURS.test(says) && name !== "expect")
    return denied("keyboard");
  if (name === "expect" && /\/multi-ai:|multi-ai["'\s]+(?:decide|cancel|reset|resume|park|rollback|trust)|\bspawn\s+\S*claude\b/.test(says))
    return denied("keyboard");
  if (/^(?:kitty|kitten|wezterm|wezterm-gui)$/.test(name)) {
    const drives = texts.some((one) => /^(?:@\S*|cli|send-text|spawn|launch)$/.test(one));
    if (!drives)
      return asking ? denied("keyboard") : null;
    return asking ? denied("keyboard") : env.KITTY_WINDOW_ID || env.WEZTERM_PANE ? asked("keyboard") : null;
  }
  if (asking)
    return denied("keyboard");
  if (name === "expect" || /^(?:alacritty|gnome-terminal|konsole|xterm|x-terminal-emulator|foot|ghostty)$/.test(name))
    return null;
  if (/^(?:xdotool|xte|xvkbd|ydotool|wtype|dotool|eitype)$/.test(name)) {
    if (/^(?:get\S*|search|version|--version|--help)$/.test(texts[0] ?? ""))
      return null;
    const own = all.some((value) => /^(?:DISPLAY=|WAYLAND_DISPLAY=|xvfb-run$)/.test(literals(value)));
    return own || !(env.DISPLAY || env.WAYLAND_DISPLAY) ? null : asked("keyboard");
  }
  if (name === "osascript")
    return /keystroke|key code|do script|write text|System Events/i.test(says) ? asked("keyboard") : null;
  if (/^(?:dbus-send|gdbus|busctl|qdbus)$/.test(name))
    return /terminal|konsole|SendText|sendText|runCommand|yakuake|StartTransientUnit/i.test(says) ? asked("keyboard") : null;
  if (name === "launchctl")
    return /^(?:submit|bootstrap|load|kickstart|start)$/.test(texts[0] ?? "") ? asked("keyboard") : null;
  return /^(?:at|batch|crontab|reptyr|ttyecho|injcode|cliclick)$/.test(name) ? asked("keyboard") : null;
}
function multiplexer(name, rest, says, { asking, env }, made) {
  const texts = rest.map(literals);
  const { verb, options } = verbOf(rest, /^-(?:[LSfTc]|t|d?S)$/);
  const session = texts[texts.findIndex((one) => /^-\w*s$|^-\w*S$|^--session(?:-name)?$/.test(one)) + 1] ?? "";
  if (name !== "screen" && LOOKS.test(verb))
    return null;
  if (name === "screen" && texts.some((one) => /^-(?:ls|list|wipe|v|version)$/.test(one)))
    return null;
  if (OURS.test(says) || asking)
    return denied("keyboard");
  const sends = name === "screen" ? texts.includes("-X") || texts.includes("-Q") : SENDS.test(verb) || /;/.test(says);
  if (!sends) {
    if (session !== "")
      made.add(session);
    return null;
  }
  const own = options.some((one) => /^-[LS]/.test(one)) && name === "tmux";
  const around = name === "screen" ? env.STY : name === "zellij" ? env.ZELLIJ : env.TMUX;
  if (own || !around)
    return null;
  const target = texts[texts.findIndex((one) => one === "-t" || name === "screen" && one === "-S") + 1] ?? "";
  const named = target.split(/[:.]/)[0].replace(/^=/, "");
  return made.has(named) && named !== "" ? null : asked("keyboard");
}
var RESUMES = /^(?:--(?:resume|continue|fork-session|session-id|from-pr|teleport)(?:=|$)|-[a-zA-Z]*[cr])/;
function hostSays(rest, all) {
  const texts = rest.map(literals);
  const says = texts.join(" ");
  const flags = texts.filter((one) => one.startsWith("-"));
  if (flags.some((one) => RESUMES.test(one)))
    return denied("host");
  if (/\/multi-ai(?::|\b)/.test(says) || all.some((value) => /^MULTI_AI_OFF=/.test(literals(value))))
    return denied("host");
  if (/disableAllHooks|MULTI_AI_OFF/.test(says))
    return denied("host");
  const [verb = "", what = ""] = texts.filter((one) => !one.startsWith("-"));
  if (/^plugins?$/.test(verb)) {
    if (/^(?:list|details|validate|info|search|help)?$/.test(what))
      return null;
    if (/^marketplace$/.test(what) && /\bmarketplace (?:list|help)\b/.test(says))
      return null;
    return /multi-ai|--all\b|\s-a\b/.test(says) || rest.some((value) => literalText(value) === null) ? denied("host") : asked("host");
  }
  if (/^(?:config|mcp)$/.test(verb))
    return /^(?:list|ls|get|help|serve)?$/.test(what) ? null : asked("host");
  return /^(?:setup-token|update|upgrade|install|migrate-installer|uninstall)$/.test(verb) ? asked("host") : null;
}

export { literalText, literals, isHinted, unquoted, ofSettings2, isDoor, isHostProgram, isTerminal, speaksFor2 };
