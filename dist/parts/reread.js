// @bun
import {
  reread2
} from "./s97.js";
export {
  reread2 as reread
};
