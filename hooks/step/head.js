// @bun
import{Eo,mu}from"./s50.js";export{mu as commitsBetween,Eo as headOf};
