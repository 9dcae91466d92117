// @bun
import{Qf,Xf}from"./s6.js";export{Qf as writeOutputs,Xf as writtenBy};
