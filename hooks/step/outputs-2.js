// @bun
import{Sm,_m}from"./s40.js";export{Sm as writeOutputs,_m as writtenBy};
