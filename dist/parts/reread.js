// @bun
import {
  reread2
} from "./s55.js";
export {
  reread2 as reread
};
