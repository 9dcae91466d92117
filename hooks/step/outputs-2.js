// @bun
import{em,tm}from"./s6.js";export{em as writeOutputs,tm as writtenBy};
