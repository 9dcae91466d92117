// @bun
import{Xf,Jf}from"./s7.js";export{Xf as writeOutputs,Jf as writtenBy};
