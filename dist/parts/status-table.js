// @bun
import {
  statusTable2
} from "./s81.js";
export {
  statusTable2 as statusTable
};
