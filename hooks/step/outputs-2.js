// @bun
import{km,bm}from"./s7.js";export{km as writeOutputs,bm as writtenBy};
