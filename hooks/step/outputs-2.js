// @bun
import{Cf,jf}from"./s18.js";export{Cf as writeOutputs,jf as writtenBy};
