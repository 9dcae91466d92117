// @bun
import{Ip,Ru,Lp,Gc}from"./s58.js";export{Gc as isByProgram,Ru as makeFolders,Ip as writeOutputs,Lp as writtenBy};
