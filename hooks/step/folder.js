// @bun
import{gm}from"./s82.js";export{gm as behindCall};
