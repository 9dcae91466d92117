// @bun
import{Vf,Zf}from"./s9.js";export{Vf as writeOutputs,Zf as writtenBy};
