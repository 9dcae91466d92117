// @bun
import{Yf}from"./s80.js";export{Yf as behindCall};
