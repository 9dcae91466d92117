// @bun
import{tm,nm}from"./s5.js";export{tm as writeOutputs,nm as writtenBy};
