// A real Chromium without a window, driven by its own protocol: what a page logs, asks for and
// does.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Path of a Chromium, where there is one: only `npm run test:faults` opens pages. */
export const CHROMIUM =
  process.env.MULTI_AI_CHROMIUM ??
  Bun.which("chromium-headless-shell") ??
  Bun.which("chromium") ??
  "";

interface Told {
  id?: number;
  method?: string;
  // biome-ignore lint/suspicious/noExplicitAny: the protocol has a form for each method
  params?: any;
  // biome-ignore lint/suspicious/noExplicitAny: the same
  result?: any;
  error?: { message: string };
}

export class Tab {
  /** Errors and warnings of the console, and what was thrown. */
  readonly problems: string[] = [];
  /** Addresses that were asked for. */
  readonly asked: string[] = [];
  /** Dialogs that a script opened. */
  readonly dialogs: string[] = [];
  private readonly open = new Map<number, (told: Told) => void>();
  private readonly heard = new Map<string, () => void>();
  private next = 1;
  private session: string | undefined;

  private constructor(
    private readonly socket: WebSocket,
    private readonly stop: () => Promise<void>,
  ) {
    socket.addEventListener("message", ({ data }) => this.take(JSON.parse(String(data)) as Told));
  }

  /** Starts a browser of its own with one empty page. */
  static async start(): Promise<Tab> {
    const folder = mkdtempSync(join(tmpdir(), "chromium-"));
    const flags =
      "--headless --no-sandbox --disable-gpu --remote-debugging-port=0 --no-first-run --disable-component-update";
    const browser = Bun.spawn(
      [CHROMIUM, ...flags.split(" "), `--user-data-dir=${folder}`, "about:blank"],
      {
        stdout: "ignore",
        stderr: "pipe",
      },
    );
    let said = "";
    let address: string | undefined;
    const reader = browser.stderr.getReader();
    while (address === undefined) {
      const { done, value } = await reader.read();
      if (done) throw new Error(`Chromium has ended: ${said}`);
      said += new TextDecoder().decode(value);
      address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
    }
    // Read on, so that it never waits for a full pipe.
    void (async () => {
      while (!(await reader.read()).done);
    })();
    const socket = new WebSocket(address);
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("error", () => reject(new Error("no connection to Chromium")));
    });
    const tab = new Tab(socket, async () => {
      // By a signal only the script would end that some systems start it with.
      tab.session = undefined;
      await tab.send("Browser.close");
      socket.close();
      await browser.exited;
      rmSync(folder, { recursive: true, force: true });
    });
    const { targetId } = await tab.send("Target.createTarget", { url: "about:blank" });
    tab.session = (await tab.send("Target.attachToTarget", { targetId, flatten: true })).sessionId;
    for (const part of ["Page", "Runtime", "Log", "Network"]) await tab.send(`${part}.enable`);
    return tab;
  }

  private take(told: Told): void {
    if (told.id !== undefined) {
      this.open.get(told.id)?.(told);
      this.open.delete(told.id);
      return;
    }
    const { method = "", params } = told;
    if (method === "Runtime.exceptionThrown")
      this.problems.push(params.exceptionDetails.exception?.description ?? "thrown");
    if (method === "Log.entryAdded") this.problems.push(params.entry.text);
    if (method === "Runtime.consoleAPICalled")
      this.problems.push(
        params.args.map((one: { value?: unknown }) => String(one.value)).join(" "),
      );
    if (method === "Network.requestWillBeSent") this.asked.push(params.request.url);
    if (method === "Page.javascriptDialogOpening") {
      this.dialogs.push(params.message);
      void this.send("Page.handleJavaScriptDialog", { accept: false });
    }
    this.heard.get(method)?.();
  }

  /** A method of the protocol. @throws Error with what the browser says */
  // biome-ignore lint/suspicious/noExplicitAny: the protocol has a form for each method
  send(method: string, params: object = {}): Promise<any> {
    const id = this.next++;
    this.socket.send(
      JSON.stringify({ id, method, params, ...(this.session ? { sessionId: this.session } : {}) }),
    );
    return new Promise((resolve, reject) => {
      this.open.set(id, ({ error, result }) =>
        error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result),
      );
    });
  }

  /** Loads an address, up to its `load` event. */
  async go(url: string): Promise<void> {
    const loaded = new Promise<void>((resolve) => this.heard.set("Page.loadEventFired", resolve));
    await this.send("Page.navigate", { url });
    await loaded;
  }

  async size(width: number, height: number): Promise<void> {
    await this.send("Emulation.setDeviceMetricsOverride", {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: width < 600,
    });
  }

  async scheme(scheme: "light" | "dark", media = "screen"): Promise<void> {
    await this.send("Emulation.setEmulatedMedia", {
      media,
      features: [{ name: "prefers-color-scheme", value: scheme }],
    });
  }

  /** The value of an expression in the page. */
  async value<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", {
      expression,
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as T;
  }

  async key(key: string): Promise<void> {
    for (const type of ["keyDown", "keyUp"])
      await this.send("Input.dispatchKeyEvent", {
        type,
        key,
        code: key,
        windowsVirtualKeyCode: CODES[key],
      });
  }

  /** The whole page as a picture. */
  async picture(height?: number): Promise<Buffer> {
    const { data } = await this.send("Page.captureScreenshot", {
      captureBeyondViewport: height === undefined,
    });
    return Buffer.from(data, "base64");
  }

  close(): Promise<void> {
    return this.stop();
  }
}

const CODES: Record<string, number> = {
  ArrowLeft: 37,
  ArrowRight: 39,
  Home: 36,
  End: 35,
  Tab: 9,
  Enter: 13,
};
