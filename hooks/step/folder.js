// @bun
import{nm}from"./s80.js";export{nm as behindCall};
