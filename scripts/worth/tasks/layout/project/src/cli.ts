import { columns } from "./columns.ts";

const text = await Bun.stdin.text();
const rows = text.replace(/\n$/, "").split("\n");
console.log(columns(rows.map((row) => row.split("\t"))));
