// @bun
import {
  statusTable2
} from "./s80.js";
export {
  statusTable2 as statusTable
};
