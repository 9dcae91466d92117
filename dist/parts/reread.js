// @bun
import {
  reread2
} from "./s94.js";
export {
  reread2 as reread
};
