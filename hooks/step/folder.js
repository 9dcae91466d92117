// @bun
import{lm}from"./s82.js";export{lm as behindCall};
