import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type Binaries, findBinaries, postgresUser } from "./binaries.ts";
import { lockFolder } from "./lock.ts";

/**
 * A PostgreSQL of the server's own, for who names none: its data lies in a folder, and nobody
 * reaches it but through a socket there.
 */
export interface Postgres {
  url: string;
  /** Its process, while it runs. */
  pid(): number | undefined;
  stop(): Promise<void>;
}

const USER = "multi_ai";
/** A socket's name; its path may have 107 bytes. */
const SOCKET = ".s.PGSQL.5432";
const MAX_SOCKET_PATH = 100;
const START_MS = 60_000;
const STOP_MS = 20_000;
const PAUSE_MS = 100;
const RESTART_MS = 1_000;

/** Runs one of its programs to its end. @throws Error with what it said */
function runProgram({ folder, user }: Binaries, name: string, args: string[]): void {
  try {
    execFileSync(join(folder, name), args, {
      ...user,
      cwd: "/",
      stdio: "pipe",
      env: { LC_ALL: "C.UTF-8", PATH: process.env.PATH },
    });
  } catch (error) {
    const { stderr = "", message } = error as Error & { stderr?: Buffer };
    throw new Error(`${name} failed: ${String(stderr).trim() || message}`);
  }
}

/**
 * The password of the database in `folder`, which is made at the first start: whole, or not at all.
 */
function initialise(binaries: Binaries, folder: string): string {
  const secret = join(folder, "password");
  const data = join(folder, "data");
  if (!existsSync(data)) {
    const making = join(folder, "making");
    rmSync(making, { recursive: true, force: true });
    mkdirSync(making, { mode: 0o700 });
    writeFileSync(secret, randomBytes(24).toString("hex"), { mode: 0o600 });
    for (const path of [folder, making, secret]) give(binaries.user, path);
    const args = [
      "-D",
      making,
      "-U",
      USER,
      `--pwfile=${secret}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C.UTF-8",
    ];
    runProgram(binaries, "initdb", args);
    renameSync(making, data);
  }
  return readFileSync(secret, "utf8");
}

const give = (user: Binaries["user"], path: string): void => {
  if (user !== null) chownSync(path, user.uid, user.gid);
};

/** Whether the database answers. */
async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: START_MS });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Starts the PostgreSQL whose data lie in `folder`, which is made where it is missing. One that
 * ends by itself is started again; `say` is told. @throws Error where another server has the
 * folder, or it does not start
 */
export async function startPostgres(
  folder: string,
  say: (line: string) => void,
): Promise<Postgres> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(folder);
  try {
    mayEnter(postgresUser(), folder);
    const binaries = findBinaries(folder);
    const password = initialise(binaries, folder);
    const sockets = socketFolder(binaries, folder);
    const url = `postgresql://${USER}:${password}@/postgres?host=${encodeURIComponent(sockets)}`;
    const server = new Server(binaries, folder, sockets, url, say);
    await server.start();
    writeFileSync(join(folder, "url"), url, { mode: 0o600 });
    return {
      url,
      pid: () => server.pid,
      async stop() {
        await server.stop();
        if (sockets !== folder) rmSync(sockets, { recursive: true, force: true });
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** The address of the one in `folder` that some server has at work; null: none is. */
export async function runningPostgres(folder: string): Promise<string | null> {
  const file = join(folder, "url");
  const url = existsSync(file) ? readFileSync(file, "utf8") : null;
  return url !== null && (await answers(url)) ? url : null;
}

/** As root it runs as another user, who has to get there. @throws Error */
function mayEnter(user: Binaries["user"], folder: string): void {
  give(user, folder);
  chmodSync(folder, 0o700);
  if (user === null) return;
  try {
    execFileSync("ls", [folder], { ...user, cwd: "/", stdio: "pipe" });
  } catch {
    throw new Error(
      `you are root, so Postgres runs as the user ${user.uid}, who may not enter ${folder}: name a folder that others may reach by --data, or start the server as a user of its own`,
    );
  }
}

function socketFolder(binaries: Binaries, folder: string): string {
  if (join(folder, SOCKET).length <= MAX_SOCKET_PATH) return folder;
  const other = mkdtempSync(join(tmpdir(), "multi-ai-pg-"));
  give(binaries.user, other);
  return other;
}

class Server {
  private child: ChildProcess | null = null;
  private isStopping = false;
  private gone: Promise<void> = Promise.resolve();

  constructor(
    private readonly binaries: Binaries,
    private readonly folder: string,
    private readonly sockets: string,
    private readonly url: string,
    private readonly say: (line: string) => void,
  ) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  private get data(): string {
    return join(this.folder, "data");
  }

  private get log(): string {
    return join(this.folder, "postgres.log");
  }

  async start(): Promise<void> {
    this.endLeftOver();
    const until = Date.now() + START_MS;
    for (;;) {
      let isOver = false;
      this.launch(() => {
        isOver = true;
      });
      while (!isOver && Date.now() < until) {
        if (await answers(this.url)) {
          this.watch();
          return;
        }
        await sleep(PAUSE_MS);
      }
      // Killed before, its own processes may outlive it a little, and it does not start beside
      // them.
      if (!isOver || Date.now() > until || !/shared memory block|lock file/.test(this.said()))
        throw new Error(`Postgres did not start: ${this.said()}`);
      await sleep(RESTART_MS);
    }
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    const { child } = this;
    if (child === null) return;
    child.kill("SIGINT");
    const late = setTimeout(() => child.kill("SIGQUIT"), STOP_MS);
    await this.gone;
    clearTimeout(late);
  }

  /** The end of its log. */
  private said(): string {
    return existsSync(this.log)
      ? readFileSync(this.log, "utf8").trim().split("\n").slice(-5).join("\n")
      : "";
  }

  /** One that a server left behind which was killed. */
  private endLeftOver(): void {
    if (!existsSync(join(this.data, "postmaster.pid"))) return;
    try {
      runProgram(this.binaries, "pg_ctl", ["stop", "-D", this.data, "-m", "fast", "-w"]);
      this.say("Stopped the Postgres that an earlier server left running.");
    } catch {
      // It is gone already; its file is looked through by the next one.
    }
  }

  private launch(over: () => void): void {
    const log = openSync(this.log, "w", 0o600);
    const args = [
      "-D",
      this.data,
      "-k",
      this.sockets,
      "-p",
      "5432",
      "-c",
      "listen_addresses=",
      "-c",
      "unix_socket_permissions=0700",
    ];
    // In a session of its own: Ctrl-C is for the server, which needs it to the last.
    const child = spawn(join(this.binaries.folder, "postgres"), args, {
      ...this.binaries.user,
      cwd: "/",
      detached: true,
      stdio: ["ignore", log, log],
      env: { LC_ALL: "C.UTF-8", PATH: process.env.PATH },
    });
    closeSync(log);
    this.child = child;
    this.gone = new Promise((resolve) => {
      const end = (): void => {
        this.child = null;
        over();
        resolve();
      };
      child.once("exit", end);
      child.once("error", end);
    });
  }

  /** Starts it again when it ends by itself. */
  private watch(): void {
    void this.gone.then(async () => {
      while (!this.isStopping) {
        this.say("Postgres stopped unexpectedly; it is restarted.");
        try {
          return await this.start();
        } catch (error) {
          this.say((error as Error).message);
          await sleep(RESTART_MS);
        }
      }
    });
  }
}
