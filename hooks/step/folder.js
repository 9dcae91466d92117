// @bun
import{fm}from"./s80.js";export{fm as behindCall};
