import { playAll } from "./played.ts";

playAll("team");
