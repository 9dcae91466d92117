// @bun
import{Mm,zm}from"./s40.js";export{Mm as writeOutputs,zm as writtenBy};
