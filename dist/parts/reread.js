// @bun
import {
  reread2
} from "./s100.js";
export {
  reread2 as reread
};
