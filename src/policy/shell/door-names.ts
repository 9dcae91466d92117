import { literals, type Value } from "./words.ts";

/** Programs that may act in the person's place, by their names; what they may do stands in doors.ts, which few calls need. */

/** `keyboard`: it types, or starts what types later; `host`: it is the host's command line, or changes its settings. */
export interface Spoken {
  act: "deny" | "ask";
  rule: "keyboard" | "host";
}

/** What is done about a change of the host's settings; `unasked`: the host would let it pass where it should ask. */
export type SettingsAct = "deny" | "ask" | "unasked";
export const ofSettings = (act: SettingsAct): Spoken | { act: "deny"; rule: "unasked" } =>
  act === "unasked" ? { act: "deny", rule: "unasked" } : { act, rule: "host" };

/** What is known of the moment and of the terminal that the person sits at. */
export interface Moment {
  /** A question waits for the person. */
  asking: boolean;
  env: Record<string, string | undefined>;
}

/** Programs that drive a terminal or a window, or start something later or apart from their caller. */
const DRIVERS = new Set(
  "tmux screen byobu zellij abduco dtach tmate xdotool xte xvkbd ydotool wtype dotool eitype osascript cliclick kitty kitten wezterm wezterm-gui expect unbuffer reptyr ttyecho injcode alacritty gnome-terminal konsole xterm x-terminal-emulator foot ghostty at batch crontab systemd-run launchctl dbus-send gdbus busctl qdbus".split(
    " ",
  ),
);
export const HOSTS = /^claude(?:\.exe|-code)?$/;
/** The host, as a word of a package runner. */
const PACKAGE = /(?:^|\/)@anthropic-ai\/claude-code(?:@|\/|$)/;

export const isDoor = (name: string): boolean => DRIVERS.has(name) || HOSTS.test(name);
export const isHostProgram = (value: Value): boolean =>
  HOSTS.test(literals(value).split("/").at(-1)!) || PACKAGE.test(literals(value));

/** Files that are a terminal of somebody. */
export const isTerminal = (path: string): boolean =>
  /^\/dev\/(?:pts\/|tty[^/]*$|console$|vcsa?\d|uinput|input\/)/.test(path);
