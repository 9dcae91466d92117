import { playAll } from "./played.ts";

playAll("chain");
