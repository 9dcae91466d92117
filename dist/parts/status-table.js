// @bun
import {
  statusTable2
} from "./s127.js";
export {
  statusTable2 as statusTable
};
