// @bun
import{Fo,Eu}from"./s60.js";export{Eu as commitsBetween,Fo as headOf};
