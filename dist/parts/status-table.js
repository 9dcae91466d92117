// @bun
import {
  statusTable2
} from "./s137.js";
export {
  statusTable2 as statusTable
};
