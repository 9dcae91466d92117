// @bun
import {
  reread2
} from "./s106.js";
export {
  reread2 as reread
};
