// @bun
import {
  statusTable2
} from "./s134.js";
export {
  statusTable2 as statusTable
};
