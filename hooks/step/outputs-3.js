// @bun
import{sm,om,Wa}from"./s8.js";export{Wa as isByProgram,sm as writeOutputs,om as writtenBy};
