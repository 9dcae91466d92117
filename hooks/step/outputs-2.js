// @bun
import{Rm,Tm}from"./s7.js";export{Rm as writeOutputs,Tm as writtenBy};
