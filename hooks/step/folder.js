// @bun
import{em}from"./s80.js";export{em as behindCall};
