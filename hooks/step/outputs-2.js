// @bun
import{em,tm}from"./s9.js";export{em as writeOutputs,tm as writtenBy};
