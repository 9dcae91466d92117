// @bun
import {
  diskTree2
} from "./s52.js";
export {
  diskTree2 as diskTree
};
