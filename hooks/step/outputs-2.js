// @bun
import{km,bm}from"./s8.js";export{km as writeOutputs,bm as writtenBy};
