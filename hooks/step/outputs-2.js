// @bun
import{bm,xm}from"./s8.js";export{bm as writeOutputs,xm as writtenBy};
