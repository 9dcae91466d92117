// Carries connections on from one address to another, each a port of loopback or the path of a socket: relay.ts <from> <to>.
import { connect, createServer, type Server } from "node:net";

const addressOf = (text: string) =>
  text.startsWith("/") ? { path: text } : { port: Number(text), host: "127.0.0.1" };

export const relay = (from: string, to: string): Server =>
  createServer((socket) => {
    const other = connect(addressOf(to));
    socket.on("error", () => other.destroy());
    other.on("error", () => socket.destroy());
    socket.pipe(other).pipe(socket);
  }).listen(addressOf(from));

const [from, to] = process.argv.slice(2);
if (import.meta.main && from !== undefined && to !== undefined) relay(from, to);
