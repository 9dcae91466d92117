// @bun
import {
  reread2
} from "./s57.js";
export {
  reread2 as reread
};
