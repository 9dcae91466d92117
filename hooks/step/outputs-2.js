// @bun
import{jm,Mm}from"./s36.js";export{jm as writeOutputs,Mm as writtenBy};
