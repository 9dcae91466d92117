// @bun
import{Rm,Tm}from"./s40.js";export{Rm as writeOutputs,Tm as writtenBy};
