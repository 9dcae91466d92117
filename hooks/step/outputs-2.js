// @bun
import{$m,Sm}from"./s8.js";export{$m as writeOutputs,Sm as writtenBy};
