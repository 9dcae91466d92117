// @bun
import{Jf,Yf}from"./s5.js";export{Jf as writeOutputs,Yf as writtenBy};
