// @bun
import {
  reread2
} from "./s107.js";
export {
  reread2 as reread
};
