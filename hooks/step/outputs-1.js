// @bun
import{Mm,zm}from"./s33.js";export{Mm as writeOutputs,zm as writtenBy};
