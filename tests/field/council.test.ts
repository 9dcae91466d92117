import { playAll } from "./played.ts";

playAll("council");
