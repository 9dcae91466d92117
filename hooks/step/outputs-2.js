// @bun
import{Lp,Ou,Fp,Gc}from"./s55.js";export{Gc as isByProgram,Ou as makeFolders,Lp as writeOutputs,Fp as writtenBy};
