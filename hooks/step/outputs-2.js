// @bun
import{Lp,Ou,Fp,Gc}from"./s53.js";export{Gc as isByProgram,Ou as makeFolders,Lp as writeOutputs,Fp as writtenBy};
