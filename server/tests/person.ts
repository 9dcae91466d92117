// Somebody who uses Mission Control in a Chromium: by the keyboard, and by what the page shows.
import type { Tab } from "../../tests/harness/chromium.ts";

const KEYS: Record<string, { code: number; text?: string }> = {
  Tab: { code: 9 },
  Enter: { code: 13, text: "\r" },
  " ": { code: 32, text: " " },
  ArrowDown: { code: 40 },
  Escape: { code: 27 },
};

/** So often it is looked whether something has come; then it never does. */
const TRIES = 700;

export class Person {
  constructor(private readonly tab: Tab) {}

  /** Waits until an expression holds in the page. @throws Error where it never does */
  async until(expression: string, tries = TRIES): Promise<void> {
    for (let left = tries; !(await this.tab.value<boolean>(`Boolean(${expression})`)); left--) {
      if (left === 0)
        throw new Error(`never: ${expression}, but: ${(await this.text("body")).slice(0, 1_500)}`);
      await Bun.sleep(30);
    }
  }

  /** How far the page goes beyond the screen. */
  beyond(): Promise<number> {
    return this.tab.value<number>(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
  }

  text(selector = "main"): Promise<string> {
    return this.tab.value<string>(
      `document.querySelector(${JSON.stringify(selector)})?.innerText ?? ""`,
    );
  }

  shows(words: string, selector = "main", tries = TRIES): Promise<void> {
    const at = `document.querySelector(${JSON.stringify(selector)})`;
    return this.until(`${at}?.innerText.includes(${JSON.stringify(words)})`, tries);
  }

  async press(key: keyof typeof KEYS): Promise<void> {
    const { code, text } = KEYS[key]!;
    const whole = { key, code: key === " " ? "Space" : key, windowsVirtualKeyCode: code };
    const down = text === undefined ? { type: "rawKeyDown" } : { type: "keyDown", text };
    await this.tab.send("Input.dispatchKeyEvent", { ...down, ...whole });
    await this.tab.send("Input.dispatchKeyEvent", { type: "keyUp", ...whole });
  }

  write(text: string): Promise<void> {
    return this.tab.send("Input.insertText", { text });
  }

  /** Goes on with Tab up to what is named so. @throws Error where no way leads there */
  async tabTo(name: string, most = 60): Promise<void> {
    for (let count = 0; count < most; count++) {
      await this.press("Tab");
      const here = await this.tab.value<string>(
        "(() => { const at = document.activeElement; return (at.labels?.[0] ?? at).innerText ?? ''; })()",
      );
      if (here.startsWith(name)) return;
    }
    throw new Error(`no way by Tab to ${name}`);
  }

  async signIn(url: string, token: string): Promise<void> {
    await this.tab.go(url);
    await this.until("document.activeElement.id === 'token'");
    await this.write(token);
    await this.press("Enter");
    await this.shows("Board", "h1");
  }

  async open(hash: string, heading: string): Promise<void> {
    await this.tab.value(`location.hash = ${JSON.stringify(hash)}`);
    await this.shows(heading, "h1");
  }
}
