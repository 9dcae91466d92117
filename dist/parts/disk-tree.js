// @bun
import {
  diskTree2
} from "./s50.js";
export {
  diskTree2 as diskTree
};
