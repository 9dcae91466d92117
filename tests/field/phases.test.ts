import { playAll } from "./played.ts";

playAll("phases");
