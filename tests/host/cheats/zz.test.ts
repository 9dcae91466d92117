import { afterEach } from "bun:test";
import { cleanup } from "../../harness/project.ts";
import "./evidence.ts";

afterEach(cleanup);
