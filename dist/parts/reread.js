// @bun
import {
  reread2
} from "./s95.js";
export {
  reread2 as reread
};
