// @bun
import {
  reread2
} from "./s93.js";
export {
  reread2 as reread
};
